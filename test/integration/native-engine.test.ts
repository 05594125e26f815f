import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { MODEL_ROOT } from '../../src/contracts/model.ts';
import type { EngineAnswer, EvaluationJob } from '../../src/contracts/ports.ts';
import type { NativeEngineOptions } from '../../src/engine/native/native-engine.ts';
import { parseLog } from '../../src/scad/diagnostics.ts';
import { findMissingFiles } from '../../src/scad/missing-files.ts';
import { startInProcessEngine } from '../support/in-process-engine.ts';
import { INSTALLED, jobOf, openNativeLab, WORKING_BWRAP } from '../support/native-engine.ts';

/** The installed OpenSCAD beside the bundled one: the same models, the same answers. */

const NEVER = new AbortController().signal;
const MB = 1024 * 1024;
const lab = openNativeLab();
afterAll(lab.remove);
const bundled = await startInProcessEngine();

const WAYS: readonly (readonly [string, Partial<NativeEngineOptions>])[] = [
  ['without a sandbox', { allowUnsandboxed: true, programs: { bwrap: null, prlimit: '/usr/bin/prlimit' } }],
  ...(WORKING_BWRAP === null ? [] : ([['in a sandbox', {}]] as const)),
];

/** Both have these, to the last vertex or nearly so. */
const MODELS: Readonly<Record<string, string>> = {
  'a cube': 'cube([1, 2, 3]);',
  'a difference':
    'difference() { cube(10, center = true); cylinder(d = 5, h = 20, center = true, $fn = 40); }',
  'a sphere': 'sphere(5, $fn = 50);',
  'a hull': 'hull() { cube(3); translate([8, 0, 2]) sphere(2, $fn = 20); }',
  'a Minkowski sum': 'minkowski() { cube(4); sphere(1, $fn = 12); }',
  'an extrusion': 'linear_extrude(5, scale = 0.5) square(4, center = true);',
  'a body of rotation': 'rotate_extrude($fn = 36) translate([5, 0]) circle(2, $fn = 16);',
  'a polyhedron': 'polyhedron([[0,0,0],[1,0,0],[0,1,0],[0,0,1]], [[0,1,2],[0,3,1],[0,2,3],[1,3,2]]);',
  'loops and functions': 'function f(i) = i * i; for (i = [0:3]) translate([f(i), 0]) cube(1);',
  'a flat shape': 'difference() { square(10); translate([2, 2]) circle(1, $fn = 12); }',
  'an offset': 'offset(r = 1, $fn = 16) square([4, 3]);',
  'a projection': 'projection() rotate([0, 0, 30]) cube([3, 4, 5]);',
  'an intersection': 'intersection() { cube(5); sphere(4, $fn = 30); }',
};

function diagnosticsOf({ log }: EngineAnswer, job: EvaluationJob) {
  const { files } = job.fileSet;
  const sources = new Map(files.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)]));
  return parseLog([...log.head, ...log.tail], { root: MODEL_ROOT, sources });
}

/** What every answer about geometry has, in numbers. */
function factsOf(answer: EngineAnswer) {
  if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`);
  const { output } = answer;
  if (output.kind !== '3d' && output.kind !== '2d') throw new Error(`there is ${output.kind}`);
  const { facts } = output;
  const measures = output.kind === '3d' ? [output.facts.volume_mm3, output.facts.area_mm2] : [facts.area_mm2];
  return { kind: output.kind, numbers: [...output.bounds.min, ...output.bounds.max, ...measures] };
}

describe.skipIf(INSTALLED === null && !process.env.CI)('the installed OpenSCAD', () => {
  describe.each(WAYS)('%s', (_way, changes) => {
    const engine = lab.makeEngine(INSTALLED ?? '', changes);

    it.each(Object.entries(MODELS))('makes %s like the bundled one', async (_name, source) => {
      const job = jobOf(source);
      const [native, wasm] = await Promise.all([engine.evaluate(job, NEVER), bundled.evaluate(job, NEVER)]);
      const [found, expected] = [factsOf(native), factsOf(wasm)];
      expect(found.kind).toBe(expected.kind);
      for (const [at, number] of expected.numbers.entries()) {
        expect(Math.abs(found.numbers[at] - number)).toBeLessThan(1e-4 * Math.max(1, Math.abs(number)));
      }
      if (native.ok && native.output.kind === '3d') expect(native.output.facts.watertight).toBe(true);
      expect(native.by).toEqual({ engine: 'native', version: expect.stringMatching(/^20\d\d\.\d\d/) });
      expect(lab.listStages()).toEqual([]);
    });

    it('says what is wrong with a model in the same words and places', async () => {
      const job = jobOf({
        'parts/main.scad': 'include <../b.scad>\nnothing();\ncube(missing);\nassert(false, "no");',
        'b.scad': 'echo("from b");\nnowhere();',
      });
      const native = diagnosticsOf(await engine.evaluate(job, NEVER), job);
      const wasm = diagnosticsOf(await bundled.evaluate(job, NEVER), job);
      const places = (found: typeof native) =>
        found.map(({ severity, code, file, line }) => [severity, code, file, line]);
      expect(places(native.filter(({ code }) => code !== 'TRACE'))).toEqual(
        places(wasm.filter(({ code }) => code !== 'TRACE')),
      );
    });

    it('says where the syntax is wrong', async () => {
      const job = jobOf('cube(1);\nx = ;\n');
      const answer = await engine.evaluate(job, NEVER);
      expect(answer).toMatchObject({ ok: true, output: { kind: 'none' } });
      expect(diagnosticsOf(answer, job)).toEqual([
        expect.objectContaining({ code: 'SYNTAX', file: 'main.scad', line: 2 }),
      ]);
    });

    it('says which files were missing, so that they can be found', async () => {
      const { log } = await engine.evaluate(jobOf('import("a.stl");\nsurface("b.dat");'), NEVER);
      const kinds = findMissingFiles([...log.head, ...log.tail]);
      expect(kinds).toEqual(
        expect.arrayContaining([expect.objectContaining({ kind: 'import', path: '/model/a.stl' })]),
      );
    });

    it('takes values from outside, also those that a shell would take for something else', async () => {
      const text = '$(touch x); `id` & "quotes" \\ \' | > y';
      const job = jobOf('t = ""; w = 1; echo(t); cube(w);', {
        definitions: [`t=${JSON.stringify(text)}`, 'w=7'],
      });
      const answer = await engine.evaluate(job, NEVER);
      expect(factsOf(answer).numbers.slice(3, 6)).toEqual([7, 7, 7]);
      expect(answer.log.head[0]).toContain('$(touch x); `id` &');
    });

    it('reads files with odd names beside the model', async () => {
      const name = `a b;$(x)&'|.scad`;
      const answer = await engine.evaluate(
        jobOf({ 'main.scad': `use <${name}>\nm();`, [name]: 'module m() cube(2);' }),
        NEVER,
      );
      expect(factsOf(answer).numbers.slice(3, 6)).toEqual([2, 2, 2]);
    });

    it('exports trees and drawings, which name no folder of this machine', async () => {
      const tree = await engine.evaluate(
        jobOf(
          { 'main.scad': 'import("a.stl"); cube(1);', 'a.stl': 'solid a\nendsolid a\n' },
          { product: 'csg' },
        ),
        NEVER,
      );
      expect(tree).toMatchObject({ ok: true, output: { kind: 'document' } });
      const text =
        tree.ok && tree.output.kind === 'document' ? new TextDecoder().decode(tree.output.bytes) : '';
      expect(text).toContain('cube(size = [1, 1, 1]');
      expect(text).not.toMatch(/native-lab|\/model\//);
      for (const product of ['svg', 'dxf'] as const) {
        const drawing = await engine.evaluate(jobOf('square(2);', { product }), NEVER);
        expect(drawing).toMatchObject({ ok: true, output: { kind: 'document' } });
      }
    });

    it('has no colours, and says so', async () => {
      const answer = await engine.evaluate(jobOf('color("red") cube(1);'), NEVER);
      const notes = answer.ok && answer.output.kind === '3d' ? answer.output.notes : [];
      expect(notes).toEqual([expect.stringMatching(/colours .* left out: OpenSCAD 2021\.01 exports none/)]);
    });

    it('ends for the memory that it is given', async () => {
      const small = lab.makeEngine(INSTALLED ?? '', {
        ...changes,
        limits: { memoryBytes: 64 * MB, fileBytes: 64 * MB, cpu_s: 60 },
      });
      const bomb = jobOf('list = rands(0, 1, 3e8); echo(len(list)); cube(1);');
      expect(await small.evaluate(bomb, NEVER)).toMatchObject({ ok: false, code: 'MEMORY_LIMIT' });
      expect(factsOf(await small.evaluate(jobOf('cube(1);'), NEVER)).kind).toBe('3d');
    });

    it('ends at the deadline', async () => {
      const endless = jobOf('function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60));');
      const started = performance.now();
      await expect(engine.evaluate(endless, AbortSignal.timeout(800))).rejects.toThrow(/timeout|aborted/i);
      expect(performance.now() - started).toBeLessThan(4000);
      expect(lab.listStages()).toEqual([]);
    });

    it('is not given files that make importers crash', async () => {
      const job = jobOf({ 'main.scad': 'import("a.dxf"); cube(1);', 'a.dxf': 'no sections' });
      const { log } = await engine.evaluate(job, NEVER);
      expect(log.head.join('\n')).toMatch(/Can't read file '\/model\/a\.dxf'.*has no sections/);
    });

    it('sets text in the fonts it is given, and no other', async () => {
      const font = readFileSync(
        new URL('../../dist/assets/fonts/LiberationSans-Regular.ttf', import.meta.url),
      );
      const withFont = lab.makeEngine(INSTALLED ?? '', {
        ...changes,
        toRequest: async ({ fileSet, definitions, product }) => ({
          ...fileSet,
          definitions,
          product,
          fonts: [{ path: 'LiberationSans-Regular.ttf', bytes: font }],
          colors: false,
          outputBytes: 64 * MB,
        }),
      });
      const widths = ['Liberation Sans', 'DejaVu Serif', 'Nothing'].map(async family => {
        const job = jobOf(`linear_extrude(1) text("Width", font = "${family}");`);
        return factsOf(await withFont.evaluate(job, NEVER)).numbers[3];
      });
      const [expected, ...others] = await Promise.all(widths);
      expect(expected).toBeGreaterThan(10);
      expect(others).toEqual([expected, expected]);
    });
  });

  it.skipIf(WORKING_BWRAP === null)('sees no file of the machine in the sandbox', async () => {
    const engine = lab.makeEngine(INSTALLED ?? '');
    const source =
      'surface("/etc/passwd"); surface(str("../../../..", "/etc/hostname")); import("/proc/1/environ.stl"); cube(1);';
    const job = jobOf(source);
    const found = diagnosticsOf(await engine.evaluate(job, NEVER), job);
    expect(found.map(({ message }) => message).join('\n')).toMatch(/passwd' couldn't be opened/);
    expect(found.filter(({ message }) => /passwd|hostname|environ/.test(message))).toHaveLength(3);
  });

  it.skipIf(WORKING_BWRAP === null)('has files at absolute paths in the sandbox', async () => {
    const job = jobOf({
      'main.scad': 'include </srv/made up/b.scad>\nm();',
      '/srv/made up/b.scad': 'module m() cube(3);',
    });
    const engine = lab.makeEngine(INSTALLED ?? '');
    expect(factsOf(await engine.evaluate(job, NEVER)).numbers.slice(3, 6)).toEqual([3, 3, 3]);
    const taken = jobOf({ 'main.scad': 'include </usr/x.scad>', '/usr/x.scad': '' });
    await expect(engine.evaluate(taken, NEVER)).rejects.toMatchObject({ code: 'PATH_REJECTED' });
  });

  it.each([
    ['an absolute path', { 'main.scad': 'surface("/etc/passwd");' }],
    ['a name put together', { 'main.scad': 'surface(str("/etc/", "passwd"));' }],
    ['the folders above', { 'main.scad': 'include <../../../../etc/passwd>' }],
    [
      'an entity',
      { 'main.scad': 'import("a.svg");', 'a.svg': '<!DOCTYPE svg [<!ENTITY x SYSTEM "/etc/passwd">]><svg/>' },
    ],
  ])('is not started without a sandbox on %s', async (_name, files) => {
    const engine = lab.makeEngine(INSTALLED ?? '', {
      allowUnsandboxed: true,
      programs: { bwrap: null, prlimit: null },
    });
    await expect(engine.evaluate(jobOf(files), NEVER)).rejects.toMatchObject({ code: 'PATH_REJECTED' });
    expect(lab.listStages()).toEqual([]);
  });
});

it('CI has the program and its sandbox, or says that the sandbox is refused', async () => {
  if (process.env.CI === undefined) return;
  expect(INSTALLED).not.toBeNull();
  if (WORKING_BWRAP !== null) return;
  const found = await lab.makeEngine(INSTALLED ?? '').look();
  expect(found).toMatchObject({ code: 'NATIVE_UNAVAILABLE', message: expect.stringMatching(/no sandbox/) });
});
