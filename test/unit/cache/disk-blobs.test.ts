import {
  chmodSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DiskBlobs } from '../../../src/cache/disk-blobs.ts';
import { useModelFolder } from '../../support/model-folder.ts';

const lab = useModelFolder();
const folder = () => join(lab.path, 'temp', 'cache');
const open = (changes: { maxBytes?: number; ttl_s?: number } = {}) =>
  new DiskBlobs({ folder: folder(), maxBytes: 1e6, ttl_s: 60, ...changes });
const bytesOf = (length: number) => new Uint8Array(length).fill(length % 251);
const only = () => {
  const names = readdirSync(folder());
  expect(names).toHaveLength(1);
  return join(folder(), names[0]);
};
const makeOld = (path: string, seconds: number) => {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
};

describe('values on disk', () => {
  it('are found by every process that uses the folder', async () => {
    expect(await open().get('a')).toBeNull();
    await open().put('a', bytesOf(5000), 'replace');
    expect(await open().get('a')).toEqual(Buffer.from(bytesOf(5000)));
    expect(await open().get('b')).toBeNull();
    if (process.platform !== 'win32') {
      expect(statSync(folder()).mode & 0o777).toBe(0o700);
      expect(statSync(only()).mode & 0o777).toBe(0o600);
    }
  });

  it('are replaced, or kept when only an absent one is wanted', async () => {
    const blobs = open();
    await blobs.put('a', bytesOf(1), 'if-absent');
    await blobs.put('a', bytesOf(2), 'if-absent');
    expect((await blobs.get('a'))?.length).toBe(1);
    await blobs.put('a', bytesOf(3), 'replace');
    expect((await blobs.get('a'))?.length).toBe(3);
  });

  it('leave in the order of their last use when they take too much', async () => {
    const blobs = open({ maxBytes: 64 * 1024 });
    for (let at = 0; at < 8; at++) {
      await blobs.put(`${at}`, bytesOf(8000), 'replace');
      const [newest] = readdirSync(folder())
        .map(name => join(folder(), name))
        .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
      makeOld(newest, 40 - at);
    }
    expect(await blobs.get('0')).not.toBeNull();
    for (let at = 8; at < 11; at++) await blobs.put(`${at}`, bytesOf(8000), 'replace');
    const { bytes, maxBytes } = await blobs.measure();
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    expect(await blobs.get('0')).not.toBeNull();
    expect(await blobs.get('1')).toBeNull();
    expect(await blobs.get('10')).not.toBeNull();
  });

  it('leave some time after their last use', async () => {
    const blobs = open({ ttl_s: 60 });
    await blobs.put('a', bytesOf(10), 'replace');
    makeOld(only(), 50);
    expect(await blobs.get('a')).not.toBeNull();
    makeOld(only(), 70);
    expect(await blobs.get('a')).toBeNull();
    expect(readdirSync(folder())).toEqual([]);
  });

  it('come back into a folder that was deleted meanwhile', async () => {
    const blobs = open();
    await blobs.put('a', bytesOf(10), 'replace');
    rmSync(join(lab.path, 'temp'), { recursive: true });
    expect(await blobs.get('a')).toBeNull();
    expect(await blobs.measure()).toMatchObject({ models: 0, bytes: 0 });
    await blobs.put('a', bytesOf(10), 'replace');
    expect(await blobs.get('a')).not.toBeNull();
  });

  it('are all that is removed from the folder, with drafts that were left behind', async () => {
    const blobs = open();
    await blobs.put('a', bytesOf(10), 'replace');
    const draft = `.${'0'.repeat(64)}.${'0'.repeat(12)}.tmp`;
    for (const name of ['mine.txt', draft, draft.replace('.0', '.1')]) {
      writeFileSync(join(folder(), name), 'x');
    }
    makeOld(join(folder(), draft), 100);
    makeOld(join(folder(), 'mine.txt'), 10_000);
    await blobs.clear();
    expect(readdirSync(folder()).sort()).toEqual([draft.replace('.0', '.1'), 'mine.txt']);
  });

  it('are nothing, and removed, when they are no files', async () => {
    const blobs = open();
    const secret = lab.write('secret.txt', 'secret');
    await blobs.put('a', bytesOf(10), 'replace');
    const path = only();
    rmSync(path);
    symlinkSync(secret, path);
    expect(await blobs.get('a')).toBeNull();
    mkdirSync(path);
    expect(await blobs.get('a')).toBeNull();
    expect(readdirSync(folder())).toEqual([]);
    expect(statSync(secret).size).toBe(6);
  });

  it('leave no draft behind when they cannot be written', async () => {
    const blobs = open();
    await blobs.put('a', bytesOf(10), 'replace');
    const path = only();
    rmSync(path);
    mkdirSync(join(path, 'in the way'), { recursive: true });
    await expect(blobs.put('a', bytesOf(10), 'replace')).rejects.toThrow();
    expect(readdirSync(folder())).toHaveLength(1);
  });
});

describe('a folder that cannot be used', () => {
  it('is one that is a file or a link', async () => {
    mkdirSync(join(lab.path, 'temp'));
    lab.write('temp/cache', 'a file');
    await expect(open().put('a', bytesOf(1), 'replace')).rejects.toThrow();
    rmSync(folder());
    mkdirSync(join(lab.path, 'elsewhere'));
    symlinkSync(join(lab.path, 'elsewhere'), folder());
    await expect(open().put('a', bytesOf(1), 'replace')).rejects.toThrow('another user');
    expect(readdirSync(join(lab.path, 'elsewhere'))).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'is one that is read-only',
    async () => {
      const blobs = open();
      await blobs.put('a', bytesOf(10), 'replace');
      chmodSync(folder(), 0o500);
      await expect(blobs.put('b', bytesOf(10), 'replace')).rejects.toThrow();
      expect(await blobs.get('a')).not.toBeNull();
      chmodSync(folder(), 0o700);
    },
  );
});
