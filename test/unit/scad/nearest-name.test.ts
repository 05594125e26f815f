import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance, nearestName } from '../../../src/scad/nearest-name.ts';

describe('editDistance', () => {
  test.each([
    ['', '', 0],
    ['abc', 'abc', 0],
    ['abc', 'abd', 1],
    ['abc', 'ab', 1],
    ['abc', 'xabc', 1],
    ['hieght', 'height', 1],
    ['kitten', 'sitting', 3],
  ])('%j to %j is %d', (a, b, expected) => {
    expect(editDistance(a, b, 5)).toBe(expected);
  });

  test('beyond the limit it gives up', () => {
    expect(editDistance('kitten', 'sitting', 2)).toBe(Number.POSITIVE_INFINITY);
  });

  test('it is symmetric and zero only for equal words', () => {
    const word = fc.stringMatching(/^[abc]{0,6}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 9)).toBe(editDistance(b, a, 9));
        expect(editDistance(a, b, 9) === 0).toBe(a === b);
      }),
    );
  });
});

describe('nearestName', () => {
  test.each([
    ['translat', 'translate'],
    ['Cylinder', 'cylinder'],
    ['linearExtrude', 'linear_extrude'],
    ['cub', 'cube'],
    ['quux', null],
    ['foo', null],
    ['x', null],
  ])('%s is near %s', (name, expected) => {
    expect(nearestName(name, ['for', 'cube', 'cylinder', 'translate', 'linear_extrude', 'xy'])).toBe(
      expected,
    );
  });

  test('the nearest wins, not the first', () => {
    expect(nearestName('heigth', ['weights', 'height'])).toBe('height');
  });
});
