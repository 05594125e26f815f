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

  const lone = (text: string): FileSet => ({
    entry: 'main.scad',
    files: [file('main.scad', text)],
    libraries: [],
  });
  const megabytes = (count: number, line: string) => line.repeat((count * 2 ** 20) / line.length);

  it('is quick about a large source, and knows that it does not have the name', () => {
    const started = performance.now();
    const memory = process.memoryUsage.rss();
    const [diagnostic] = findUnknownParameters(['foo'], lone(`fo_o = 1;${megabytes(10, ';')}`));
    expect(diagnostic).toMatchObject({ code: 'UNKNOWN_PARAMETER' });
    expect(performance.now() - started).toBeLessThan(2000);
    expect(process.memoryUsage.rss() - memory).toBeLessThan(500 * 2 ** 20);
  });

  it('lets a name pass that a source too large to be taken apart mentions', () => {
    const started = performance.now();
    expect(findUnknownParameters(['foo'], lone(`${megabytes(10, ';')}// foo`))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('looks for many names in many files without end', () => {
    const library = { ...file('L/a.scad', megabytes(1, 'aaaaaaa;')), sha256: '' };
    const crowded = { ...lone('cube(1);'), libraries: Array(12).fill(library) };
    const started = performance.now();
    const names = Array.from({ length: 256 }, (_, index) => `aaaaaaa${index}`);
    findUnknownParameters(names, crowded);
    expect(performance.now() - started).toBeLessThan(4000);
  });

  it('suggests from the first thousand variables', () => {
    const source = Array.from({ length: 3000 }, (_, index) => `variable_${index} = 1;`).join('\n');
    const [near] = findUnknownParameters(['varable_7'], lone(source));
    expect(near.hint).toContain('Did you mean variable_7?');
    const [far] = findUnknownParameters(['varable_2999'], lone(source));
    expect(far.hint).not.toContain('2999');
  });
});
