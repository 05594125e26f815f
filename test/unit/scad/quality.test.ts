import { describe, expect, test } from 'vitest';
import { qualityParameters } from '../../../src/scad/quality.ts';

describe('qualityParameters', () => {
  test('draft resets $fn, which would make the others ineffective', () => {
    expect(qualityParameters('draft', {})).toEqual({ $fn: 0, $fa: 15, $fs: 2 });
  });

  test('normal leaves the model as it is', () => {
    expect(qualityParameters('normal', { $fn: 3 })).toEqual({});
  });

  test('high is finer and leaves $fn to the file', () => {
    expect(qualityParameters('high', { width: 3 })).toEqual({ $fa: 2, $fs: 0.25 });
  });

  test('what the caller set is never overridden', () => {
    expect(qualityParameters('draft', { $fn: 64 })).toEqual({ $fa: 15, $fs: 2 });
    expect(qualityParameters('high', { $fa: 1, $fs: null })).toEqual({});
  });
});
