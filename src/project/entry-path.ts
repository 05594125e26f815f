import { realpath } from 'node:fs/promises';
import nodePath from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { hasHiddenInName } from '../contracts/hidden-text.ts';
import { deepestHolding, isInside, type Root } from './folders.ts';
import { passesLink } from './guarded-read.ts';
import { findRootFaults } from './inspect-folder.ts';
import { quotePath } from './model-path.ts';
import { findPathFault } from './platform-names.ts';
import { describeFolder, suggestBeside } from './suggest-files.ts';

/** The file a model starts with: where it is, and the folder its other files may lie in. Both real. */
export interface EntryPlace {
  readonly place: string;
  readonly root: string;
}

/**
 * Finds the file that a tool's `path` names, inside the allowed folders. Nothing is said about what lies
 * outside of them, neither whether it exists nor where a link leads.
 *
 * @param path absolute, or relative to the first root that has it.
 * @param roots those that exist.
 * @param given all that are set; those that cannot be used are named when the file is not found.
 * @throws AppError PATH_REJECTED, or INVALID_INPUT when there is no such file.
 */
export async function findEntryInRoots(
  path: string,
  roots: readonly Root[],
  given: readonly string[],
): Promise<EntryPlace> {
  const fault = hasHiddenInName(path)
    ? 'contains control or invisible characters'
    : findPathFault(path, nodePath);
  if (fault !== null) throw rejected(path, fault, 'Name a .scad file inside an allowed folder.');
  if (roots.length === 0) throw await explainNoRoot(path, given);
  const folders = roots.map(({ real }) => real);
  let answer: AppError | null = null;
  for (const place of candidatesOf(path, roots)) {
    const real = await realpath(place).catch(() => null);
    const root = real === null ? null : deepestHolding(folders, real);
    if (real !== null && root !== null) return { place: real, root };
    const allowed = await describeRoots(roots, given);
    answer ??= (await passesLink(place, folders))
      ? rejected(path, 'is a link that leads out of the allowed folders or nowhere', allowed)
      : new AppError('INVALID_INPUT', `There is no file ${quotePath(path)} in the allowed folders.`, {
          hint: [await suggestBeside(path, place, folders), allowed].filter(part => part !== '').join(' '),
        });
  }
  throw answer ?? rejected(path, 'is outside the allowed folders', await describeRoots(roots, given));
}

async function explainNoRoot(path: string, given: readonly string[]): Promise<AppError> {
  const faults = await findRootFaults(given);
  return faults.length === 0
    ? rejected(
        path,
        'cannot be used: no folder is open for reading',
        'Pass `code`, or start the server with --root.',
      )
    : rejected(
        path,
        `cannot be used: ${faults.join(', ')}`,
        'Make the folder, or correct --root (MCP_ROOTS) and start the server again. Or pass `code`.',
      );
}

async function describeRoots(roots: readonly Root[], given: readonly string[]): Promise<string> {
  const allowed = `Allowed folders: ${roots.map(root => root.given).join(', ')}.`;
  const faults = await findRootFaults(given);
  return faults.length === 0 ? allowed : `${allowed} Not usable: ${faults.join(', ')}.`;
}

/**
 * Refuses a path that names a folder inside those allowed, and says what lies in it.
 *
 * @throws AppError INVALID_INPUT
 */
export async function refuseFolder(path: string, roots: readonly Root[]): Promise<void> {
  if (path === '') return;
  const hint = hasHiddenInName(path)
    ? null
    : await describeFolder(path.replace(/[/\\]+$/, ''), candidatesOf(path, roots), roots);
  if (hint === null) return;
  throw new AppError('INVALID_INPUT', `The path ${quotePath(path)} is a folder.`, { hint });
}

/**
 * Finds the file that a user names on the command line, wherever it is. One outside all roots has its own
 * folder as root.
 *
 * @throws AppError INVALID_INPUT when it does not exist.
 */
export async function findEntryAnywhere(file: string, roots: readonly Root[]): Promise<EntryPlace> {
  const place = file.includes('\0') ? null : await realpath(nodePath.resolve(file)).catch(() => null);
  if (place === null) throw new AppError('INVALID_INPUT', `The file ${quotePath(file)} does not exist.`);
  const root = deepestHolding(
    roots.map(({ real }) => real),
    place,
  );
  return { place, root: root ?? nodePath.dirname(place) };
}

/** Where a path may lead as its spelling goes, inside the roots and with their real names. */
function candidatesOf(path: string, roots: readonly Root[]): string[] {
  const places = nodePath.isAbsolute(path)
    ? [nodePath.normalize(path)]
    : roots.map(({ real }) => nodePath.join(real, path));
  return places.flatMap(place => {
    for (const { given, real } of roots) {
      if (isInside(real, place)) return [place];
      if (isInside(given, place)) return [nodePath.join(real, nodePath.relative(given, place))];
    }
    return [];
  });
}

function rejected(path: string, fault: string, hint: string): AppError {
  return new AppError('PATH_REJECTED', `The path ${quotePath(path)} ${fault}.`, { hint });
}
