import { expect, it } from 'vitest';
import { locateLiterals } from '../../../src/fonts/locate-literals.ts';

it('finds the first literal of each value, in whichever source', () => {
  const sources = new Map([
    ['a.scad', 'x = "one"; // "two"\ny = "\\x74wo";'],
    ['b.scad', '\nz = ["one", "three"];'],
  ]);
  const places = locateLiterals(sources, ['three', 'two', 'one', 'four']);
  expect([...places].map(([value, { file, line }]) => [value, file, line])).toEqual([
    ['one', 'a.scad', 1],
    ['two', 'a.scad', 2],
    ['three', 'b.scad', 2],
  ]);
  expect(places.get('two')?.excerpt).toContain('> 2 | y =');
});
