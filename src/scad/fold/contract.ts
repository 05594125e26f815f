/** The library a file belongs to, for the notice that goes with what is taken from it. */
export interface FoldLibrary {
  /** Of its folder, for instance `BOSL2`. */
  readonly name: string;
  /** As an SPDX expression, where known. */
  readonly licence?: string;
  /** Path of the licence text inside the library, where known. */
  readonly licenceFile?: string;
  /** The comment at the head of the file, for a caller whose sources have lost their comments. */
  readonly header?: string;
}

/** A model and what it needs to be written as one file. */
export interface FoldRequest {
  /** Path of the file to evaluate; a key of `sources`. */
  readonly entry: string;
  /** Code by path: the model's own files, and those of libraries with LIBRARY_ROOT in front. */
  readonly sources: ReadonlyMap<string, string>;
  /**
   * Where an `include` or `use` leads: a key of `sources`, or null when the file is not there.
   *
   * @param from path of the file that has the reference.
   * @param reference as it is written.
   */
  readonly resolve: (from: string, reference: string) => string | null;
  /**
   * The path of a file that is no code, which an `import`, a `surface` or a font's `use` leads to; null when it
   * is not there.
   *
   * @param from path of the file that has the reference.
   * @param reference as it is written.
   */
  readonly dataFileOf: (from: string, reference: string) => string | null;
  /** OpenSCAD literals by the names of variables that are to have these values instead of their own. */
  readonly values: ReadonlyMap<string, string>;
  /** The library of a path; null for the model's own files. */
  readonly libraryOf: (path: string) => FoldLibrary | null;
}

/** A model as one file. */
export interface FoldedModel {
  readonly text: string;
  /** What a person should know of it, in sentences. */
  readonly notes: readonly string[];
}
