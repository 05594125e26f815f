import nodePath, { posix } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { hasHiddenInName } from '../contracts/hidden-text.ts';
import type { FileSet, ModelOrigin } from '../contracts/model.ts';
import type { MissingFile } from '../scad/missing-files.ts';
import { DiskFiles, NO_DISK, tooLarge } from './disk-files.ts';
import { type EntryPlace, findEntryAnywhere, findEntryInRoots, refuseFolder } from './entry-path.ts';
import { commonFolder, openRoots, type Root } from './folders.ts';
import { dropUnnamedFonts, listFontsBeside } from './fonts-beside.ts';
import { Gathering } from './gather.ts';
import { readGuarded } from './guarded-read.ts';
import { checkExtension, decodeInline, INLINE_ENTRY, type InlineModel } from './inline.ts';
import { lookUpMissing } from './missing-lookups.ts';
import { quotePath } from './model-path.ts';
import type { RefusalReason, StagingRules, UnreadReference } from './staging-rules.ts';

export type { InlineModel, RefusalReason, StagingRules, UnreadReference };

/** A model with everything it refers to by literal names. */
export interface Staging {
  readonly fileSet: FileSet;
  /** Null when the model sees no files on disk. */
  readonly origin: ModelOrigin | null;
  /** Files it refers to that were not read; OpenSCAD will miss them. */
  readonly unread: readonly UnreadReference[];
}

/**
 * Stages a model handed over in a call. With external includes it is treated as if saved in the first root.
 *
 * References that lead out of the model are refused before the run: the sandbox would not find them either,
 * and saying so tells the caller what to do instead of drawing an incomplete model.
 *
 * @throws AppError PATH_REJECTED, SOURCE_TOO_LARGE, INVALID_INPUT or PARAMETER_INVALID, naming the file;
 *   and the reason of `signal` once that is aborted, as the others below.
 */
export async function stageInline(
  model: InlineModel,
  rules: StagingRules,
  signal?: AbortSignal,
): Promise<Staging> {
  const given = decodeInline(model, rules);
  const roots = rules.externalIncludes ? await openRoots(rules.roots) : [];
  const origin = roots.length === 0 ? null : makeOrigin(roots[0].real, roots, rules);
  const prefix = origin === null ? '' : toModelPath(origin.base, origin.root);
  const gathering = begin(posix.join(prefix, INLINE_ENTRY), origin, roots, rules);
  for (const { path, bytes } of given) {
    gathering.add({ path: posix.join(prefix, path), bytes }, path.endsWith('.scad'));
  }
  await gathering.followAll(signal);
  refuseEscapes(gathering.unread);
  return { fileSet: gathering.fileSet(), origin, unread: origin === null ? [] : gathering.unread };
}

/**
 * Stages a model from a file inside the allowed roots.
 *
 * @param path absolute, or relative to the first root that has it.
 * @throws AppError PATH_REJECTED, SOURCE_TOO_LARGE or INVALID_INPUT.
 */
export async function stagePath(path: string, rules: StagingRules, signal?: AbortSignal): Promise<Staging> {
  const roots = await openRoots(rules.roots);
  await refuseFolder(path, roots);
  checkExtension(path, rules.allowedExtensions);
  const entry = await findEntryInRoots(path, roots, rules.roots);
  return stageFrom(path, entry, rules.allowedExtensions, roots, rules, signal);
}

/**
 * Stages a model from a file that a user names on the command line, with any extension and anywhere; its
 * other files are bound by the rules all the same.
 *
 * @throws AppError SOURCE_TOO_LARGE or INVALID_INPUT.
 */
export async function stageFile(file: string, rules: StagingRules, signal?: AbortSignal): Promise<Staging> {
  const roots = await openRoots(rules.roots);
  return stageFrom(file, await findEntryAnywhere(file, roots), null, roots, rules, signal);
}

/**
 * Reads files whose names OpenSCAD found out only when it ran, under the same rules as any others, and
 * what those refer to. Files that are in the set already are not read again; fonts that only lie beside the
 * model make room when there is none left.
 *
 * @returns the larger file set, or null when nothing more could be read.
 * @throws AppError SOURCE_TOO_LARGE or INVALID_INPUT when they make the model too large.
 */
export async function stageMissing(
  fileSet: FileSet,
  origin: ModelOrigin | null,
  missing: readonly MissingFile[],
  rules: StagingRules,
  signal?: AbortSignal,
): Promise<FileSet | null> {
  try {
    return await gatherMissing(fileSet, origin, missing, rules, signal);
  } catch (thrown) {
    const smaller = dropUnnamedFonts(fileSet);
    if (!(thrown instanceof AppError) || smaller.files.length === fileSet.files.length) throw thrown;
    return gatherMissing(smaller, origin, missing, rules, signal);
  }
}

async function gatherMissing(
  fileSet: FileSet,
  origin: ModelOrigin | null,
  missing: readonly MissingFile[],
  rules: StagingRules,
  signal: AbortSignal | undefined,
): Promise<FileSet | null> {
  const roots = await openRoots(rules.roots);
  const gathering = begin(fileSet.entry, origin, roots, rules);
  gathering.resume(fileSet);
  const before = gathering.size;
  for (const file of missing) {
    await gathering.takeFirst(lookUpMissing(file, fileSet), file.kind, null);
  }
  await gathering.followAll(signal);
  return gathering.size === before ? null : gathering.fileSet();
}

async function stageFrom(
  name: string,
  { place, root }: EntryPlace,
  extensions: ReadonlySet<string> | null,
  roots: readonly Root[],
  rules: StagingRules,
  signal: AbortSignal | undefined,
): Promise<Staging> {
  const origin = makeOrigin(root, roots, rules);
  const outcome = await readGuarded(place, { folders: [root], extensions, maxBytes: rules.maxFileBytes });
  if ('refused' in outcome) {
    if (outcome.refused === 'too-large') throw tooLarge(name, rules.maxFileBytes, null);
    if (outcome.refused === 'extension') checkExtension(place, rules.allowedExtensions);
    throw new AppError('INVALID_INPUT', `The file ${quotePath(name)} cannot be read.`, {
      hint: 'Name a regular file that the server may read.',
    });
  }
  const entry = toModelPath(origin.base, place);
  const gathering = begin(entry, origin, roots, rules);
  gathering.add({ path: entry, bytes: outcome.bytes }, true);
  await gathering.followAll(signal);
  for (const path of await listFontsBeside(gathering.fileSet(), place, rules)) {
    await gathering.takeFirst([{ shelf: 'model', path }], 'import', null);
  }
  return { fileSet: gathering.fileSet(), origin, unread: gathering.unread };
}

function begin(
  entry: string,
  origin: ModelOrigin | null,
  roots: readonly Root[],
  { libraries, maxFileBytes, allowedExtensions, externalIncludes }: StagingRules,
): Gathering {
  if (origin === null) return new Gathering(entry, { own: NO_DISK, libraries });
  const { root } = origin;
  const ownRoot = roots.find(({ real }) => real === root) ?? { given: root, real: root };
  const visible = externalIncludes ? [ownRoot, ...roots] : [ownRoot];
  const own = new DiskFiles(origin, { maxFileBytes, allowedExtensions, roots: visible });
  return new Gathering(entry, { own, libraries });
}

/** With external includes the model's folder is one that holds all roots, so that `../other/x` leads there. */
function makeOrigin(root: string, roots: readonly Root[], { externalIncludes }: StagingRules): ModelOrigin {
  if (!externalIncludes) return { base: root, root };
  return { base: commonFolder([root, ...roots.map(({ real }) => real)]) ?? root, root };
}

/**
 * Whether a model that comes from there would be given this origin today. Models are kept longer than the
 * roots of a server stay what they are.
 */
export async function isOpenOrigin({ base, root }: ModelOrigin, rules: StagingRules): Promise<boolean> {
  const roots = await openRoots(rules.roots);
  return roots.some(({ real }) => real === root) && makeOrigin(root, roots, rules).base === base;
}

/** Whether a relative path leads to something in an allowed folder. */
export async function isInRoots(path: string, folders: readonly string[]): Promise<boolean> {
  if (nodePath.isAbsolute(path) || hasHiddenInName(path)) return false;
  return findEntryInRoots(path, await openRoots(folders), folders).then(
    () => true,
    () => false,
  );
}

/** A place on disk as a path of the model. */
function toModelPath(base: string, place: string): string {
  return nodePath.relative(base, place).split(nodePath.sep).join('/');
}

/** @throws AppError PATH_REJECTED with file and line. */
function refuseEscapes(unread: readonly UnreadReference[]): void {
  for (const { kind, path, file, line, reason } of unread) {
    if (reason === 'unreadable' || reason === 'extension') continue;
    const fault = reason === 'name' ? 'cannot be the name of a file' : 'is outside the model';
    throw new AppError('PATH_REJECTED', `${file} line ${line}: ${kind} of ${quotePath(path)} ${fault}.`, {
      hint:
        reason === 'windows-path'
          ? 'Pass the file in `files` and refer to it by its relative name, with / between folders.'
          : 'Pass the file in `files` and refer to it by its relative name.',
    });
  }
}
