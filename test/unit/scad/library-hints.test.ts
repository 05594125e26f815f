import { describe, expect, test } from 'vitest';
import { type LogContext, parseLog } from '../../../src/scad/diagnostics.ts';

const libraries = ['BOSL2', 'MCAD', 'NopSCADlib'];
const libraryNames = new Map([
  ['cuboid', 'include <BOSL2/std.scad>'],
  ['torus', 'include <BOSL2/std.scad>'],
  ['spur_gear', 'include <BOSL2/std.scad> include <BOSL2/gears.scad>'],
  ['roundedBox', 'use <MCAD/boxes.scad>'],
  ['gear', 'use <MCAD/involute_gears.scad>'],
]);

function hintOf(message: string, main: string, more: Partial<LogContext> = {}): string {
  const sources = new Map([['main.scad', main]]);
  const context = { root: '/model/', sources, libraries, libraryNames, ...more };
  return parseLog([message], context)[0].hint ?? '';
}

const unknown = (what: string, file = 'main.scad') =>
  `WARNING: Ignoring unknown ${what} in file /model/${file}, line 1`;

describe('a module of a library', () => {
  test('comes with the line that brings it', () => {
    expect(hintOf(unknown("module 'cuboid'"), 'cuboid(3);')).toBe(
      'cuboid is part of the BOSL2 library: add include <BOSL2/std.scad> at the top of the file.',
    );
  });

  test('comes with the lines that are still missing', () => {
    const message = unknown("module 'spur_gear'");
    expect(hintOf(message, 'include <BOSL2/std.scad>\n')).toContain('add include <BOSL2/gears.scad> at');
    expect(hintOf(message, '')).toContain('add include <BOSL2/std.scad> include <BOSL2/gears.scad> at');
  });

  test('is not brought by a comment', () => {
    expect(hintOf(unknown("module 'cuboid'"), '// include <BOSL2/std.scad>')).toContain('add include');
  });

  test('that should be there says so', () => {
    expect(hintOf(unknown("module 'cuboid'"), 'include <BOSL2/std.scad>\n')).toContain('could not be read');
  });

  test('is needed by each file that is brought in by use', () => {
    const sources = new Map([
      ['main.scad', 'include <BOSL2/std.scad>\nuse <part.scad>\npart();'],
      ['part.scad', 'module part() cuboid(3);'],
    ]);
    const hint = hintOf(unknown("module 'cuboid'", 'part.scad'), '', { sources });
    expect(hint).toContain('main.scad brings in for itself alone');
    expect(hint).toContain('add include <BOSL2/std.scad> to part.scad too');
  });

  test('does not drown a name of the model that is nearer', () => {
    const hint = hintOf(unknown("module 'gear'"), 'module gears() {}\ngear();');
    expect(hint).toMatch(/^Did you mean gears\? gear is part of the MCAD library/);
  });

  test('gives way to what OpenSCAD has itself, unless its library is used', () => {
    const message = unknown("module 'torus'");
    expect(hintOf(message, 'torus(3);')).toContain('rotate_extrude()');
    expect(hintOf(message, 'include <BOSL2/gears.scad>\ntorus(3);')).toContain('include <BOSL2/std.scad>');
  });

  test('is suggested for a misspelling when its library is used', () => {
    expect(hintOf(unknown("module 'cubiod'"), 'include <BOSL2/std.scad>\n')).toBe('Did you mean cuboid?');
    expect(hintOf(unknown("module 'cubiod'"), '')).toContain('Define module cubiod');
  });

  test('is unknown where no library is', () => {
    const none = { libraries: [], libraryNames: new Map() };
    expect(hintOf(unknown("module 'cuboid'"), '', none)).toContain('Define module cuboid');
  });

  test('has parameters, which are listed', () => {
    const librarySources = new Map([
      ['BOSL2/shapes3d.scad', 'function f(x) = x;\nmodule cuboid(size=[1,1,1], chamfer, rounding) {}'],
    ]);
    const message = 'WARNING: variable "sise" not specified as parameter in file /model/main.scad, line 1';
    expect(hintOf(message, 'cuboid(sise=3);', { librarySources })).toBe(
      'cuboid() takes size, chamfer, rounding. Did you mean size?',
    );
  });
});

describe('a file that is not there', () => {
  const missing = (path: string) =>
    `WARNING: Can't open include file '${path}'. in file /model/main.scad, line 1`;

  test.each([
    [
      'BOSL2/gear.scad',
      'The BOSL2 library is installed here, but has no such file. Did you mean <BOSL2/gears.scad>?',
    ],
    ['BOSL2/qqqqqqqq.scad', 'The BOSL2 library is installed here, but has no such file.'],
    ['BOSL2/src/std.scad', 'Did you mean <BOSL2/std.scad>?'],
    ['bosl2/std.scad', 'There is no library bosl2 here. Did you mean <BOSL2/std.scad>?'],
    ['MCDA/boxes.scad', 'Did you mean <MCAD/boxes.scad>?'],
    ['NopSCADLib/qqqq.scad', 'Did you mean <NopSCADlib/…>?'],
    ['dotSCAD/bend.scad', 'A library dotSCAD is not installed here; BOSL2, MCAD, NopSCADlib are.'],
    ['involute_gears.scad', 'Did you mean <MCAD/involute_gears.scad>, which is installed here?'],
    ['qqqqqqqq.scad', 'Pass it in `files`'],
  ])('%s', (path, expected) => {
    expect(hintOf(missing(path), '')).toContain(expected);
  });

  test('in a folder of the model is no matter of libraries', () => {
    const sources = new Map([
      ['main.scad', ''],
      ['lib/frame.scad', ''],
    ]);
    expect(hintOf(missing('lib/frme.scad'), '', { sources })).toContain('Did you mean lib/frame.scad?');
  });

  test('of data is no matter of libraries', () => {
    const message = "WARNING: Can't open import file '/model/MCAD/a.stl', import() at line 1";
    expect(hintOf(message, '')).toContain('Pass it in `files`');
  });
});

describe('a message from inside a library', () => {
  const librarySources = new Map([['BOSL2/std.scad', 'one();\n\nthree();']]);
  const parse = (line: string) => parseLog([line], { root: '/model/', sources: new Map(), librarySources });

  test('names the file as models do, with its line', () => {
    const [diagnostic] = parse(
      "WARNING: Ignoring unknown module 'three' in file /libraries/BOSL2/std.scad, line 3",
    );
    expect(diagnostic).toMatchObject({ file: 'BOSL2/std.scad', line: 3 });
    expect(diagnostic.excerpt).toContain('> 3 | three();');
  });

  test('shortens paths in its text, but not those of a model', () => {
    const message = (path: string) =>
      parse(`WARNING: Can't open import file '${path}', import() at line 9`)[0].message;
    expect(message('/libraries/NopSCADlib/a.stl')).toBe("Can't open import file 'NopSCADlib/a.stl'");
    expect(message('/model/my/libraries/a.stl')).toBe("Can't open import file 'my/libraries/a.stl'");
  });

  test('about old syntax is left out', () => {
    const old = 'DEPRECATED: Variable names starting with digits ("7a") will be removed in file';
    expect(parse(`${old} /libraries/NopSCADlib/lib.scad, line 1`)).toEqual([]);
    expect(parse(`${old} /model/main.scad, line 1`)).toHaveLength(1);
  });
});

test('a thousand misspelled names and a library of thousands cost little', () => {
  const names = new Map(
    Array.from({ length: 4000 }, (_, index) => [`part_${index}`, 'include <BOSL2/std.scad>'] as const),
  );
  const lines = Array.from({ length: 300 }, (_, index) => unknown(`module 'aprt_x${index}'`));
  const sources = new Map([['main.scad', 'include <BOSL2/std.scad>\n'.repeat(2000)]]);
  const start = performance.now();
  parseLog(lines, { root: '/model/', sources, libraries, libraryNames: names });
  // Measured: 0.45 s on a busy machine.
  expect(performance.now() - start).toBeLessThan(3000);
});
