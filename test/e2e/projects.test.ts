import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textStl } from '../support/asset-files.ts';
import { makeBlockFont } from '../support/block-font.ts';
import { useModelFolder } from '../support/model-folder.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { cube } from '../support/solids.ts';

/** Models on disk, as a client's tools reach them. */

const folder = useModelFolder('file');
const small = { width_px: 64, height_px: 64 };

/** A cube of 10 mm, for imports. */
const CUBE_STL = textStl(cube(10));

describe('path', () => {
  let server: ConnectedClient;
  const write = (path: string, text: string) => folder.write(join('project', path), text);
  const render = (args: Record<string, unknown>) => server.call('render_model', { ...small, ...args });

  beforeAll(async () => {
    write('main.scad', 'use <lib/part.scad>\npart();');
    write('lib/part.scad', 'include <sizes.scad>\nmodule part() cube(width);');
    write('lib/sizes.scad', 'width = 7;');
    write('unrelated.scad', 'sphere(1);');
    folder.write('outside.scad', 'cube(99);');
    server = await startServer({ args: ['--root', folder.at('project')] });
  });
  afterAll(() => server.close());

  it('reads a model with what it uses and includes, relative to the root or absolute', async () => {
    for (const path of ['main.scad', folder.at('project/main.scad')]) {
      const { report } = await render({ path });
      expect(report.size.size).toEqual([7, 7, 7]);
    }
  });

  it('answers a change of an included file at once, and no change of an unrelated one', async () => {
    const before = await render({ path: 'main.scad' });
    write('unrelated.scad', 'sphere(2);');
    const same = await render({ path: 'main.scad' });
    expect(same.report.model_id).toBe(before.report.model_id);
    expect(same.report.cache).toBe('hit');
    write('lib/sizes.scad', 'width = 8;');
    const changed = await render({ path: 'main.scad' });
    expect(changed.report.size.size).toEqual([8, 8, 8]);
    expect(changed.report.cache).toBe('miss');
    write('lib/sizes.scad', 'width = 7;');
  });

  it('keeps the files of a known model as they were', async () => {
    const { report } = await render({ path: 'main.scad' });
    write('lib/sizes.scad', 'width = 9;');
    const known = await render({ model_id: report.model_id });
    write('lib/sizes.scad', 'width = 7;');
    expect(known.report.size.size).toEqual([7, 7, 7]);
  });

  it('finds files whose names are put together at run time, also when they change', async () => {
    write('stl/a.stl', CUBE_STL);
    write('computed.scad', 'name = "a"; import(str("stl/", name, ".stl"));');
    const first = await render({ path: 'computed.scad' });
    expect(first.report.mesh.volume_mm3).toBeCloseTo(1000, 3);
    const again = await render({ path: 'computed.scad' });
    expect(again.report.cache).toBe('hit');
    write('stl/a.stl', textStl(cube(20)));
    const changed = await render({ path: 'computed.scad' });
    expect(changed.report.mesh.volume_mm3).toBeCloseTo(8000, 3);
  });

  it('finds files that a known model asks for under another parameter', async () => {
    write('stl/a.stl', CUBE_STL);
    write('stl/b.stl', textStl(cube(30)));
    write('computed.scad', 'name = "a"; import(str("stl/", name, ".stl"));');
    const { report } = await render({ path: 'computed.scad' });
    const other = await render({ model_id: report.model_id, parameters: { name: 'b' } });
    expect(other.report.size.size).toEqual([30, 30, 30]);
  });

  it('is checked for files whose names are put together at run time', async () => {
    write('stl/a.stl', CUBE_STL);
    write('computed.scad', 'name = "a"; import(str("stl/", name, ".stl"));');
    const there = await server.call('check_model', { path: 'computed.scad' });
    expect(there.report.verdict).toBe('pass');
    const missing = await server.call('check_model', { path: 'computed.scad', parameters: { name: 'z' } });
    expect(missing.report.verdict).toBe('fail');
    expect(missing.report.diagnostics[0]).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(missing.report.diagnostics[0].message).toContain('stl/z.stl');
  });

  it('says what to do about a file that does not exist', async () => {
    write('missing.scad', 'include <nowhere.scad>\nimport("gone.stl");\ncube(1);');
    const { report, isError } = await render({ path: 'missing.scad' });
    expect(isError).toBe(true);
    const missing = report.diagnostics.filter(({ code }: { code: string }) => code === 'FILE_NOT_FOUND');
    expect(missing.map(({ line }: { line: number }) => line)).toEqual([1, 2]);
    for (const { hint } of missing) expect(hint).toMatch(/paths count from the file that names them/);
  });

  it.each(['../outside.scad', '/etc/passwd', 'nowhere.scad', 'lib', '..\\outside.scad', 'C:\\outside.scad'])(
    'does not read %s',
    async path => {
      const { report, isError, text } = await render({ path });
      expect(isError).toBe(true);
      expect(['PATH_REJECTED', 'INVALID_INPUT']).toContain(report.error.code);
      expect(text).not.toContain('99');
    },
  );

  it('does not follow an include out of the root, and says so', async () => {
    write('escape.scad', 'include <../outside.scad>\ncube(1);');
    const { report, isError } = await render({ path: 'escape.scad' });
    expect(isError).toBe(true);
    expect(report.diagnostics[0]).toMatchObject({ code: 'FILE_NOT_FOUND', file: 'escape.scad', line: 1 });
    expect(report.diagnostics[0].hint).toMatch(/outside/);
    expect(report.size.size).toEqual([1, 1, 1]);
  });

  it('needs exactly one source', async () => {
    const { report } = await render({ path: 'main.scad', code: 'cube(1);' });
    expect(report.error).toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe('DISABLE_EXTERNAL_INCLUDES=false', () => {
  let server: ConnectedClient;
  beforeAll(async () => {
    folder.write('one/main.scad', 'include <../two/size.scad>\ncube(size);');
    folder.write('two/size.scad', 'size = 4;');
    folder.write('three/size.scad', 'size = 5;');
    folder.write('one/third.scad', 'include <../three/size.scad>\ncube(size);');
    server = await startServer({
      args: ['--root', folder.at('one'), '--root', folder.at('two')],
      env: { DISABLE_EXTERNAL_INCLUDES: 'false' },
    });
  });
  afterAll(() => server.close());

  it('lets a model see the other allowed roots', async () => {
    const { report } = await server.call('render_model', { ...small, path: 'main.scad' });
    expect(report.size.size).toEqual([4, 4, 4]);
  });

  it('lets code in a call name files of the roots', async () => {
    const code = `include <${folder.at('two/size.scad')}>\ncube(size);`;
    const { report } = await server.call('render_model', { ...small, code });
    expect(report.size.size).toEqual([4, 4, 4]);
  });

  it('shows nothing that is outside all of them', async () => {
    const { isError, report } = await server.call('render_model', { ...small, path: 'third.scad' });
    expect(isError).toBe(true);
    expect(report.diagnostics[0].code).toBe('FILE_NOT_FOUND');
  });
});

describe('ALLOWED_FILE_EXTENSIONS', () => {
  it('keeps files of other kinds from being read', async () => {
    folder.write('kinds/main.scad', 'include <secret.env>\nimport("part.stl");\ncube(1);');
    folder.write('kinds/secret.env', 'TOKEN = "hunter2"; echo(TOKEN);');
    folder.write('kinds/part.stl', CUBE_STL);
    const server = await startServer({
      args: ['--root', folder.at('kinds')],
      env: { ALLOWED_FILE_EXTENSIONS: '.scad,.json' },
    });
    const { text, report } = await server.call('render_model', { ...small, path: 'main.scad' });
    const inline = await server.call('render_model', {
      ...small,
      code: 'import("part.stl");',
      files: { 'part.stl': CUBE_STL },
    });
    await server.close();
    expect(text).not.toContain('hunter2');
    const hints = report.diagnostics.map(({ hint }: { hint?: string }) => hint ?? '');
    expect(hints.filter((hint: string) => hint.includes('ALLOWED_FILE_EXTENSIONS'))).toHaveLength(2);
    expect(inline.report.error.code).toBe('PATH_REJECTED');
  });
});

describe('a font beside the model', () => {
  it('is found by its family, without being named', async () => {
    folder.write('letters/blocks.ttf', makeBlockFont());
    folder.write('letters/main.scad', 'linear_extrude(1) text("HI", font = "Block");');
    const server = await startServer({ args: ['--root', folder.at('letters')] });
    const { report } = await server.call('render_model', { ...small, path: 'main.scad' });
    await server.close();
    expect(report.diagnostics).toEqual([]);
    expect(report.ok).toBe(true);
  });
});

describe('libraries', () => {
  let server: ConnectedClient;
  beforeAll(async () => {
    folder.write('shelf/mine/box.scad', 'module box() cube(6);');
    server = await startServer({ env: { OPENSCADPATH: folder.at('shelf') } });
  });
  afterAll(() => server.close());

  it('are found without being installed', async () => {
    const code = 'include <BOSL2/std.scad>\ncuboid([10, 20, 30], rounding = 2);';
    const { report } = await server.call('render_model', { ...small, code });
    expect(report.size.size).toEqual([10, 20, 30]);
    expect(report.ok).toBe(true);
  });

  it('are read from OPENSCADPATH, and again when they change', async () => {
    const code = 'use <mine/box.scad>\nbox();';
    const first = await server.call('render_model', { ...small, code });
    expect(first.report.size.size).toEqual([6, 6, 6]);
    folder.write('shelf/mine/box.scad', 'module box() cube(12);');
    const second = await server.call('render_model', { ...small, code });
    expect(second.report.size.size).toEqual([12, 12, 12]);
  });

  it('are named when one is missing or not included', async () => {
    const missing = await server.call('check_model', { code: 'include <BOSL3/std.scad>\ncube(1);' });
    expect(missing.report.diagnostics[0].hint).toMatch(/BOSL2/);
    const forgotten = await server.call('check_model', { code: 'cuboid(10);' });
    expect(forgotten.report.diagnostics[0].hint).toMatch(/include <BOSL2\/std\.scad>/);
  });

  it('say that BOSL2 has to be included', async () => {
    const { report } = await server.call('check_model', { code: 'use <BOSL2/std.scad>\ncuboid(5);' });
    expect(report.diagnostics[0]).toMatchObject({ line: 1, hint: 'Write include <BOSL2/std.scad>.' });
  });

  it('are listed by server_status', async () => {
    const { report } = await server.call('server_status', {});
    const names = report.libraries.map(({ name }: { name: string }) => name);
    for (const name of ['BOSL2', 'MCAD', 'NopSCADlib', 'BOSL', 'mine']) expect(names).toContain(name);
  });
});
