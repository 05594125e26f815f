import { describe, expect, it } from 'vitest';
import type { FileSet } from '../../../src/contracts/model.ts';
import { findUnknownParameters } from '../../../src/scad/unknown-parameters.ts';

const file = (path: string, text: string) => ({
  path,
  bytes: new TextEncoder().encode(text),
  isSource: true,
});

const model: FileSet = {
  entry: 'main.scad',
  files: [
    file('lib.scad', 'depth = 3;'),
    file(
      'main.scad',
      'include <lib.scad>\nwidth = 4; // height\nmodule m(inner = 2) { local = 1; cube(width); }\nif (!is_undef(outside)) m();',
    ),
  ],
  libraries: [{ ...file('L/std.scad', '$slop = 0.1;\nmodule lib(radius) { echo(loose); }'), sha256: '' }],
};

const warn = (...names: string[]) => findUnknownParameters(names, model);

describe('findUnknownParameters', () => {
  it('says nothing of top-level variables of any file, of special ones, and of names left to the outside', () => {
    expect(warn('width', 'depth', '$fn', '$t', 'outside', '$slop')).toEqual([]);
  });

  it('names the nearest variable and lists those there are', () => {
    const [diagnostic, ...rest] = warn('widht');
    expect(rest).toEqual([]);
    expect(diagnostic).toMatchObject({ severity: 'warning', code: 'UNKNOWN_PARAMETER' });
    expect(diagnostic.message).toContain('widht');
    expect(diagnostic.hint).toBe('Did you mean width? It has width.');
  });

  it.each(['inner', 'local'])('warns of %s, which only a module knows', name => {
    expect(warn(name)).toHaveLength(1);
  });

  it.each(['radius', 'loose'])('warns of %s, which only the inside of a library mentions', name => {
    expect(warn(name)).toHaveLength(1);
  });

  it('is not fooled by comments and strings', () => {
    const commented = {
      entry: 'main.scad',
      files: [file('main.scad', '// ghost\necho("ghost");')],
      libraries: [],
    };
    expect(findUnknownParameters(['ghost'], commented)).toHaveLength(1);
  });
});
