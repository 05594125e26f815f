import nodePath, { posix } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import type { ModelOrigin } from '../contracts/model.ts';
import { isInside, type Root } from './folders.ts';
import { readGuarded } from './guarded-read.ts';
import { findCharacterFault, quotePath, staysInside } from './model-path.ts';
import { findPathFault } from './platform-names.ts';
import type { Refusal } from './staging-rules.ts';

/** Where a reference stands, for messages. */
export interface Mention {
  readonly file: string;
  readonly line: number;
}

/** Where a model's own files come from when they were not handed over. */
export interface FileSource {
  /**
   * Reads a file once.
   *
   * @param path in the form of {@link resolveReference}.
   * @throws AppError SOURCE_TOO_LARGE naming the file and where it is mentioned.
   */
  read(path: string, mention: Mention | null): Promise<{ readonly bytes: Uint8Array } | Refusal>;
}

/** The source of models that came with a call and see no disk. */
export const NO_DISK: FileSource = {
  read: async path => ({ place: path, reason: staysInside(path) ? 'unreadable' : 'outside' }),
};

/** What {@link DiskFiles} lets through. */
export interface DiskRules {
  readonly maxFileBytes: number;
  readonly allowedExtensions: ReadonlySet<string>;
  /** Folders whose files a model may use. */
  readonly roots: readonly Root[];
}

/** The files of the folders that a model may use. */
export class DiskFiles implements FileSource {
  readonly #base: string;
  readonly #rules: DiskRules;

  constructor({ base }: ModelOrigin, rules: DiskRules) {
    this.#base = base;
    this.#rules = rules;
  }

  async read(path: string, mention: Mention | null): Promise<{ readonly bytes: Uint8Array } | Refusal> {
    const { roots, allowedExtensions, maxFileBytes } = this.#rules;
    const fault = findCharacterFault(path);
    if (fault !== null) return { place: path, reason: fault };
    const place = this.#place(path);
    if (place === null) return { place: path, reason: 'outside' };
    const isAllowed = roots.some(({ real }) => isInside(real, place));
    // One that climbs out and back in would have no place among the model's files.
    if (!isAllowed || path.startsWith('../')) return { place, reason: 'outside' };
    if (findPathFault(place, nodePath) !== null) return { place, reason: 'name' };
    if (!allowedExtensions.has(nodePath.extname(place).toLowerCase())) return { place, reason: 'extension' };
    const outcome = await readGuarded(place, {
      folders: roots.map(({ real }) => real),
      extensions: allowedExtensions,
      maxBytes: maxFileBytes,
    });
    if ('bytes' in outcome) return outcome;
    if (outcome.refused === 'too-large') throw tooLarge(path, maxFileBytes, mention);
    return { place, reason: outcome.refused };
  }

  /** Where a path leads on disk; null for an absolute one that cannot be a file of both file systems. */
  #place(path: string): string | null {
    if (!path.startsWith('/')) return nodePath.resolve(this.#base, path);
    // OpenSCAD's results lie in the root of its file system, and Windows has no such paths.
    if (nodePath.sep === '\\' || posix.dirname(path) === '/') return null;
    const root = this.#rules.roots.find(({ given }) => isInside(given, path));
    return root === undefined ? path : nodePath.resolve(root.real, nodePath.relative(root.given, path));
  }
}

/** Says that one file is larger than allowed. */
export function tooLarge(path: string, maxFileBytes: number, mention: Mention | null): AppError {
  const limit_kB = Math.floor(maxFileBytes / 1024);
  const where = mention === null ? '' : `, which ${mention.file} line ${mention.line} refers to,`;
  return new AppError('SOURCE_TOO_LARGE', `File ${quotePath(path)}${where} is larger than ${limit_kB} kB.`, {
    hint: 'Split it into several files, or ask the operator to raise MAX_FILE_SIZE.',
  });
}
