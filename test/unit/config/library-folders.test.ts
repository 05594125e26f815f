import { describe, expect, test } from 'vitest';
import { standardLibraryFolders } from '../../../src/config/library-folders.ts';

describe('the folders in which OpenSCAD looks for libraries', () => {
  test('on Linux', () => {
    expect(standardLibraryFolders('linux', {}, '/home/ann')).toEqual([
      '/home/ann/.local/share/OpenSCAD/libraries',
      '/usr/local/share/openscad/libraries',
      '/usr/share/openscad/libraries',
    ]);
  });

  test('on macOS', () => {
    expect(standardLibraryFolders('darwin', {}, '/Users/ann')).toEqual([
      '/Users/ann/Documents/OpenSCAD/libraries',
      '/Applications/OpenSCAD.app/Contents/Resources/libraries',
    ]);
  });

  test('on Windows', () => {
    const environment = { ProgramFiles: 'C:\\Program Files' };
    expect(standardLibraryFolders('win32', environment, 'C:\\Users\\ann')).toEqual([
      'C:\\Users\\ann\\Documents\\OpenSCAD\\libraries',
      'C:\\Program Files\\OpenSCAD\\libraries',
    ]);
  });

  test('never begin at the working directory, whatever is not set', () => {
    expect(standardLibraryFolders('linux', {}, '')).toEqual([
      '/usr/local/share/openscad/libraries',
      '/usr/share/openscad/libraries',
    ]);
    expect(standardLibraryFolders('win32', { ProgramFiles: '' }, '')).toEqual([]);
  });
});
