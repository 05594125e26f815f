/** A file of a model, read once and held in memory. */
export interface StagedFile {
  /** Relative to the model, with `/` between segments, never leaving it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Everything OpenSCAD gets to see of a model: nothing outside this set exists for it.
 */
export interface FileSet {
  /** Path of the file to evaluate; one of `files`. */
  readonly entry: string;
  readonly files: readonly StagedFile[];
}

/** Where a call has got to; reported as progress. */
export const PHASES = ['staging', 'evaluating', 'drawing', 'encoding'] as const;

/** A member of {@link PHASES}. */
export type Phase = (typeof PHASES)[number];

/** What a 2D or 3D model turned out to be. */
export type ModelKind = '3d' | '2d' | 'empty';
