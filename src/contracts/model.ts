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

/**
 * A file of an installed library. The same object is given out again and again, so what is known of it
 * is kept with it.
 */
export interface LibraryFile extends ModelFile {
  /** Of `bytes`, in hexadecimal. */
  readonly sha256: string;
  /** Whether it came with this package, so that its code is known to be right. */
  readonly isBundled?: true;
  /** The comment at its head, which names authors and licence; `bytes` has no comments. */
  readonly header?: string;
}

/** Folder of OpenSCAD's file system that holds the model; diagnostics leave it out of file names. */
export const MODEL_ROOT = '/model/';

/** Folder of OpenSCAD's file system that holds libraries: `use <BOSL2/std.scad>` is looked for here. */
export const LIBRARY_ROOT = '/libraries/';

/**
 * Everything OpenSCAD gets to see of a model: nothing outside this set exists for it.
 */
export interface FileSet {
  /** Path of the file to evaluate; one of `files`. */
  readonly entry: string;
  /** The model's own files. A path that starts with `/` is one in OpenSCAD's file system, as the model names it. */
  readonly files: readonly ModelFile[];
  /** What it needs of installed libraries; paths are relative to {@link LIBRARY_ROOT}. */
  readonly libraries: readonly LibraryFile[];
}

/** Where on disk a model was read from, so that files it turns out to need can be read too. */
export interface ModelOrigin {
  /** Folder that stands for {@link MODEL_ROOT}; paths of the file set are relative to it. Real, absolute. */
  readonly base: string;
  /** The allowed root that holds the entry; other files must lie in it too unless external includes are on. */
  readonly root: string;
}

/** Where a call has got to; reported as progress. */
export const PHASES = ['staging', 'evaluating', 'measuring', 'drawing', 'encoding'] as const;

/** A member of {@link PHASES}. */
export type Phase = (typeof PHASES)[number];

/** What a 2D or 3D model turned out to be. */
export type ModelKind = '3d' | '2d' | 'empty';
