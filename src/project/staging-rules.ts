import type { Libraries } from '../contracts/ports.ts';

/** Has every extension, for an operator who turned the check of extensions off. */
class EveryExtension extends Set<string> {
  override has(): boolean {
    return true;
  }
}

/** Stands for the allowed extensions where any is allowed. */
export const ANY_EXTENSION: ReadonlySet<string> = new EveryExtension();

/** What a model may be made of. */
export interface StagingRules {
  /** Folders that models may lie in; relative paths count from the first that has them. */
  readonly roots: readonly string[];
  readonly libraries: Libraries;
  /** Bound on one file. */
  readonly maxFileBytes: number;
  /** Lower case, with the dot. */
  readonly allowedExtensions: ReadonlySet<string>;
  /** false: a model sees the files under its own root; true: any file under any allowed root. */
  readonly externalIncludes: boolean;
}

/** Why a file that a model refers to was not read. */
export type RefusalReason =
  /** It lies outside the folders this model may use; whether it exists was not looked at. */
  | 'outside'
  /** It is, or lies behind, a symbolic link that leads outside those folders or nowhere. */
  | 'link'
  /** There is no regular file of that name, or it cannot be read. */
  | 'unreadable'
  /** Files with this extension are not read. */
  | 'extension'
  /** It cannot be the name of a file: too long, with invisible characters, or reserved by the system. */
  | 'name'
  /** It has backslashes or a drive letter, which OpenSCAD here takes for part of a name. */
  | 'windows-path';

/** A file that was not read. */
export interface Refusal {
  /** Where the reference leads on disk, links not followed; as written where it leads nowhere. */
  readonly place: string;
  readonly reason: RefusalReason;
}

/** A reference to a file that was not read; OpenSCAD will miss it. */
export interface UnreadReference extends Refusal {
  readonly kind: 'include' | 'use' | 'import' | 'surface';
  /** The file that refers to it, as a path inside the model, and the line there. */
  readonly file: string;
  readonly line: number;
  /** As written. */
  readonly path: string;
}
