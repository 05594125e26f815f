import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodePng } from '../support/decode-png.ts';
import { runCli } from '../support/server.ts';

let folder: string;
let options: { cwd: string };

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cli-test-')));
  options = { cwd: folder };
  mkdirSync(join(folder, 'lib'));
  writeFileSync(join(folder, 'good.scad'), 'width = 4;\nuse <lib/part.scad>\npart(width);\n');
  writeFileSync(join(folder, 'lib', 'part.scad'), 'module part(w) { cube([w, 2, 3]); }\n');
  writeFileSync(join(folder, 'bad.scad'), 'cube(1);\nsphere(2\n');
  writeFileSync(join(folder, 'flat.scad'), 'square(5);\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('render', () => {
  it('writes a picture under the name of the model, and reads its other files', async () => {
    const { code, stdout } = await runCli(
      ['render', 'good.scad', '--size', '320x240', '-D', 'width=9'],
      options,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('9 × 2 × 3 mm');
    const png = decodePng(readFileSync(join(folder, 'good.png')));
    expect([png.width_px, png.height_px]).toEqual([320, 240]);
  });

  it('says what is wrong, with the place, and exits with 1', async () => {
    const { code, stdout } = await runCli(['render', 'bad.scad'], options);
    expect(code).toBe(1);
    expect(stdout).toMatch(/bad\.scad:[23]: error/);
  });

  it('colours a finding, cut open if asked, and tells the legend', async () => {
    const args = ['render', 'good.scad', '-o', 'cut.png', '--overwrite', '--section', 'x=2', '--highlight'];
    const { code, stdout } = await runCli([...args, 'parts'], options);
    expect(code).toBe(0);
    expect(stdout).toContain('legend: part 0: 4 × 2 × 3 mm, 24 mm³');
    const unknown = await runCli([...args, 'dust'], options);
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('--highlight must be one of') });
  });

  it('prints JSON for programs', async () => {
    const { stdout } = await runCli(
      ['render', 'good.scad', '-o', 'x.png', '--view', 'iso,top', '--json'],
      options,
    );
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({ ok: true, size: { size: [4, 2, 3] }, images: [{ view: 'iso+top' }] });
    expect(report.images[0].path).toBe(join(folder, 'x.png'));
  });
});

describe('a picture that is there already', () => {
  it.each(['render', 'animate'])(
    'is kept by %s when -o names it, unless told to replace it',
    async command => {
      const out = `${command}-kept.png`;
      writeFileSync(join(folder, out), 'mine');
      const args = [command, 'good.scad', '-o', out, '--size', '80x60'];
      const refused = await runCli(args, options);
      expect(refused).toMatchObject({
        code: 2,
        stderr: expect.stringMatching(/exists already[\s\S]*--overwrite/),
      });
      expect(readFileSync(join(folder, out), 'utf8')).toBe('mine');
      expect((await runCli([...args, '--overwrite'], options)).code).toBe(0);
      expect(decodePng(readFileSync(join(folder, out))).width_px).toBeGreaterThan(0);
    },
  );

  it('is drawn anew under the name that render chooses', async () => {
    writeFileSync(join(folder, 'again.scad'), 'cube(3);\n');
    for (const size of ['80x60', '90x60']) {
      expect((await runCli(['render', 'again.scad', '--size', size], options)).code).toBe(0);
    }
    expect(decodePng(readFileSync(join(folder, 'again.png'))).width_px).toBe(90);
  });
});

describe('render with a style', () => {
  it('draws as OpenSCAD does, and with dimensions', async () => {
    const draw = async (out: string, ...more: string[]) => {
      const { code } = await runCli(
        ['render', 'good.scad', '--size', '200x150', '-o', out, ...more],
        options,
      );
      expect(code).toBe(0);
      return readFileSync(join(folder, out));
    };
    const plain = await draw('plain.png');
    expect((await draw('flat-style.png', '--style', 'flat')).equals(plain)).toBe(false);
    expect((await draw('dimensions.png', '--dimensions')).equals(plain)).toBe(false);
  });
});

describe('check --expect', () => {
  it.each([
    ['{"size_mm": [4, 2, 3]}', 0, /pass/],
    ['{"size_mm": [5, 2, 3]}', 1, /fail.*\n[\s\S]*size_mm/],
    ['expected.json', 0, /1 of 1 expectations are met/],
  ])('%s exits with %i', async (expected, exitCode, text) => {
    writeFileSync(join(folder, 'expected.json'), '{"parts": 1}');
    const { code, stdout } = await runCli(['check', 'good.scad', '--expect', expected], options);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: expect.stringMatching(text) });
  });

  it.each([
    ['{"sise_mm": 1}', /unknown field of --expect "sise_mm"; --expect takes size_mm/],
    ['{"parts": ', /--expect: this is no JSON/],
    ['nowhere.json', /--expect: the file "nowhere.json" does not exist/],
  ])('%s is explained', async (expected, message) => {
    const { code, stderr } = await runCli(['check', 'good.scad', '--expect', expected], options);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) });
    expect(stderr).not.toContain('call again');
  });
});

describe('check', () => {
  it.each([
    ['good.scad', 0, 'pass'],
    ['bad.scad', 1, 'fail'],
  ])('of %s exits with %i', async (file, exitCode, verdict) => {
    const { code, stdout } = await runCli(['check', file], options);
    expect(code).toBe(exitCode);
    expect(stdout).toContain(verdict);
  });
});

describe('export', () => {
  it('writes by the extension and keeps what is there', async () => {
    const first = await runCli(['export', 'good.scad', '-o', 'good.stl'], options);
    expect(first.code).toBe(0);
    expect(readFileSync(join(folder, 'good.stl')).length).toBe(84 + 12 * 50);
    const second = await runCli(['export', 'good.scad', '-o', 'good.stl'], options);
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/exists already/);
    const third = await runCli(['export', 'good.scad', '-o', 'good.stl', '--overwrite'], options);
    expect(third.code).toBe(0);
  });

  it('writes 2D models for a laser cutter', async () => {
    const { code } = await runCli(['export', 'flat.scad', '-o', 'flat.svg'], options);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'flat.svg'), 'utf8')).toContain('<svg');
  });
});

describe('an output path', () => {
  const out = (name: string) => join(folder, 'elsewhere', name);
  beforeAll(() => {
    mkdirSync(join(folder, 'elsewhere'));
    mkdirSync(join(folder, 'home'));
    writeFileSync(join(folder, 'home', 'part.scad'), 'cube(2);\n');
  });

  it('leads anywhere, since the user named it', async () => {
    const render = await runCli(['render', 'good.scad', '-o', out('a.png')], options);
    expect(render).toMatchObject({ code: 0, stdout: expect.stringContaining(`Wrote ${out('a.png')}`) });
    const exported = await runCli(['export', '../good.scad', '-o', out('a.stl')], {
      cwd: join(folder, 'lib'),
    });
    expect(exported.code).toBe(0);
    expect(existsSync(out('a.png')) && existsSync(out('a.stl'))).toBe(true);
  });

  it('may be in the home folder', async () => {
    const cwd = join(folder, 'home');
    const { code } = await runCli(['render', 'part.scad', '-o', 'part.png'], { cwd, env: { HOME: cwd } });
    expect(code).toBe(0);
    expect(existsSync(join(cwd, 'part.png'))).toBe(true);
  });

  it('counts from the working directory, wherever the roots are', async () => {
    const env = { MCP_ROOTS: join(folder, 'elsewhere') };
    const { code } = await runCli(['render', 'flat.scad', '-o', 'here.png'], { ...options, env });
    expect(code).toBe(0);
    expect(existsSync(join(folder, 'here.png'))).toBe(true);
    expect(existsSync(out('here.png'))).toBe(false);
  });

  it('in a folder that is not there, or that is one, is explained', async () => {
    const nowhere = await runCli(['render', 'good.scad', '-o', 'no/such/x.png'], options);
    expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('does not exist') });
    mkdirSync(join(folder, 'folder.png'));
    const isFolder = await runCli(['render', 'good.scad', '-o', 'folder.png'], options);
    expect(isFolder).toMatchObject({ code: 2, stderr: expect.stringContaining('is a folder') });
  });
});

describe('-D', () => {
  it.each([
    ['x=.5', 0.5],
    ['x=1e1', 10],
  ])('%s is the number %d', async (definition, x) => {
    writeFileSync(join(folder, 'x.scad'), 'x = 3; cube([x, 1, 1]);\n');
    const { stdout } = await runCli(['render', 'x.scad', '--json', '-D', definition], options);
    expect(JSON.parse(stdout).size.size).toEqual([x, 1, 1]);
  });

  it('refuses an expression and says how to quote it', async () => {
    const { code, stderr } = await runCli(['check', 'good.scad', '-D', 'width=1/2'], options);
    expect(code).toBe(2);
    expect(stderr).toContain(`-D 'width="1/2"'`);
  });
});

describe('a file beyond the root', () => {
  beforeAll(() => {
    mkdirSync(join(folder, 'project', 'sub'), { recursive: true });
    writeFileSync(join(folder, 'project', 'shared.scad'), 'module shared() { cube(6); }\n');
    writeFileSync(join(folder, 'project', 'sub', 'part.scad'), 'use <../shared.scad>\nshared();\n');
  });
  const inSub = () => ({ cwd: join(folder, 'project', 'sub') });

  it('is named with the root that holds it, and nobody is told of `files`', async () => {
    const { code, stdout } = await runCli(['check', 'part.scad'], inSub());
    expect(code).toBe(1);
    expect(stdout).toMatch(/part\.scad:1: error: .*shared\.scad[\s\S]*hint: It is outside /);
    expect(stdout).toContain(`--root ${JSON.stringify(join(folder, 'project'))}`);
    expect(stdout).not.toContain('`files`');
    const json = JSON.parse((await runCli(['check', 'part.scad', '--json'], inSub())).stdout);
    expect(json.diagnostics[0].hint).toContain('--root');
    expect(JSON.stringify(json.diagnostics)).not.toContain('`files`');
  });

  it('is read with that root', async () => {
    const { code, stdout } = await runCli(['check', 'part.scad', '--root', '..'], inSub());
    expect(stdout).not.toContain('error');
    expect(code).toBe(0);
  });
});

describe('a picture', () => {
  it('is never put over a file that the model reads', async () => {
    const heights = '0 1\n1 2\n';
    writeFileSync(join(folder, 'terrain.png'), heights);
    writeFileSync(join(folder, 'terrain.scad'), 'if (false) surface("terrain.png"); cube(1);');
    const { code, stderr } = await runCli(['render', 'terrain.scad'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/a file that the model reads/);
    expect(readFileSync(join(folder, 'terrain.png'), 'utf8')).toBe(heights);
  });
});

describe('the command line', () => {
  it('doctor tries everything and exits with 0', async () => {
    const { code, stdout } = await runCli(['doctor'], {
      ...options,
      env: { TEMP_DIR: join(folder, 'temp') },
    });
    expect(stdout).not.toContain('FAIL');
    expect(stdout).toContain(`TEMP_DIR = ${join(folder, 'temp')}  (TEMP_DIR)`);
    expect(code).toBe(0);
  });

  it('help is an overview, and explains each command', async () => {
    const { stdout } = await runCli(['--help']);
    for (const word of ['render', 'check', 'export', 'doctor', 'COMMAND --help'])
      expect(stdout).toContain(word);
    const render = await runCli(['render', '--help']);
    expect(render).toMatchObject({ code: 0, stdout: expect.stringContaining('--style STYLE') });
    expect(render.stdout).not.toContain('--no-open');
  });

  it.each([
    [['rendr', 'x.scad'], /Unknown command "rendr"; did you mean render\?/],
    [['render'], /takes one model file/],
    [['render', 'nowhere.scad'], /does not exist/],
    [
      ['render', 'good.scad', '--sise', '3x3'],
      /--sise; did you mean --size\?\nSee openscad-mcp-server render --help/,
    ],
    [['render', 'good.scad', '--view', 'inside'], /--view must be one of/],
    [['export', 'good.scad', '-o', 'good.step'], /"good\.step": it has to end in \.stl/],
    [['export', 'good.scad'], /export needs -o with a file ending in \.stl/],
    [
      ['check', 'good.scad', '-o', 'x.png', '--view', 'nonsense', '--size', 'abc', '--overwrite'],
      /check does not take -o, --view, --size, --overwrite/,
    ],
    [['doctor', '-D', 'x=1', '--view', 'front'], /doctor does not take --view, -D/],
    [['serve', '--json'], /serve does not take --json/],
  ])('%j is explained and exits with 2', async (args, message) => {
    const { code, stderr, stdout } = await runCli(args, options);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('lists all problems of the configuration at once', async () => {
    const env = { OPENSCAD_TIMEOUT: 'soon', MCP_QUEUE_SIZE: '-1', MCP_LOG_LEVEL: 'LOUD' };
    const { code, stderr } = await runCli(['doctor'], { env });
    expect(code).toBe(2);
    for (const name of Object.keys(env)) expect(stderr).toContain(name);
  });
});
