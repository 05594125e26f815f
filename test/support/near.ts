import { expect } from 'vitest';

/** Expects a number to differ from another by no more than that share of it. */
export function expectNear(actual: number, expected: number, share: number): void {
  expect(Math.abs(actual - expected), `${actual} is not ${expected} within ${share}`).toBeLessThanOrEqual(
    share * Math.abs(expected),
  );
}
