import { describe, expect, it } from 'vitest';
import type { FileSet } from '../../../src/contracts/model.ts';
import { findUnresolved, type Lookup, lookupsOf, takesCode } from '../../../src/project/lookups.ts';
import { lookUpMissing } from '../../../src/project/missing-lookups.ts';
import { MemoryLibraries } from '../../support/memory-libraries.ts';

const own = (path: string): Lookup => ({ shelf: 'model', path });
const inLibrary = (path: string): Lookup => ({ shelf: 'library', path });

const source = (path: string, text = '') => ({ path, bytes: new TextEncoder().encode(text), isSource: true });

describe('lookupsOf', () => {
  it('looks for code beside the file that names it, then among the libraries', () => {
    expect(lookupsOf({ kind: 'use', path: './b//c.scad' }, own('lib/a.scad'), 'sub/main.scad')).toEqual([
      own('lib/b/c.scad'),
      inLibrary('b/c.scad'),
    ]);
    expect(lookupsOf({ kind: 'include', path: 'b.scad' }, inLibrary('L/x/a.scad'), 'main.scad')).toEqual([
      inLibrary('L/x/b.scad'),
      inLibrary('b.scad'),
    ]);
  });

  it('looks for other files beside the file that names it, then beside the entry', () => {
    expect(lookupsOf({ kind: 'import', path: '../x.stl' }, own('lib/a.scad'), 'sub/main.scad')).toEqual([
      own('x.stl'),
      own('x.stl'),
    ]);
    expect(lookupsOf({ kind: 'surface', path: 'x.dat' }, inLibrary('L/a.scad'), 'sub/main.scad')).toEqual([
      inLibrary('L/x.dat'),
      own('sub/x.dat'),
    ]);
  });

  it('takes absolute paths for those of OpenSCAD’s file system', () => {
    const at = (path: string) => lookupsOf({ kind: 'include', path }, own('lib/a.scad'), 'main.scad');
    expect(at('/model/b.scad')).toEqual([own('b.scad')]);
    expect(at('/libraries/L/../K/b.scad')).toEqual([inLibrary('K/b.scad')]);
    expect(at('/home/me/b.scad')).toEqual([own('/home/me/b.scad')]);
    expect(lookupsOf({ kind: 'use', path: '../b.scad' }, own('/home/me/a.scad'), 'main.scad')[0]).toEqual(
      own('/home/b.scad'),
    );
    expect(lookupsOf({ kind: 'use', path: '../../b.scad' }, inLibrary('L/a.scad'), 'main.scad')[0]).toEqual(
      own('/b.scad'),
    );
  });
});

describe('lookUpMissing', () => {
  const fileSet: FileSet = {
    entry: 'sub/main.scad',
    files: [source('sub/main.scad'), source('lib/load.scad'), source('/home/me/a.scad')],
    libraries: [],
  };

  it('follows names as written from the file that has them', () => {
    const missing = { kind: 'use', path: 'd.scad', file: '/model/sub/../lib/load.scad' } as const;
    expect(lookUpMissing(missing, fileSet)).toEqual([own('lib/d.scad'), inLibrary('d.scad')]);
  });

  it('tries beside the entry what was looked for beside some source', () => {
    const at = (path: string) => lookUpMissing({ kind: 'import', path }, fileSet);
    expect(at('/model/sub/../lib/parts/p1.stl')).toEqual([own('lib/parts/p1.stl'), own('sub/parts/p1.stl')]);
    expect(at('/home/me/p1.stl')).toEqual([own('/home/me/p1.stl'), own('sub/p1.stl')]);
    expect(at('/model/../x.stl')).toEqual([own('/x.stl')]);
  });
});

describe('takesCode', () => {
  it('is true of whatever is included or used, but fonts', () => {
    expect(takesCode('include', 'a.inc')).toBe(true);
    expect(takesCode('import', 'a.scad')).toBe(true);
    expect(takesCode('import', 'a.stl')).toBe(false);
    expect(takesCode('use', 'a.TTF')).toBe(false);
    expect(takesCode('use', 'a.woff2')).toBe(false);
  });
});

describe('findUnresolved', () => {
  it('lists what the set does not have, wherever OpenSCAD would look', async () => {
    const libraries = new MemoryLibraries({ 'L/a.scad': '' });
    const library = await libraries.find('L/a.scad');
    const fileSet: FileSet = {
      entry: 'main.scad',
      files: [
        source('main.scad', 'use <L/a.scad>\nuse <L/b.scad>\nimport("x.stl");\ninclude <lib/c.scad>\n'),
        source('lib/c.scad', 'import("x.stl");\nsurface("y.dat");\n'),
        { ...source('x.stl', 'import("z.stl");'), isSource: false },
      ],
      libraries: library === null ? [] : [library],
    };
    expect(findUnresolved(fileSet)).toEqual([
      { kind: 'use', path: 'L/b.scad', line: 2, file: 'main.scad' },
      { kind: 'surface', path: 'y.dat', line: 2, file: 'lib/c.scad' },
    ]);
  });
});
