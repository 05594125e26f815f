import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { readProject } from '../../../src/project/disk.ts';

const MAX_BYTES = 10 * 2 ** 20;

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'disk-test-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Uint8Array): string {
  const place = join(folder, path);
  mkdirSync(dirname(place), { recursive: true });
  writeFileSync(place, content);
  return place;
}

const read = (path: string, roots: string[] = []) => readProject(join(folder, path), roots, MAX_BYTES);

async function pathsOf(path: string, roots?: string[]): Promise<string[]> {
  const { fileSet } = await read(path, roots);
  return fileSet.files.map(file => file.path).sort();
}

describe('readProject', () => {
  it('reads the file and what it refers to, through others and in rings', async () => {
    write('a.scad', 'use <lib/b.scad>\nimport("plate.stl");\n');
    write('lib/b.scad', 'include <../a.scad>\ninclude <c.inc>\n');
    write('lib/c.inc', 'use <d.scad>\n');
    write('lib/d.scad', '');
    write('plate.stl', 'solid');
    write('stranger.scad', '');
    expect(await pathsOf('a.scad')).toEqual(['a.scad', 'lib/b.scad', 'lib/c.inc', 'lib/d.scad', 'plate.stl']);
    expect((await read('a.scad')).unread).toEqual([]);
  });

  it('takes for code what is imported here and included there', async () => {
    write('a.scad', 'import("c.inc");\ninclude <c.inc>\n');
    write('c.inc', 'use <d.scad>\n');
    write('d.scad', '');
    expect(await pathsOf('a.scad')).toEqual(['a.scad', 'c.inc', 'd.scad']);
  });

  it('has the deepest root that holds the file, or its own folder', async () => {
    write('p/sub/a.scad', 'use <../b.scad>\n');
    write('p/b.scad', '');
    const roots = [folder, join(folder, 'p'), join(folder, 'p', 'su')];
    expect((await read('p/sub/a.scad', roots)).fileSet.entry).toBe('sub/a.scad');
    expect(await pathsOf('p/sub/a.scad', roots)).toEqual(['b.scad', 'sub/a.scad']);
    expect(await pathsOf('p/sub/a.scad')).toEqual(['a.scad']);
  });

  it('tells which references it did not follow, and why', async () => {
    const beyond = write('secret.scad', '');
    write('p/a.scad', `use <../secret.scad>\nuse <nothing.scad>\ninclude <link.scad>\nuse <${beyond}>\n`);
    symlinkSync(beyond, join(folder, 'p', 'link.scad'));
    const { unread, fileSet, root } = await read('p/a.scad');
    expect(root).toBe(join(folder, 'p'));
    expect(fileSet.files.map(({ path }) => path)).toEqual(['a.scad']);
    // All three ways to the same file are one thing to know.
    expect(unread).toEqual([
      expect.objectContaining({ file: 'a.scad', place: beyond, reason: 'outside' }),
      {
        file: 'a.scad',
        line: 2,
        path: 'nothing.scad',
        place: join(root, 'nothing.scad'),
        reason: 'unreadable',
      },
    ]);
  });

  it('says nothing of whether a file beyond the root is there, but that it cannot be read', async () => {
    write('p/a.scad', 'use <../nothing.scad>\n');
    const { unread } = await read('p/a.scad');
    expect(unread).toMatchObject([{ place: join(folder, 'nothing.scad'), reason: 'unreadable' }]);
  });

  it('bounds one file, all files together, and their number', async () => {
    write('a.scad', 'import("b.stl"); import("c.stl");');
    write('b.stl', new Uint8Array(LIMITS.maxTotalBytes / 2));
    write('c.stl', new Uint8Array(LIMITS.maxTotalBytes / 2));
    await expect(read('a.scad')).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
      message: expect.stringMatching(/together/),
    });
    write('b.stl', new Uint8Array(MAX_BYTES + 1));
    await expect(read('a.scad')).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
      message: expect.stringMatching(/"b\.stl"/),
    });
    const names = Array.from({ length: LIMITS.maxFiles }, (_, index) => `part${index}.scad`);
    for (const name of names) write(name, '');
    write('many.scad', names.map(name => `use <${name}>`).join('\n'));
    await expect(read('many.scad')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/65 files/),
    });
  });

  it('refuses an entry that is no file', async () => {
    await expect(read('nowhere.scad')).rejects.toMatchObject({
      message: expect.stringMatching(/does not exist/),
    });
    mkdirSync(join(folder, 'folder.scad'));
    await expect(read('folder.scad')).rejects.toMatchObject({
      message: expect.stringMatching(/cannot be read/),
    });
  });
});
