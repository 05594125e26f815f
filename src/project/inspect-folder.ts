import { access, constants, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { parse } from 'node:path';
import { quotePath } from './model-path.ts';

/** What is known of a folder that an operator named. */
export interface FolderFacts {
  readonly path: string;
  readonly state: 'folder' | 'missing' | 'not a folder' | 'unreadable';
  readonly writable: boolean;
  /** The root of a disk, or a home directory: far more than anybody means to open to a model. */
  readonly tooWide: boolean;
}

/** Looks at a folder without changing anything. */
export async function inspectFolder(path: string): Promise<FolderFacts> {
  const facts = await stat(path).catch(() => null);
  const real = await realpath(path).catch(() => path);
  const home = await realpath(homedir()).catch(() => homedir());
  const tooWide = real === home || real === parse(real).root;
  const state =
    facts === null
      ? 'missing'
      : !facts.isDirectory()
        ? 'not a folder'
        : (await allows(path, constants.R_OK | constants.X_OK))
          ? 'folder'
          : 'unreadable';
  return { path, state, tooWide, writable: state === 'folder' && (await allows(path, constants.W_OK)) };
}

/** Why no file of a folder can be used, as the end of a sentence. */
const FAULTS = {
  folder: null,
  missing: 'does not exist',
  'not a folder': 'is not a folder',
  unreadable: 'cannot be read by this user',
} as const satisfies Record<FolderFacts['state'], string | null>;

/**
 * What is wrong with roots that cannot be used, a phrase each: `the root "/models" does not exist`. A root may be
 * made while the server runs, so this is asked whenever it matters and not once.
 */
export async function findRootFaults(roots: readonly string[]): Promise<string[]> {
  const facts = await Promise.all(roots.map(inspectFolder));
  return facts.flatMap(({ path, state }) => {
    const fault = FAULTS[state];
    return fault === null ? [] : [`the root ${quotePath(path)} ${fault}`];
  });
}

async function allows(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}
