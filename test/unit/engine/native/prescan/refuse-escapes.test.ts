import { describe, expect, it } from 'vitest';
import type { FileSet } from '../../../../../src/contracts/model.ts';
import { refuseEscapes } from '../../../../../src/engine/native/prescan/refuse-escapes.ts';

function fileSet(
  sources: Readonly<Record<string, string>>,
  libraries: Readonly<Record<string, string>> = {},
): FileSet {
  const toFile = ([path, text]: [string, string]) => ({
    path,
    bytes: new TextEncoder().encode(text),
    isSource: path.endsWith('.scad'),
  });
  return {
    entry: Object.keys(sources)[0],
    files: Object.entries(sources).map(toFile),
    libraries: Object.entries(libraries).map(entry => ({ ...toFile(entry), sha256: entry[1] })),
  };
}

function refuse(set: FileSet): void {
  refuseEscapes(
    set,
    set.files.filter(({ isSource }) => !isSource),
  );
}

describe('without a sandbox', () => {
  it.each([
    ['an absolute path', { 'm.scad': 'import("/etc/passwd");' }],
    ['the folder above', { 'm.scad': 'include <../x.scad>' }],
    ['a path out of the libraries', { 'a/b/c/m.scad': 'include <../../../etc/passwd>' }],
    ['a path for Windows', { 'm.scad': 'import("C:\\\\x.stl");' }],
    ['a name put together', { 'm.scad': 'import(str("a", ".stl"));' }],
    ['such a name in a file that is included', { 'm.scad': 'include <b.scad>', 'b.scad': 'import(x);' }],
    ['a file at an absolute path', { 'm.scad': '', '/srv/x.stl': 'solid' }],
    ['an entity', { 'm.scad': 'import("a.svg");', 'a.svg': '<!DOCTYPE svg><svg/>' }],
  ])('%s is refused', (_, files) => {
    expect(() => refuse(fileSet(files))).toThrow(expect.objectContaining({ code: 'PATH_REJECTED' }));
  });

  it('says where', () => {
    const set = fileSet({ 'm.scad': 'cube(1);\nimport("/etc/passwd");' });
    expect(() => refuse(set)).toThrow('m.scad line 2 names a file outside of the model: /etc/passwd.');
  });

  it('refuses libraries that read files by such names, too', () => {
    const set = fileSet({ 'm.scad': 'use <L/l.scad>' }, { 'L/l.scad': 'module m(f) import(f);' });
    expect(() => refuse(set)).toThrow('L/l.scad line 1 puts the name of a file together at run time.');
  });

  it.each([
    ['plain names', { 'm.scad': 'import("a.svg"); include <b/c.scad>', 'a.svg': '<svg/>', 'b/c.scad': '' }],
    [
      'the folder above, where the file is',
      { 'm.scad': '', 'b/c.scad': 'include <../d.scad>', 'd.scad': '' },
    ],
    ['files that are missing', { 'm.scad': 'import("nothing.stl"); use <L/l.scad>' }],
  ])('%s may stay', (_, files) => {
    expect(() => refuse(fileSet(files))).not.toThrow();
  });
});
