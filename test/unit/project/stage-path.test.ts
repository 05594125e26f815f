import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { stageMissing, stagePath } from '../../../src/project/staging.ts';
import { pathsOf, stagingRules, textOf, useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

const rules = (changes = {}, roots = [folder.path]) => stagingRules(roots, changes);

describe('stagePath', () => {
  it('reads the file and what it refers to, through others and in rings', async () => {
    folder.write('a.scad', 'use <lib/b.scad>\nimport("plate.stl");\n');
    folder.write('lib/b.scad', 'include <../a.scad>\ninclude <c.txt>\nsurface("lib.dat");\n');
    folder.write('lib/c.txt', 'use <d.scad>\n');
    folder.write('lib/d.scad');
    folder.write('lib.dat');
    folder.write('plate.stl', 'solid');
    folder.write('stranger.scad');
    const staging = await stagePath('a.scad', rules());
    expect(pathsOf(staging)).toEqual([
      'a.scad',
      'lib.dat',
      'lib/b.scad',
      'lib/c.txt',
      'lib/d.scad',
      'plate.stl',
    ]);
    expect(staging.fileSet.files.filter(({ isSource }) => !isSource).map(({ path }) => path)).toEqual([
      'plate.stl',
      'lib.dat',
    ]);
    expect(staging).toMatchObject({ unread: [], origin: { base: folder.path, root: folder.path } });
    expect(staging.fileSet.entry).toBe('a.scad');
  });

  it('takes for code what is imported here and included there', async () => {
    folder.write('a.scad', 'import("c.txt");\ninclude <c.txt>\n');
    folder.write('c.txt', '\uFEFFuse <d.scad>\r\n');
    folder.write('d.scad');
    const staging = await stagePath('a.scad', rules());
    expect(pathsOf(staging)).toEqual(['a.scad', 'c.txt', 'd.scad']);
    expect(textOf(staging, 'c.txt')).toBe('use <d.scad>\n');
  });

  it('takes a font for data', async () => {
    folder.write('a.scad', 'use <F.TTF>\n');
    folder.write('F.TTF', Uint8Array.from([0, 1, 0, 0]));
    const { fileSet } = await stagePath('a.scad', rules());
    expect(fileSet.files[1]).toEqual({
      path: 'F.TTF',
      bytes: Uint8Array.from([0, 1, 0, 0]),
      isSource: false,
    });
  });

  it('is relative to the first root that has it, or absolute', async () => {
    folder.write('one/other.scad');
    folder.write('two/a.scad', 'use <b.scad>\n');
    folder.write('two/b.scad');
    const both = rules({}, [folder.at('nothing'), folder.at('one'), folder.at('two')]);
    for (const path of ['a.scad', './x/../a.scad', folder.at('two/a.scad')]) {
      expect(await stagePath(path, both)).toMatchObject({ origin: { root: folder.at('two') } });
    }
    expect((await stagePath('../two/a.scad', both)).fileSet.entry).toBe('a.scad');
  });

  it('has the deepest root that holds it, by segments', async () => {
    folder.write('p/sub/a.scad', 'use <../b.scad>\n');
    folder.write('p/b.scad');
    const roots = [folder.path, folder.at('p'), folder.at('p/su')];
    expect(pathsOf(await stagePath('p/sub/a.scad', rules({}, roots)))).toEqual(['b.scad', 'sub/a.scad']);
  });

  it('finds roots that were given by way of a link, also in absolute references', async () => {
    folder.write('real/b.scad');
    const link = folder.link('link', 'real');
    folder.write('real/a.scad', `use <${link}/b.scad>\n`);
    const linked = rules({}, [link]);
    for (const path of ['a.scad', folder.at('link/a.scad'), folder.at('real/a.scad')]) {
      const staging = await stagePath(path, linked);
      expect(staging.origin).toEqual({ base: folder.at('real'), root: folder.at('real') });
      expect(pathsOf(staging)).toEqual([`${link}/b.scad`, 'a.scad']);
    }
  });

  it('tells which references it did not follow, and why', async () => {
    const beyond = folder.write('secret.scad');
    const missing = folder.at('not-there.scad');
    folder.write('p/notes.md');
    folder.link('p/link.scad', '../secret.scad');
    mkdirSync(folder.at('p/folder.scad'));
    const lines = [
      'use <../secret.scad>',
      `use <${beyond}>`,
      `use <${missing}>`,
      'use <nothing.scad>',
      'include <link.scad>',
      'include <notes.md>',
      'include <folder.scad>',
      'import("C:\\\\x.stl");',
      'import("a\u200Bb.stl");',
    ];
    folder.write('p/a.scad', lines.join('\n'));
    const staging = await stagePath('a.scad', rules({}, [folder.at('p')]));
    expect(pathsOf(staging)).toEqual(['a.scad']);
    expect(staging.unread.map(({ line, reason, place }) => [line, reason, place])).toEqual([
      // The second way to the same file is nothing new.
      [1, 'outside', beyond],
      [3, 'outside', missing],
      [4, 'unreadable', folder.at('p/nothing.scad')],
      [5, 'link', folder.at('p/link.scad')],
      [6, 'extension', folder.at('p/notes.md')],
      [7, 'unreadable', folder.at('p/folder.scad')],
      [8, 'windows-path', 'C:\\x.stl'],
      [9, 'name', 'a\u200Bb.stl'],
    ]);
    expect(staging.unread[0]).toMatchObject({ kind: 'use', file: 'a.scad', path: '../secret.scad' });
  });

  it('reads nothing into the root of OpenSCAD’s file system, where its results go', async () => {
    folder.write('a.scad', 'import("/out.stl");');
    const staging = await stagePath(folder.at('a.scad'), rules({}, ['/']));
    expect(staging.unread).toMatchObject([{ path: '/out.stl', reason: 'outside' }]);
  });

  it('bounds one file, all files together, their number and that of names that lead nowhere', async () => {
    const half = new Uint8Array(LIMITS.maxTotalBytes / 2);
    folder.write('a.scad', 'import("b.stl");\nimport("c.stl");');
    folder.write('b.stl', half);
    folder.write('c.stl', half);
    await expect(stagePath('a.scad', rules())).rejects.toMatchObject({
      message: expect.stringMatching(/together/),
    });
    await expect(stagePath('a.scad', rules({ maxFileBytes: 2 ** 20 }))).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
      message: 'File "b.stl", which a.scad line 1 refers to, is larger than 1024 kB.',
      hint: expect.stringMatching(/MAX_FILE_SIZE/),
    });
    const names = Array.from({ length: LIMITS.maxFiles }, (_, index) => `part${index}.scad`);
    for (const name of names) folder.write(name);
    folder.write('many.scad', names.map(name => `use <${name}>`).join('\n'));
    await expect(stagePath('many.scad', rules())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/more than 500 files/),
    });
    folder.write('lost.scad', Array.from({ length: 1200 }, (_, index) => `use <no${index}.scad>`).join('\n'));
    await expect(stagePath('lost.scad', rules())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringMatching(/more than 1000 files that it does not have/),
    });
  });

  describe('fonts beside a model that sets text', () => {
    const parts = (count: number) => Array.from({ length: count }, (_, index) => `part${index}.scad`);
    const writeModel = (names: readonly string[], more = '') => {
      for (const name of names) folder.write(name);
      folder.write('a.scad', `text("x");\n${more}${names.map(name => `use <${name}>\n`).join('')}`);
    };
    const fontsOf = (staging: Parameters<typeof pathsOf>[0]) =>
      pathsOf(staging).filter(path => path.endsWith('.ttf'));

    it('are taken so far as the number of files allows', async () => {
      writeModel(parts(LIMITS.maxFiles - 3), 'use <f3.ttf>\n');
      for (let index = 0; index < 10; index += 1) folder.write(`f${index}.ttf`, 'x');
      expect(fontsOf(await stagePath('a.scad', rules()))).toEqual(['f0.ttf', 'f3.ttf']);
    });

    it('are taken so far as the bytes allow', async () => {
      const leftBytes = 1000;
      writeModel([], 'import("b.dat");\nimport("c.dat");\n');
      folder.write('b.dat', new Uint8Array(LIMITS.maxTotalBytes / 2));
      folder.write('c.dat', new Uint8Array(LIMITS.maxTotalBytes / 2 - leftBytes));
      folder.write('f0.ttf', new Uint8Array(leftBytes));
      folder.write('f1.ttf', new Uint8Array(leftBytes / 2));
      expect(fontsOf(await stagePath('a.scad', rules()))).toEqual(['f1.ttf']);
      writeModel([]);
      expect(fontsOf(await stagePath('a.scad', rules({ maxFileBytes: 700 })))).toEqual(['f1.ttf']);
    });

    it('make room for files whose names turn up later', async () => {
      writeModel(parts(LIMITS.maxFiles - 3), 'use <used.ttf>\n');
      for (const name of ['idle.ttf', 'used.ttf', 'late.stl']) folder.write(name, 'x');
      const { fileSet, origin } = await stagePath('a.scad', rules());
      expect(fileSet.files).toHaveLength(LIMITS.maxFiles);
      const missing = [{ kind: 'import', path: '/model/late.stl' } as const];
      const grown = await stageMissing(fileSet, origin, missing, rules());
      const paths = grown?.files.map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining(['late.stl', 'used.ttf']));
      expect(paths).not.toContain('idle.ttf');
    });
  });

  it('ends where a folder contains itself', async () => {
    folder.write('a.scad', 'include <again/a.scad>\n');
    folder.link('again', '.');
    // The system follows some forty links and no more.
    const { fileSet, unread } = await stagePath('a.scad', rules());
    expect(fileSet.files.length).toBeLessThanOrEqual(LIMITS.maxFiles);
    expect(unread).toMatchObject([{ reason: 'link' }]);
  });

  it.each([
    ['nothing.scad', 'INVALID_INPUT', /no file "nothing\.scad"/],
    ['folder.scad', 'INVALID_INPUT', /is a folder/],
    ['../x.scad', 'PATH_REJECTED', /outside the allowed folders/],
    ['a.md', 'PATH_REJECTED', /"\.md"/],
    ['C:\\a.scad', 'PATH_REJECTED', /Windows/],
    ['a\0.scad', 'PATH_REJECTED', /"a\\u0000\.scad"/],
    ['', 'PATH_REJECTED', /extension/],
  ])('refuses %j', async (path, code, message) => {
    mkdirSync(folder.at('folder.scad'));
    await expect(stagePath(path, rules())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('reads nothing when no folder is open', async () => {
    await expect(stagePath(folder.write('a.scad'), rules({}, []))).rejects.toMatchObject({
      code: 'PATH_REJECTED',
      message: expect.stringMatching(/no folder is open/),
    });
  });

  it('names the roots that cannot be used, and why', async () => {
    const gone = folder.at('gone');
    const file = folder.write('root.txt');
    await expect(stagePath('a.scad', rules({}, [gone]))).rejects.toMatchObject({
      code: 'PATH_REJECTED',
      message: expect.stringContaining(`the root ${JSON.stringify(gone)} does not exist`),
      hint: expect.stringContaining('--root'),
    });
    await expect(stagePath('a.scad', rules({}, [folder.path, file]))).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      hint: expect.stringContaining(`the root ${JSON.stringify(file)} is not a folder`),
    });
    mkdirSync(gone);
    await expect(stagePath('a.scad', rules({}, [gone]))).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
