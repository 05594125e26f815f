import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPathFault, isDeviceName } from '../../../src/project/platform-names.ts';

describe('findPathFault on Windows', () => {
  it.each([
    'a.scad',
    'C:\\models\\a.scad',
    'C:/models/a.scad',
    '\\\\server\\share\\models\\a.scad',
    'lib\\..\\a.scad',
    './console.scad',
    'com10.scad',
    'dé日本\\x y.scad',
  ])('takes %s', path => {
    expect(findPathFault(path, win32)).toBeNull();
  });

  it.each([
    ['a.scad:x', /stream/],
    ['a.scad::$DATA', /stream/],
    ['C:\\models\\a.scad:secret', /stream/],
    ['C:a.scad', /drive/],
    ['\\\\?\\C:\\a.scad', /rules/],
    ['\\\\.\\PhysicalDrive0', /rules/],
    ['//./pipe/x', /rules/],
    ['a.scad.', /dot or a space/],
    ['a.scad ', /dot or a space/],
    ['lib. \\a.scad', /dot or a space/],
    ['CON', /device/],
    ['models/nul.scad', /device/],
    ['aux .scad', /device/],
    ['Com¹.stl', /device/],
    ['CONOUT$', /device/],
    ['a?.scad', /character/],
    ['a|b.scad', /character/],
  ])('refuses %s', (path, fault) => {
    expect(findPathFault(path, win32)).toMatch(fault);
  });
});

describe('findPathFault elsewhere', () => {
  it.each(['a.scad', '/models/CON', 'a.scad:x', 'a?.scad', 'a.scad. '])('takes %s', path => {
    expect(findPathFault(path, posix)).toBeNull();
  });

  it.each(['C:\\a.scad', 'c:/a.scad', '\\\\server\\share'])('refuses %s', path => {
    expect(findPathFault(path, posix)).toMatch(/Windows/);
  });
});

describe('isDeviceName', () => {
  it('does not take part of a name for one', () => {
    expect(['con', 'LPT9.txt', 'prn.a.b'].every(isDeviceName)).toBe(true);
    expect(['cone.scad', 'icon', 'lpt.txt', 'nul_.scad'].some(isDeviceName)).toBe(false);
  });
});
