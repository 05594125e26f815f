import { describe, expect, it } from 'vitest';
import type { CustomizerParameter } from '../../../../src/scad/customizer/customizer.ts';
import { readPreset, readPresetFile } from '../../../../src/scad/customizer/presets.ts';

describe('readPresetFile', () => {
  it('reads the file that OpenSCAD writes', () => {
    const text = '\uFEFF{"parameterSets":{"small":{"n":"7"},"":{}},"fileFormatVersion":"1"}';
    const file = readPresetFile(text);
    expect(file.kind === 'sets' && [...file.sets]).toEqual([
      ['small', { n: '7' }],
      ['', {}],
    ]);
  });

  it.each(['{"a":1}', '[1,2]', '3', 'null'])('tells other data such as %s apart', text => {
    expect(readPresetFile(text)).toEqual({ kind: 'other' });
  });

  it.each([
    ['{"parameterSets":', /JSON/],
    ['', /JSON/],
    ['{"parameterSets":[]}', /parameterSets is not an object/],
    ['{"parameterSets":{"a":3}}', /the set "a" is not an object/],
  ])('says why %s cannot be read', (text, reason) => {
    const file = readPresetFile(text);
    expect(file.kind === 'broken' && file.reason).toMatch(reason);
  });
});

describe('readPresetFile of hostile text', () => {
  it('names a set briefly', () => {
    const file = readPresetFile(`{"parameterSets":{"${'a'.repeat(1000)}":3}}`);
    expect(file).toEqual({ kind: 'broken', reason: `the set "${'a'.repeat(80)}" is not an object` });
  });

  it('does not overrun the stack', () => {
    expect(readPresetFile('['.repeat(500_000)).kind).toBe('broken');
  });
});

describe('readPreset', () => {
  const parameter = (initial: CustomizerParameter['initial'], ...values: (string | number)[]) => ({
    name: 'x',
    group: 'G',
    initial,
    choices: values.map(value => ({ value, label: `label of ${value}` })),
  });
  const read = (stored: unknown, { ...x }: CustomizerParameter) =>
    readPreset({ x: stored }, { title: 't', parameters: [x] });

  // What OpenSCAD 2025.07.18 makes of these with -p and -P.
  it.each<[unknown, CustomizerParameter, unknown]>([
    ['7', parameter(5), 7],
    [' 7 ', parameter(5), 7],
    ['+3', parameter(5), 3],
    ['-1e-3', parameter(5), -0.001],
    ['0x10', parameter(5), 16],
    [7, parameter(5), 7],
    ['false', parameter(true), false],
    ['1', parameter(false), true],
    ['0', parameter(true), false],
    [false, parameter(true), false],
    ['', parameter('a'), ''],
    [' spaces stay ', parameter('a'), ' spaces stay '],
    ['true', parameter('a'), 'true'],
    [5, parameter('a'), '5'],
    ['[3, 4]', parameter([1, 2]), [3, 4]],
    ['[ 1.5 ,+4 ]', parameter([1, 2]), [1.5, 4]],
    ['20', parameter(10, 10, 20), 20],
    ['20.0', parameter(10, 10, 20), 20],
    ['b', parameter('a', 'a', 'b'), 'b'],
    ['2', parameter('5', '5', 1, 2), 2],
    // OpenSCAD passes these over; they are used here, with a warning that they are no choices.
    ['30', parameter(10, 10, 20), 30],
    ['c', parameter('a', 'a', 'b'), 'c'],
    // And this it does not read.
    [[3, 4], parameter([1, 2]), [3, 4]],
  ])('takes %j for a parameter like %j', (stored, like, expected) => {
    expect(read(stored, like)).toEqual({ values: { x: expected }, unreadable: [], unlisted: [] });
  });

  it.each<[unknown, CustomizerParameter]>([
    ['abc', parameter(5)],
    ['3mm', parameter(5)],
    ['1/2', parameter(5)],
    ['', parameter(5)],
    ['1e999', parameter(5)],
    ['yes', parameter(true)],
    ['True', parameter(false)],
    ['[3, 4, 5]', parameter([1, 2])],
    ['1 2', parameter([1, 2])],
    ['[1, [2]]', parameter([1, 2])],
    ['[1,"a"]', parameter([1, 2])],
    [null, parameter(5)],
    [null, parameter('a')],
    [{}, parameter('a')],
    [[[[[[1]]]]], parameter('a')],
    [[[{}]], parameter('a')],
  ])('leaves the parameter alone for %j where it is like %j', (stored, like) => {
    const { values, unreadable } = read(stored, like);
    expect(values).toEqual({});
    expect(unreadable).toMatchObject([{ parameter: { name: 'x' } }]);
  });

  it('leaves the parameter alone for a value that is nested without end', () => {
    const nested: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
    const { values, unreadable } = read(nested, parameter('a'));
    expect(values).toEqual({});
    expect(unreadable).toMatchObject([{ text: '[…]' }]);
    expect(read({ a: nested }, parameter([1, 2])).unreadable).toMatchObject([{ text: '{…}' }]);
    const long: unknown[] = Array(5000).fill(1);
    expect(read(long, parameter('a')).unreadable).toMatchObject([{ text: '[…]' }]);
  });

  it('names what the customizer does not list', () => {
    const set = { gone: '1', x: '2', __proto__: '3' };
    expect(readPreset(set, { title: 't', parameters: [parameter(1)] })).toMatchObject({
      values: { x: 2 },
      unlisted: ['gone'],
    });
  });
});
