import { describe, expect, it } from 'vitest';
import { findUnknownParameters } from '../../../src/scad/unknown-parameters.ts';

const sources = new Map([
  [
    'main.scad',
    'include <lib.scad>\nwidth = 4; // height\nmodule m(inner = 2) { local = 1; cube(width); }\nif (!is_undef(outside)) m();',
  ],
  ['lib.scad', 'depth = 3;'],
]);

describe('findUnknownParameters', () => {
  it('says nothing of top-level variables of any file, of special ones, and of names left to the outside', () => {
    const parameters = { width: 1, depth: 2, $fn: 4, $t: 0.5, outside: 1 };
    expect(findUnknownParameters(parameters, sources, 'main.scad')).toEqual([]);
  });

  it('names the nearest variable and lists those there are', () => {
    const [diagnostic, ...rest] = findUnknownParameters({ widht: 1 }, sources, 'main.scad');
    expect(rest).toEqual([]);
    expect(diagnostic).toMatchObject({ severity: 'warning', code: 'UNKNOWN_PARAMETER' });
    expect(diagnostic.message).toContain('widht');
    expect(diagnostic.hint).toBe('Did you mean width? It has width.');
  });

  it.each(['inner', 'local'])('warns of %s, which only a module knows', name => {
    expect(findUnknownParameters({ [name]: 1 }, sources, 'main.scad')).toHaveLength(1);
  });

  it('is not fooled by comments and strings', () => {
    const commented = new Map([['main.scad', '// ghost\necho("ghost");']]);
    expect(findUnknownParameters({ ghost: 1 }, commented, 'main.scad')).toHaveLength(1);
  });
});
