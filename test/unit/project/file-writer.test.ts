import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DiskWriter, type DiskWriterOptions } from '../../../src/project/file-writer.ts';

let folder: string;
let artifactFolder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'writer-test-')));
  artifactFolder = join(folder, 'temp', 'artifacts');
});
afterEach(() => rmSync(folder, { recursive: true }));

const makeWriter = (options: Partial<DiskWriterOptions> = {}) =>
  new DiskWriter({ roots: [folder], artifactFolder, maxArtifactBytes: 1000, ...options });

const request = (outputPath: string, overwrite = false) => ({
  bytes: Uint8Array.from([1, 2, 3]),
  format: 'stl',
  suggestedName: 'unused',
  outputPath,
  overwrite,
  inputs: [],
});

/** Model ids that sort by number. */
const modelId = (index: number) => `m_${index.toString(16).padStart(24, '0')}`;

const artifact = (index: number, bytes: number) => ({
  bytes: new Uint8Array(bytes),
  format: 'stl',
  suggestedName: modelId(index),
  overwrite: false,
  inputs: [],
});

describe('a path that a caller chose', () => {
  it('has to lie in a root, links followed', async () => {
    const root = join(folder, 'root');
    mkdirSync(root);
    symlinkSync(folder, join(root, 'out'));
    const writer = makeWriter({ roots: [root] });
    expect((await writer.write(request('a.stl'))).path).toBe(join(root, 'a.stl'));
    for (const path of ['../a.stl', 'out/a.stl', join(folder, 'a.stl')]) {
      await expect(writer.write(request(path))).rejects.toMatchObject({ code: 'PATH_REJECTED' });
    }
    await expect(makeWriter({ roots: [] }).write(request('a.stl'))).rejects.toMatchObject({
      code: 'PATH_REJECTED',
    });
  });

  it('is never that of a file the model reads, whatever may be overwritten', async () => {
    const path = join(folder, 'input.stl');
    writeFileSync(path, 'mine');
    const wanted = { ...request(path), overwrite: true, inputs: [path] };
    const writer = makeWriter({ roots: 'anywhere' });
    await expect(writer.write(wanted)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  it('leads anywhere where that is allowed, from the working directory', async () => {
    const writer = makeWriter({ roots: 'anywhere' });
    const path = join(folder, 'anywhere.stl');
    expect((await writer.write(request(path))).path).toBe(path);
    await expect(writer.write(request('no/such/folder/a.stl'))).rejects.toMatchObject({
      code: 'PATH_REJECTED',
      message: expect.stringContaining('does not exist'),
    });
  });

  it('has the extension of the format', async () => {
    for (const roots of [[folder], 'anywhere'] as const) {
      await expect(makeWriter({ roots }).write(request('a.sh'))).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        message: expect.stringContaining('does not end in .stl'),
      });
    }
  });

  it('keeps what is there, replaces it when told to, and leaves no draft', async () => {
    const path = join(folder, 'a.stl');
    writeFileSync(path, 'old');
    await expect(makeWriter().write(request('a.stl'))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(readFileSync(path, 'utf8')).toBe('old');
    await makeWriter().write(request('a.stl', true));
    expect([...readFileSync(path)]).toEqual([1, 2, 3]);
    expect(readdirSync(folder)).toEqual(['a.stl']);
  });

  it('replaces a link rather than what it leads to', async () => {
    writeFileSync(join(folder, 'target.stl'), 'old');
    symlinkSync(join(folder, 'target.stl'), join(folder, 'link.stl'));
    await makeWriter().write(request('link.stl', true));
    expect(readFileSync(join(folder, 'target.stl'), 'utf8')).toBe('old');
    expect(lstatSync(join(folder, 'link.stl')).isFile()).toBe(true);
  });

  it.skipIf(process.platform === 'win32')('without permission is named', async () => {
    // Root may write everywhere but where nobody can.
    const locked = process.getuid?.() === 0 ? '/sys' : join(folder, 'locked');
    if (!existsSync(locked)) mkdirSync(locked);
    if (locked !== '/sys') chmodSync(locked, 0o500);
    await expect(
      makeWriter({ roots: 'anywhere' }).write(request(join(locked, 'a.stl'))),
    ).rejects.toMatchObject({
      code: 'PATH_REJECTED',
      message: `There is no permission to write "${join(locked, 'a.stl')}".`,
    });
  });
});

describe('the artifact folder', () => {
  const names = () => readdirSync(artifactFolder).sort();
  const age = (name: string, seconds: number) => {
    const time = Date.now() / 1000 - seconds;
    utimesSync(join(artifactFolder, name), time, time);
  };

  it('is made for its user alone', async () => {
    const { path } = await makeWriter().write(artifact(1, 10));
    expect(path).toBe(join(artifactFolder, `${modelId(1)}.stl`));
    if (process.platform !== 'win32') expect(lstatSync(artifactFolder).mode & 0o777).toBe(0o700);
  });

  it('gives up its oldest files for new ones, and no files of anybody else', async () => {
    const writer = makeWriter();
    for (const index of [1, 2, 3]) {
      await writer.write(artifact(index, 300));
      age(`${modelId(index)}.stl`, 100 - index);
    }
    writeFileSync(join(artifactFolder, 'holiday.jpg'), new Uint8Array(5000));
    age('holiday.jpg', 1000);
    await writer.write(artifact(4, 500));
    expect(names()).toEqual(['holiday.jpg', `${modelId(3)}.stl`, `${modelId(4)}.stl`]);
  });

  it('does not count a file that is written again', async () => {
    const writer = makeWriter();
    for (const index of [1, 2]) await writer.write(artifact(index, 500));
    await writer.write(artifact(1, 500));
    expect(names()).toEqual([`${modelId(1)}.stl`, `${modelId(2)}.stl`]);
  });

  it('takes a file larger than the quota, alone', async () => {
    const writer = makeWriter();
    await writer.write(artifact(1, 100));
    await writer.write(artifact(2, 5000));
    expect(names()).toEqual([`${modelId(2)}.stl`]);
  });

  it('bounds the number of files and removes drafts of crashed writers', async () => {
    mkdirSync(artifactFolder, { recursive: true });
    writeFileSync(join(artifactFolder, `.${modelId(0)}.stl.0123456789ab.tmp`), '');
    age(`.${modelId(0)}.stl.0123456789ab.tmp`, 500);
    for (let index = 1; index <= 1000; index++) {
      writeFileSync(join(artifactFolder, `${modelId(index)}.stl`), '');
      age(`${modelId(index)}.stl`, index === 1 ? 400 : 10);
    }
    await makeWriter().write(artifact(2000, 1));
    expect(names()).toHaveLength(1000);
    expect(names()[0]).toBe(`${modelId(2)}.stl`);
  });

  it('stands many writers at once', async () => {
    const writers = [makeWriter(), makeWriter()];
    const writing = Array.from({ length: 60 }, (_, index) =>
      writers[index % 2].write(artifact(index % 20, 100)),
    );
    const settled = await Promise.allSettled(writing);
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(names().filter(name => name.endsWith('.tmp'))).toEqual([]);
  });
});
