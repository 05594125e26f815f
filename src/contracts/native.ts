/** An engine: its name, and the version of the OpenSCAD that it runs. */
export interface EngineIdentity {
  readonly engine: 'wasm' | 'native';
  readonly version: string;
}

/** Something that keeps an installed OpenSCAD from being used, in words for the operator. */
export interface NativeProblem {
  readonly message: string;
  readonly hint: string;
}

/** What an engine says of the installed OpenSCAD that its operator configured. */
export interface NativeStatus {
  /** For every model, or only for those that the bundled OpenSCAD fails on. */
  readonly use: 'always' | 'fallback';
  /** Null while it is not known. */
  readonly version: string | null;
  /** What encloses it; null while that is not known. */
  readonly sandbox: 'bubblewrap' | 'none' | null;
  /** Whether the system bounds its memory and files. */
  readonly hasLimits: boolean;
  /** Why it cannot be used; null when it can. */
  readonly problem: NativeProblem | null;
  /** Whether it failed several times in a row and is left alone for a while. */
  readonly isSetAside: boolean;
}

/**
 * What makes the ids of models of one engine differ from those of another. The bundled engine is named by its
 * version alone.
 */
export function engineKey({ engine, version }: EngineIdentity): string {
  return engine === 'wasm' ? version : describeEngine({ engine, version });
}

/** The engine as results name it: `wasm` or `native 2021.01`. */
export function describeEngine({ engine, version }: EngineIdentity): string {
  return engine === 'wasm' ? engine : `${engine} ${version}`;
}
