import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkValues, warnOfUnreadable } from '../../../../src/scad/customizer/check-values.ts';
import type { CustomizerParameter } from '../../../../src/scad/customizer/customizer.ts';

const like = (parameter: Partial<CustomizerParameter>): CustomizerParameter => ({
  name: 'x',
  group: 'G',
  initial: 1,
  choices: [],
  ...parameter,
});

const check = (value: unknown, parameter: Partial<CustomizerParameter>) =>
  checkValues({ x: value }, { title: 't', parameters: [like(parameter)] });

const slider = { min: 0, max: 10, step: 2, initial: 4 };
const sizes = [
  { value: 'S', label: 'Small' },
  { value: 'M', label: 'Medium' },
];

describe('checkValues', () => {
  it.each<[unknown, Partial<CustomizerParameter>]>([
    [0, slider],
    [10, slider],
    [6, slider],
    [0.3, { min: 0, max: 1, step: 0.1 }],
    [1e300, {}],
    ['M', { initial: 'S', choices: sizes }],
    [true, { initial: false }],
    [[2, 4], { ...slider, initial: [0, 0] }],
    ['abc', { initial: '', maxLength: 3 }],
    ['😀😀😀', { initial: '', maxLength: 3 }],
  ])('has nothing against %j for %j', (value, parameter) => {
    expect(check(value, parameter)).toEqual([]);
  });

  it.each<[unknown, Partial<CustomizerParameter>, string, string]>([
    [11, slider, 'x = 11 is outside the range 0 to 10.', '0 to 10 in steps of 2'],
    [-1, { min: 0, max: 10 }, 'x = -1 is outside the range 0 to 10.', '0 to 10;'],
    [3, slider, 'x = 3 is not on the steps of 2 from 0.', 'in steps of 2'],
    ['4', slider, 'x = "4" is not a number.', 'without quotes'],
    ['four', slider, 'x = "four" is not a number.', 'The model has 4.'],
    ['true', { initial: false }, 'x = "true" is not true or false.', 'without quotes'],
    [3, { initial: 'a' }, 'x = 3 is not a text.', 'The model has "a".'],
    [3, { initial: [1, 2] }, 'x = 3 is not a list of 2 numbers.', 'The model has [1,2].'],
    [[1], { initial: [1, 2] }, 'x = [1] is not a list of 2 numbers.', ''],
    [[1, 'a'], { initial: [1, 2] }, 'x = [1,"a"] is not a list of 2 numbers.', ''],
    [
      [2, 12],
      { ...slider, initial: [0, 0] },
      'x = [2,12] has element 1, 12, that is outside the range 0 to 10.',
      '',
    ],
    [
      'L',
      { initial: 'S', choices: sizes },
      'x = "L" is not one of the choices.',
      '"S" (Small), "M" (Medium).',
    ],
    ['medium', { initial: 'S', choices: sizes }, 'is not one of the choices', 'Did you mean "M"?'],
    ['abcd', { initial: '', maxLength: 3 }, 'x = "abcd" has 4 characters, more than 3.', 'used in full'],
  ])('warns of %j for %j', (value, parameter, message, hint) => {
    const [diagnostic, ...rest] = check(value, parameter);
    expect(rest).toEqual([]);
    // A value of another type is wrong; one that the author did not offer may be meant.
    const code = / is not (?:a|true) /.test(message) ? 'BAD_ARGUMENT' : 'PARAMETER_RANGE';
    expect(diagnostic).toMatchObject({ severity: 'warning', code });
    expect(diagnostic.message).toContain(message);
    expect(diagnostic.hint).toContain(hint);
  });

  it('tells a number from the text that is the choice', () => {
    const choices = [{ value: 10, label: '10' }];
    expect(check('10', { initial: 10, choices })[0].hint).toContain('Did you mean 10?');
  });

  it('suggests no number for another', () => {
    const choices = [{ value: 100, label: '100' }];
    expect(check(101, { initial: 100, choices })[0].hint).toBe('Choices: 100.');
  });

  it('passes over what is no customizer parameter', () => {
    expect(checkValues({ other: 'a', $fn: 3, toString: 1 }, { title: 't', parameters: [like({})] })).toEqual(
      [],
    );
  });

  it('repeats values short and without what could disturb a terminal', () => {
    const [{ message }] = check(`\u009b31m${'a'.repeat(500)}`, slider);
    expect(message.length).toBeLessThan(130);
    expect(message).not.toContain('\u009b');
  });

  it('agrees with the range and steps of any slider', () => {
    const anySlider = fc.record({
      min: fc.integer({ min: -1000, max: 1000 }),
      count: fc.integer({ min: 1, max: 1000 }),
      steps: fc.integer({ min: 0, max: 1000 }),
      step: fc.constantFrom(0.01, 0.1, 0.25, 0.5, 1, 5, 7),
    });
    fc.assert(
      fc.property(anySlider, ({ min, count, steps, step }) => {
        const parameter = { initial: min, min, max: min + count * step, step };
        const isInside = steps <= count;
        const value = isInside ? Math.min(parameter.max, min + steps * step) : min + steps * step;
        expect(check(value, parameter)).toHaveLength(isInside ? 0 : 1);
        expect(check(min + step / 2, parameter)).toHaveLength(1);
      }),
    );
  });
});

describe('warnOfUnreadable', () => {
  it('names the preset, the parameter and what it should have been', () => {
    const { message, hint } = warnOfUnreadable('small', like({}), '3mm');
    expect(message).toBe('The preset "small" sets x to "3mm", which is not a number.');
    expect(hint).toContain('x stays 1');
  });
});
