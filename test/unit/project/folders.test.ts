import { mkdirSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commonFolder, deepestHolding, isInside, openRoots } from '../../../src/project/folders.ts';
import { useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

describe('isInside', () => {
  it.each([
    ['/allowed', '/allowed', true],
    ['/allowed', '/allowed/a/b.scad', true],
    ['/allowed', '/allowed/..b.scad', true],
    ['/allowed', '/allowed_evil/a.scad', false],
    ['/allowed', '/', false],
    ['/allowed', '/other', false],
    ['/', '/anything', true],
  ])('of %s and %s is %s', (outer, path, expected) => {
    expect(isInside(outer, path, posix)).toBe(expected);
  });

  it.each([
    ['C:\\models', 'c:\\MODELS\\a.scad', true],
    ['C:\\models', 'C:\\models_evil\\a.scad', false],
    ['C:\\models', 'D:\\models\\a.scad', false],
    ['C:\\models', '\\\\server\\models\\a.scad', false],
    ['\\\\server\\share', '\\\\server\\share\\a.scad', true],
    ['\\\\server\\share', '\\\\server\\other\\a.scad', false],
  ])('on Windows of %s and %s is %s', (outer, path, expected) => {
    expect(isInside(outer, path, win32)).toBe(expected);
  });
});

describe('commonFolder', () => {
  it('is the deepest folder that holds all', () => {
    expect(commonFolder(['/a/b'], posix)).toBe('/a/b');
    expect(commonFolder(['/a/b', '/a/b/c', '/a/bc'], posix)).toBe('/a');
    expect(commonFolder(['/a', '/b'], posix)).toBe('/');
    expect(commonFolder(['C:\\a\\b', 'C:\\a\\c'], win32)).toBe('C:\\a');
    expect(commonFolder(['C:\\a', 'D:\\a'], win32)).toBeNull();
  });
});

describe('openRoots', () => {
  it('resolves links and leaves out what does not exist', async () => {
    mkdirSync(folder.at('real'));
    const link = folder.link('link', 'real');
    expect(await openRoots([link, folder.at('nothing')])).toEqual([{ given: link, real: folder.at('real') }]);
  });
});

describe('deepestHolding', () => {
  it('goes by segments', () => {
    expect(deepestHolding(['/a', '/a/b', '/a/b/cc'], '/a/b/c/x.scad')).toBe('/a/b');
    expect(deepestHolding(['/a/b'], '/a/x.scad')).toBeNull();
  });
});
