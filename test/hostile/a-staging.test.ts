import { mkdirSync } from 'node:fs';
import { rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/contracts/errors.ts';
import { stageMissing, stagePath } from '../../src/project/staging.ts';
import { useModelFolder } from '../support/model-folder.ts';
import { libraryAttacks } from './rows/library-attacks.ts';
import { nameAttacks } from './rows/name-attacks.ts';
import { IS_WINDOWS, openStagingLab, type PathAttack, SECRET, type Staged } from './rows/path-lab.ts';
import { placeAttacks } from './rows/place-attacks.ts';

/**
 * Section A as the staging sees it: which files were read, and why others were not. What a client is told of the
 * same attacks is in a-paths.test.ts.
 */

const folder = useModelFolder();
const { lab, onDisk, rules } = openStagingLab(folder);

const ATTACKS = [...placeAttacks(lab), ...nameAttacks(lab), ...libraryAttacks(lab)].filter(
  ({ skip }) => skip !== true,
);

async function outcomeOf({ stage }: PathAttack<Staged>): Promise<Staged | AppError> {
  try {
    return await stage();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
}

describe('paths and staging', () => {
  it.each(ATTACKS)('$id: $input', async attack => {
    folder.write('secret.scad', SECRET);
    mkdirSync(folder.at('root'), { recursive: true });
    const started = performance.now();
    const outcome = await outcomeOf(attack);
    expect(performance.now() - started).toBeLessThan(3000);
    if (outcome instanceof AppError) {
      expect(outcome.code, outcome.message).toBe(attack.expected);
      if (attack.message !== undefined) expect(outcome.message).toMatch(attack.message);
      expect(`${outcome.message} ${outcome.hint}`).not.toContain(SECRET);
      return;
    }
    const { files, libraries } = outcome.fileSet;
    expect(files.map(({ path }) => path).sort()).toEqual(attack.expected);
    expect(libraries.map(({ path }) => path).sort()).toEqual(attack.libraries ?? []);
    const texts = [...files, ...libraries].map(({ bytes }) => new TextDecoder().decode(bytes));
    expect(texts.filter(text => text.includes(SECRET))).toEqual([]);
    expect((outcome.unread ?? []).map(({ reason }) => reason)).toEqual(attack.unread ?? []);
  });

  it('7: the answer about a link does not tell whether what it leads to exists', async () => {
    folder.write('secret.scad', SECRET);
    folder.link('root/link.scad', '../secret.scad');
    const describeBoth = async () => {
      const { unread } = await onDisk('use <link.scad>\nuse <../secret.scad>');
      const asPath = await stagePath('link.scad', rules()).catch((error: AppError) => error.message);
      return { unread, asPath };
    };
    const before = await describeBoth();
    await rm(folder.at('secret.scad'));
    expect(await describeBoth()).toEqual(before);
    expect(JSON.stringify(before.unread[0])).not.toContain('secret');
  });

  it('8: a file that is swapped for a link, again and again, is never read through it', async () => {
    folder.write('secret.scad', SECRET);
    const place = folder.write('root/swapped.scad', 'cube(2);');
    let isOver = false;
    const swapping = (async () => {
      while (!isOver) {
        await symlink(folder.at('secret.scad'), `${place}.link`);
        await rename(`${place}.link`, place);
        await writeFile(`${place}.file`, 'cube(2);');
        await rename(`${place}.file`, place);
        await setTimeout(1);
      }
    })();
    let read = 0;
    for (let round = 0; round < 300; round++) {
      const { fileSet } = await onDisk('use <swapped.scad>');
      const swapped = fileSet.files.find(({ path }) => path === 'swapped.scad');
      if (swapped === undefined) continue;
      read += 1;
      expect(new TextDecoder().decode(swapped.bytes)).not.toContain(SECRET);
    }
    isOver = true;
    await swapping;
    expect(read).toBeGreaterThan(0);
  });

  it.skipIf(IS_WINDOWS)('9: a socket is not read', async () => {
    mkdirSync(folder.at('root'));
    const server = createServer().listen(folder.at('root/socket.scad'));
    await new Promise(resolve => server.once('listening', resolve));
    const { unread } = await onDisk('use <socket.scad>').finally(() => server.close());
    expect(unread).toMatchObject([{ reason: 'unreadable' }]);
  });

  it('14: a file that changes is read once, and the bytes read are the bytes evaluated', async () => {
    folder.write('root/b.scad', 'cube(1);');
    const staging = await onDisk('use <b.scad>\nimport("b.scad");\ninclude <./b.scad>');
    folder.write('root/b.scad', 'cube(2);');
    const again = await stageMissing(
      staging.fileSet,
      staging.origin,
      [{ kind: 'import', path: '/model/b.scad' }],
      rules(),
    );
    expect(again).toBeNull();
    expect(staging.fileSet.files.map(({ bytes }) => new TextDecoder().decode(bytes))[1]).toBe('cube(1);');
  });
});
