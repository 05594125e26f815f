import { beforeAll, describe, expect, it } from 'vitest';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import type { FileSet, LibraryFile } from '../../src/contracts/model.ts';
import { fetchCustomizer } from '../../src/operations/fetch-customizer.ts';
import { createSharedWork } from '../../src/operations/shared-work.ts';
import { writeSchema } from '../../src/scad/customizer/json-schema.ts';
import { type InProcessEngine, startInProcessEngine } from '../support/in-process-engine.ts';

/** What OpenSCAD's own customizer makes of the annotations that files carry. */

let engine: InProcessEngine;
beforeAll(async () => {
  engine = await startInProcessEngine();
});

const file = (path: string, text: string) => ({
  path,
  bytes: new TextEncoder().encode(text),
  isSource: true,
});

const model = (code: string, ...files: FileSet['files']): FileSet => ({
  entry: 'main.scad',
  files: [file('main.scad', code), ...files],
  libraries: [],
});

const shared = createSharedWork({ remembers: true, ttl_s: 0, metrics: NO_METRICS });
const fetch = (fileSet: FileSet) =>
  fetchCustomizer({ engine, shared }, fileSet, new AbortController().signal);

async function read(code: string, ...files: FileSet['files']) {
  const fetched = await fetch(model(code, ...files));
  if (!fetched.ok) throw new Error('OpenSCAD listed no parameters');
  return writeSchema(fetched.customizer).properties;
}

const plain = (type: string, value: unknown) => ({ type, default: value, 'x-group': 'Parameters' });
const choices = (...values: (string | number)[]) => ({ enum: values });
const labelled = (...pairs: [string | number, string][]) => ({
  enum: pairs.map(([value]) => value),
  oneOf: pairs.map(([value, title]) => ({ const: value, title })),
});

describe('one annotation', () => {
  it.each<[string, object]>([
    ['x = 12;', plain('number', 12)],
    ['x = -0x1F;', plain('number', -31)],
    ['x = true;', plain('boolean', true)],
    ['x = "ä \\"q\\" \\\\";', plain('string', 'ä "q" \\')],
    ['x = 5; // [10]', { ...plain('number', 5), minimum: 0, maximum: 10, multipleOf: 1 }],
    ['x = 5; // [1:10]', { ...plain('number', 5), minimum: 1, maximum: 10, multipleOf: 1 }],
    ['x = 5; //[-10:0.5:10]', { ...plain('number', 5), minimum: -10, maximum: 10, multipleOf: 0.5 }],
    ['x = 7; // [5:2:11]', { ...plain('number', 7), minimum: 5, maximum: 11, 'x-step': 2 }],
    ['x = 0.5; // [0:1]', { ...plain('number', 0.5), minimum: 0, maximum: 1 }],
    // The initial value widens the range, and a range that runs backwards is none.
    ['x = 70; // [1:10]', { ...plain('number', 70), minimum: 1, maximum: 70, multipleOf: 1 }],
    ['x = 5; // [10:1]', plain('number', 5)],
    ['x = 5; // .5', plain('number', 5)],
    ['x = 5; // in millimetres', plain('number', 5)],
    ['x = 5; // [1:10] mm', plain('number', 5)],
    ['x = 1; // [0, 1, 2]', { ...plain('number', 1), ...choices(0, 1, 2) }],
    ['x = "b"; // [a, b, c d]', { ...plain('string', 'b'), ...choices('a', 'b', 'c d') }],
    [
      'x = 10; // [10:S, 20:Medium one]',
      { ...plain('number', 10), ...labelled([10, 'S'], [20, 'Medium one']) },
    ],
    [
      'x = "S"; // [S:Small, "M:x":"Medium, or so"]',
      { ...plain('string', 'S'), ...labelled(['S', 'Small'], ['M:x', 'Medium, or so']) },
    ],
    // An initial value that is no choice becomes the first.
    ['x = 9; // [1, 2]', { ...plain('number', 9), ...choices(9, 1, 2) }],
    ['x = "5"; // [1, 5]', { ...plain('string', '5'), type: ['string', 'number'], ...choices('5', 1, 5) }],
    ['x = "a"; // 8', { ...plain('string', 'a'), maxLength: 8 }],
    ['x = [1, 2.5];', { ...plain('array', [1, 2.5]), items: { type: 'number' }, minItems: 2, maxItems: 2 }],
    [
      'x = [1, 2, 3]; // [0:2:50]',
      {
        ...plain('array', [1, 2, 3]),
        items: { type: 'number', minimum: 0, maximum: 50 },
        minItems: 3,
        maxItems: 3,
      },
    ],
    ['// What it is \nx = 1;', { description: 'What it is', ...plain('number', 1) }],
    ['/* [ The group ] */\nx = 1;', { ...plain('number', 1), 'x-group': 'The group' }],
    ['/* [Global] */\nx = 1;', { ...plain('number', 1), 'x-group': 'Global' }],
    ['$fn = 50; // [10:100]\nx = 1;', plain('number', 1)],
  ])('%s', async (code, expected) => {
    expect((await read(code)).x).toEqual(expected);
  });

  it.each([
    'x = 2 * 3;',
    'x = undef;',
    'x = [0 : 2 : 10];',
    'x = [1, 2, 3, 4, 5];',
    'x = ["a", "b"];',
    'x = [[1, 2], [3, 4]];',
    'x = [];',
    '/* [Hidden] */\nx = 1;',
    'module m() {}\nx = 1;',
    'cube(1); { x = 1; }',
  ])('%s is no parameter', async code => {
    expect(Object.keys(await read(`a = 1;\n${code}`))).toEqual(['a']);
  });
});

describe('a file', () => {
  it('gives parameters in its order, with their groups', async () => {
    const code = 'z = 1;\n/* [B] */\ny = 1;\n/* [A] */\nx = 1;\n/* [Hidden] */\nh = 1;\n/* [B] */\nw = 1;';
    const groups = Object.entries(await read(code)).map(([name, property]) => [name, property['x-group']]);
    expect(groups).toEqual([
      ['z', 'Parameters'],
      ['y', 'B'],
      ['x', 'A'],
      ['w', 'B'],
    ]);
  });

  it('describes a parameter on its second line by its first', async () => {
    expect((await read('// first\nx = 1; // [0:5]')).x).toMatchObject({ description: 'first', maximum: 5 });
  });

  it('is not looked for parameters of files it includes, nor does it need them', async () => {
    const code = 'include <lib.scad>\ninclude <BOSL2/std.scad>\nx = 1;';
    expect(Object.keys(await read(code, file('lib.scad', 'y = 2;')))).toEqual(['x']);
  });

  it.each([
    'assert(x > 5, "too small");',
    'function f(n) = f(n + 1) + 1; y = f(1);',
    'for (i = [0 : 900000]) for (j = [0 : 900000]) cube(i + j);',
    'y = nosuch(x); nothing();',
  ])('lists parameters although evaluating it fails or takes for ever: %s', async code => {
    expect(Object.keys(await read(`x = 1;\n${code}`))).toContain('x');
  });

  it('is completed by an include where it cannot be read without', async () => {
    const code = 'x = 1; // [0:9]\ny = include <value.txt>;';
    expect((await read(code, file('value.txt', '3'))).x).toMatchObject({ maximum: 9 });
    // The include decides then, so nothing is remembered by the entry alone.
    await expect(read(code, file('value.txt', ''))).rejects.toThrow();
  });

  it('with a syntax error gives what OpenSCAD says, at the right line', async () => {
    const fetched = await fetch(model('x = 1;\ny = ;\n'));
    expect(fetched).toMatchObject({ ok: false, answer: { ok: true, output: { kind: 'none' } } });
    expect(JSON.stringify(fetched)).toContain('syntax error in file /model/main.scad, line 2');
  });
});

describe('fetchCustomizer', () => {
  it('asks once for the same entry, whatever else the model has, and again when the entry changes', async () => {
    const library: LibraryFile = { ...file('L/a.scad', 'cube();'), sha256: '0' };
    const first = model('x = 1; // cached');
    expect(await fetch(first)).toMatchObject({ ok: true, cache: 'miss' });
    const before = engine.jobs.length;
    expect(await fetch({ ...first, libraries: [library] })).toMatchObject({ ok: true, cache: 'hit' });
    expect(engine.jobs).toHaveLength(before);
    expect(await fetch(model('x = 1; // changed'))).toMatchObject({ ok: true, cache: 'miss' });
    expect(engine.jobs.at(-1)?.fileSet.libraries).toEqual([]);
  });
});
