/** A file that is made to hurt, and how the server answers a model that reads it. */
export interface AssetAttack {
  readonly name: string;
  readonly file: string;
  readonly content: string | Uint8Array;
  /** By default an import of the file. */
  readonly code?: string;
  /** Error codes of which one must come back. */
  readonly codes: readonly string[];
  readonly message?: RegExp;
}

/** The model is at fault, and the server says so. */
export const RUNTIME = ['SCAD_RUNTIME'];
