import { describe, expect, test } from 'vitest';
import { excerptAround } from '../../../src/scad/excerpt.ts';

describe('excerptAround', () => {
  const lines = Array.from({ length: 12 }, (_, index) => `line ${index + 1};`);

  test('the line is marked between its neighbours, and numbers are aligned', () => {
    expect(excerptAround(lines, 9)).toBe('   8 | line 8;\n>  9 | line 9;\n  10 | line 10;');
  });

  test('the ends of a file have one neighbour', () => {
    expect(excerptAround(lines, 1)).toBe('> 1 | line 1;\n  2 | line 2;');
    expect(excerptAround(['only'], 1)).toBe('> 1 | only');
  });

  test('a line the file does not have gives nothing', () => {
    expect(excerptAround(lines, 13)).toBe('');
    expect(excerptAround(lines, 0)).toBe('');
    expect(excerptAround([], 1)).toBe('');
  });

  test('long lines are cut and control characters removed', () => {
    const excerpt = excerptAround([`\u001b[31m${'x'.repeat(1_000_000)}`], 1);
    expect(excerpt).toHaveLength('> 1 | '.length + 160);
    expect(excerpt.endsWith('x…')).toBe(true);
    expect(excerpt).not.toContain('\u001b');
  });
});
