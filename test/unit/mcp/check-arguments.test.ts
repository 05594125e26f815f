import { expect, test } from 'vitest';
import { expectations } from '../../../src/mcp/analysis-schema.ts';
import { checkArguments } from '../../../src/mcp/check-arguments.ts';

test.each([
  [{ size_mm: 5 }, 'expect.size_mm: expected three numbers, [x, y, z], or [x, y] of a drawing.'],
  [{ size_mm: [1, 2, 3, 4] }, 'expect.size_mm: expected three numbers, [x, y, z], or [x, y] of a drawing.'],
  [{ contains_points: [[1, 2, 3], 4] }, 'expect.contains_points.1: expected three numbers, [x, y, z].'],
])('%j in expect is refused with its place and what is meant', (args, message) => {
  expect(() => checkArguments('expect', expectations, args, ['expect'])).toThrow(message);
});

test('an unknown expectation is told with those that exist', () => {
  const check = () => checkArguments('expect', expectations, { sise: 1 }, ['expect']);
  expect(check).toThrow(/unknown field of expect "sise"; expect takes size_mm, /);
});
