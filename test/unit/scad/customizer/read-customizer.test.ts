import { describe, expect, it } from 'vitest';
import { readCustomizer, stopEvaluation } from '../../../../src/scad/customizer/read-customizer.ts';

const read = (...parameters: unknown[]) =>
  readCustomizer(JSON.stringify({ parameters, title: 'part' }))?.parameters ?? [];

describe('readCustomizer', () => {
  it('reads a model without parameters, for which OpenSCAD writes no list', () => {
    expect(readCustomizer('{"title":"main"}')).toEqual({ title: 'main', parameters: [] });
  });

  it.each(['', 'no JSON', '[1]', 'null', '"x"'])('answers null to %j', text => {
    expect(readCustomizer(text)).toBeNull();
  });

  it('reads a slider', () => {
    const slider = { caption: 'Width', group: 'Size', initial: 34, max: 100, min: 10, step: 2, name: 'w' };
    expect(read({ ...slider, type: 'number' })).toEqual([
      { name: 'w', group: 'Size', caption: 'Width', initial: 34, choices: [], min: 10, max: 100, step: 2 },
    ]);
  });

  it.each([
    ['10 to 1, which OpenSCAD turns into the initial value alone', { min: 2, max: 2, step: 1 }, {}],
    ['a step of zero', { min: 1, max: 10, step: 0 }, { min: 1, max: 10 }],
    ['a negative step', { min: 1, max: 10, step: -1 }, { min: 1, max: 10 }],
    ['steps that the initial value is not on', { min: 0, max: 10, step: 4 }, { min: 0, max: 10 }],
    ['steps that it is on but for rounding', { min: 0, max: 10, step: 0.1 }, { min: 0, max: 10, step: 0.1 }],
  ])('makes of a range with %s what it means', (_what, range, expected) => {
    const [{ name: _name, group: _group, initial: _initial, choices: _choices, ...rest }] = read({
      name: 'x',
      initial: 2,
      ...range,
    });
    expect(rest).toEqual(expected);
  });

  it('wants all numbers of a vector on the steps', () => {
    expect(read({ name: 'v', initial: [2, 3], min: 0, max: 10, step: 2 })[0].step).toBeUndefined();
    expect(read({ name: 'v', initial: [2, 4], min: 0, max: 10, step: 2 })[0].step).toBe(2);
  });

  it('puts a parameter without a group, as OpenSCAD writes it after a nameless one, with the first ones', () => {
    expect(read({ name: 'x', initial: 2 })[0].group).toBe('Parameters');
  });

  it('lists each choice once', () => {
    const options = [
      { name: 'S', value: 1 },
      { name: 'again', value: 1 },
      { name: '', value: 'b' },
    ];
    expect(read({ name: 'x', initial: 1, options })[0].choices).toEqual([
      { value: 1, label: 'S' },
      { value: 'b', label: 'b' },
    ]);
  });

  it('makes captions, labels and groups safe to show, and short', () => {
    const [parameter] = read({
      name: 'x',
      initial: 'a',
      caption: `\u001b[31mred\u202e${'😀'.repeat(300)}`,
      group: ' G\u0007 ',
      options: [{ name: '\u200ba\u0000b', value: 'a' }],
    });
    expect(parameter.caption).toBe(`red${'😀'.repeat(197)}`);
    expect(parameter.group).toBe('G');
    expect(parameter.choices).toEqual([{ value: 'a', label: 'ab' }]);
  });

  it('leaves out what is no parameter', () => {
    const others = [null, 3, {}, { name: 'x' }, { name: 'y', initial: [1, 'a'] }, { name: 3, initial: 3 }];
    expect(read(...others)).toEqual([]);
  });
});

describe('stopEvaluation', () => {
  it('adds a line of its own, so that comments stay where they are relative to their parameters', () => {
    const text = new TextDecoder().decode(stopEvaluation(new TextEncoder().encode('// ü\na = 1;')));
    expect(text).toMatch(/^_customizer_only = assert\(false\);\n\/\/ ü\na = 1;$/);
  });
});
