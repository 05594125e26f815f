import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createKnownFiles, LibraryFolder } from '../../../../src/project/libraries/library-folder.ts';

let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'library-folder-'));
});
afterEach(() => rmSync(place, { recursive: true }));

const open = (path: string, maxBytes: number) => {
  const knownFiles = createKnownFiles(maxBytes);
  return { knownFiles, folder: new LibraryFolder({ path, extensions: new Set(['.scad']), knownFiles }) };
};

describe('the files that stay in memory', () => {
  test('are bounded by their bytes, whatever is asked for', async () => {
    mkdirSync(join(place, 'lib'));
    for (let n = 0; n < 20; n++) writeFileSync(join(place, `lib/${n}.scad`), 'x'.repeat(10_000));
    const { knownFiles, folder } = open(place, 50_000);
    for (let n = 0; n < 20; n++) expect((await folder.find(['lib', `${n}.scad`]))?.bytes.length).toBe(10_000);
    expect(knownFiles.size).toBe(4);
    expect(knownFiles.calculatedSize).toBeLessThanOrEqual(50_000);
  });

  test('belong to the folder they come from, though the paths look alike', async () => {
    mkdirSync(join(place, 'a/b'), { recursive: true });
    writeFileSync(join(place, 'a/b/c.scad'), 'x();');
    const { knownFiles, folder } = open(place, 50_000);
    const inner = new LibraryFolder({ path: join(place, 'a'), extensions: new Set(['.scad']), knownFiles });
    expect(await folder.find(['a', 'b', 'c.scad'])).toMatchObject({ path: 'a/b/c.scad' });
    expect(await inner.find(['b', 'c.scad'])).toMatchObject({ path: 'b/c.scad' });
    expect(knownFiles.size).toBe(2);
  });
});
