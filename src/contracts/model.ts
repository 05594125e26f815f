/** A file of a model, read once and held in memory. */
export interface StagedFile {
  /** Relative to the model, with `/` between segments, never leaving it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file of a model with what is known of its content. */
export interface ModelFile extends StagedFile {
  /** OpenSCAD code: the entry, every .scad file and whatever those include or use. */
  readonly isSource: boolean;
}

/** Folder of OpenSCAD's file system that holds the model; diagnostics leave it out of file names. */
export const MODEL_ROOT = '/model/';

/**
 * Everything OpenSCAD gets to see of a model: nothing outside this set exists for it.
 */
export interface FileSet {
  /** Path of the file to evaluate; one of `files`. */
  readonly entry: string;
  readonly files: readonly ModelFile[];
}

/** Where a call has got to; reported as progress. */
export const PHASES = ['staging', 'evaluating', 'drawing', 'encoding'] as const;

/** A member of {@link PHASES}. */
export type Phase = (typeof PHASES)[number];

/** What a 2D or 3D model turned out to be. */
export type ModelKind = '3d' | '2d' | 'empty';
