import { describe, expect, test } from 'vitest';
import { findMissingFiles } from '../../../src/scad/missing-files.ts';

describe('findMissingFiles', () => {
  // Printed by OpenSCAD 2025.07.18 in WebAssembly.
  test.each([
    [
      "WARNING: Can't open include file '../nope.scad'. in file /model/lib/a.scad, line 1",
      { kind: 'include', path: '../nope.scad', file: '/model/lib/a.scad' },
    ],
    [
      "WARNING: Can't open library 'd.scad'. in file /model/sub/../lib/a.scad, line 2",
      { kind: 'use', path: 'd.scad', file: '/model/sub/../lib/a.scad' },
    ],
    [
      "WARNING: Can't open import file '/model/x.stl', import() at line 1",
      { kind: 'import', path: '/model/x.stl' },
    ],
    [
      "WARNING: Can't open import file '/model/sub/../lib/x.obj', import() at line 12",
      { kind: 'import', path: '/model/sub/../lib/x.obj' },
    ],
    [
      "WARNING: Can't open import file '/model/it's, line 3.stl', import() at line 1",
      { kind: 'import', path: "/model/it's, line 3.stl" },
    ],
    [
      "ERROR: Can't open file '/model/dé日.svg', import() at line 1",
      { kind: 'import', path: '/model/dé日.svg' },
    ],
    [
      "ERROR: OFF File line 0, File error line '' importing file '/model/x.off' in file /model/main.scad, line 1",
      { kind: 'import', path: '/model/x.off' },
    ],
    [
      "WARNING: Could not read file '/model/x.3mf', import() at line 1: Error: GENERICEXCEPTION: The specified file could not be opened",
      { kind: 'import', path: '/model/x.3mf' },
    ],
    [
      "WARNING: Could not read file '/model/x.json' in file /model/main.scad, line 1",
      { kind: 'import', path: '/model/x.json' },
    ],
    ["WARNING: Can't open DXF file '/model/x.dxf'.", { kind: 'import', path: '/model/x.dxf' }],
    [
      "WARNING: Can't open DXF file 'sub/x.dxf'! in file /model/main.scad, line 1",
      { kind: 'import', path: 'sub/x.dxf', file: '/model/main.scad' },
    ],
    ["WARNING: The file '/model/it's.png' couldn't be opened.", { kind: 'surface', path: "/model/it's.png" }],
    ["\tWARNING: The file '/model/x.dat' couldn't be opened.", { kind: 'surface', path: '/model/x.dat' }],
  ])('%s', (line, expected) => {
    expect(findMissingFiles([line])).toEqual([expected]);
  });

  test.each([
    "ECHO: \"WARNING: The file '/model/x.dat' couldn't be opened.\"",
    "ERROR: OFF File line 2, bad header: missing data line 'nonsense' importing file '/model/a.off' in file /model/main.scad, line 1",
    "WARNING: Failed to parse file '/model/a.json': %s in file /model/main.scad, line 1",
    'ERROR: Unsupported file format while trying to import file \'"/model/a.txt"\', import() at line 1',
    "ERROR: Can't read font with path 'nope.ttf'",
    "WARNING: Can't open import file 'relative.stl', import() at line 1",
    'WARNING: Ignoring unknown module',
    '',
  ])('%s names no missing file', line => {
    expect(findMissingFiles([line])).toEqual([]);
  });

  test('a file is listed once, and only so many', () => {
    const line = (index: number) => `WARNING: The file '/model/p${index}.dat' couldn't be opened.`;
    expect(findMissingFiles([line(1), line(2), line(1)])).toHaveLength(2);
    expect(findMissingFiles(Array.from({ length: 5000 }, (_, index) => line(index)))).toHaveLength(200);
  });

  test('long lines take no time', () => {
    const started = performance.now();
    const name = "' in file '".repeat(400);
    findMissingFiles(
      Array.from({ length: 2000 }, () => `WARNING: Could not read file '/${name}`.slice(0, 4096)),
    );
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
