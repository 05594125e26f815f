import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeExpired } from '../../../src/project/artifact-folder.ts';
import { createSweeper } from '../../../src/project/artifact-sweeper.ts';
import { DiskWriter } from '../../../src/project/file-writer.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';

const HOUR_MS = 3_600_000;

let parent: string;
let folder: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'artifacts-'));
  folder = join(parent, 'artifacts');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** Puts a file into the folder that was written some time ago. */
function put(name: string, ageMs: number): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  writeFileSync(path, 'x');
  const time = (Date.now() - ageMs) / 1000;
  utimesSync(path, time, time);
  return name;
}

const idOf = (index: number) => `m_${index.toString(16).padStart(16, '0')}`;

function makeWriter(artifactFolder = folder): DiskWriter {
  return new DiskWriter({ roots: [], artifactFolder, maxArtifactBytes: 1e6 });
}

const write = (writer: DiskWriter, index: number, bytes = 100) =>
  writer.write({
    bytes: new Uint8Array(bytes),
    format: 'stl',
    suggestedName: idOf(index),
    overwrite: false,
    inputs: [],
  });

describe('removeExpired', () => {
  it('removes what is older than a day and what a crashed writer left, and nothing else', async () => {
    put(`${idOf(1)}.stl`, 25 * HOUR_MS);
    put(`.${idOf(2)}.stl.0123456789ab.tmp`, 2 * 60_000);
    const kept = [
      put(`${idOf(3)}.stl`, 23 * HOUR_MS),
      put(`.${idOf(4)}.stl.0123456789ab.tmp`, 1000),
      put('notes.txt', 1000 * HOUR_MS),
    ];
    expect(await removeExpired(folder, 24 * HOUR_MS)).toBe(2);
    expect(readdirSync(folder).sort()).toEqual(kept.sort());
  });

  it('finds nothing to do in a folder that is not there, and does not make it', async () => {
    expect(await removeExpired(folder, HOUR_MS)).toBe(0);
    expect(existsSync(folder)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')('does not follow a link to somewhere else', async () => {
    put(`${idOf(1)}.stl`, 25 * HOUR_MS);
    symlinkSync(folder, join(parent, 'link'));
    expect(await removeExpired(join(parent, 'link'), HOUR_MS)).toBe(0);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('shares the work with others that sweep at the same time', async () => {
    for (let index = 0; index < 200; index++) put(`${idOf(index)}.stl`, 25 * HOUR_MS);
    const removed = await Promise.all(Array.from({ length: 4 }, () => removeExpired(folder, HOUR_MS)));
    expect(removed.reduce((sum, count) => sum + count)).toBe(200);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a sweeper', () => {
  const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

  it('sweeps when it starts and from then on, until it is closed', async () => {
    const swept: number[] = [];
    const sweeper = createSweeper({
      folder,
      maxAgeMs: HOUR_MS,
      intervalMs: 30,
      onSwept: removed => swept.push(removed),
    });
    put(`${idOf(1)}.stl`, 2 * HOUR_MS);
    await pause(60);
    expect(readdirSync(folder)).toHaveLength(1);
    await sweeper.start();
    expect(swept).toEqual([1]);
    put(`${idOf(2)}.stl`, 2 * HOUR_MS);
    for (let waited = 0; waited < 100 && swept.length < 2; waited++) await pause(20);
    expect(swept).toEqual([1, 1]);
    sweeper.close();
    put(`${idOf(3)}.stl`, 2 * HOUR_MS);
    await pause(100);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

describe('the artifact folder', () => {
  it('is made anew when somebody deletes it, even at that moment', async () => {
    const writer = makeWriter();
    await write(writer, 0);
    let stop = false;
    const deleting = (async () => {
      while (!stop) await rm(folder, { recursive: true, force: true }).catch(() => {});
    })();
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, (_, index) => write(writer, index)));
    stop = true;
    await deleting;
    // Deleted twice in a row within one write: that one is refused, with a code that says why.
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'INTERNAL' });
    }
    const { path } = await write(writer, 1);
    expect(existsSync(path)).toBe(true);
  });

  it('is tried with a file of which nothing is left', async () => {
    const writer = makeWriter();
    const tried = await writer.tryFolder();
    expect(tried.folder).toBe(folder);
    expect(tried.freeBytes).toBeGreaterThan(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('on a full disk refuses a file and leaves no draft of it', async context => {
    const disk = mountSmallDisk(64);
    if (disk === null) return context.skip();
    try {
      const writer = makeWriter(disk.folder);
      await expect(write(writer, 1, 200_000)).rejects.toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
        message: expect.stringContaining('ENOSPC'),
        hint: expect.stringContaining('free space'),
      });
      expect(readdirSync(disk.folder)).toEqual([]);
      await write(writer, 2, 64 * 1024);
      await expect(writer.tryFolder()).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
      rmSync(join(disk.folder, `${idOf(2)}.stl`));
      await expect(writer.tryFolder()).resolves.toMatchObject({ folder: disk.folder });
    } finally {
      disk.unmount();
    }
  });

  it('on a disk that cannot be written refuses files, and sweeps in peace', async context => {
    const disk = mountSmallDisk(64);
    if (disk === null) return context.skip();
    try {
      folder = disk.folder;
      put(`${idOf(1)}.stl`, 25 * HOUR_MS);
      disk.makeReadOnly();
      expect(await removeExpired(disk.folder, HOUR_MS)).toBe(0);
      await expect(write(makeWriter(disk.folder), 2)).rejects.toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
        message: expect.stringContaining('EROFS'),
      });
    } finally {
      disk.unmount();
    }
  });
});
