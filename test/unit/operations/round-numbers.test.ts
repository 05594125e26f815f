import { expect, test } from 'vitest';
import { roundNumbers } from '../../../src/operations/round-numbers.ts';

test('numbers keep seven significant digits wherever they are', () => {
  expect(roundNumbers({ a: 1.23456789, b: [{ c: 123456.789 }], d: 'x', e: null, f: true })).toEqual({
    a: 1.234568,
    b: [{ c: 123456.8 }],
    d: 'x',
    e: null,
    f: true,
  });
});

test('what rounding left of a zero is zero', () => {
  expect(roundNumbers({ center_mm: [-1.6e-8, 4e-12, -4] })).toEqual({
    center_mm: [0, 0, -4],
  });
  expect(
    roundNumbers([
      [2_093_993, -0.0000012],
      [-0.0000012, 4_055_587],
    ]),
  ).toEqual([
    [2_093_993, 0],
    [0, 4_055_587],
  ]);
});

test('a small number that is meant stays', () => {
  expect(roundNumbers({ thickness_mm: 0.0004, volume_mm3: 1e-15, tiny: [2e-12, 1e-12] })).toEqual({
    thickness_mm: 0.0004,
    volume_mm3: 1e-15,
    tiny: [2e-12, 1e-12],
  });
});
