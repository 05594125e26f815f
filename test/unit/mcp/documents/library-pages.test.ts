import { describe, expect, it } from 'vitest';
import type { InstalledLibrary, LibraryDocs } from '../../../../src/contracts/ports.ts';
import {
  MAX_PAGE_LENGTH,
  writeLibraryFilePage,
  writeLibraryList,
  writeLibraryPage,
} from '../../../../src/mcp/documents/library-pages.ts';

const library: InstalledLibrary = {
  name: 'Boxes',
  origin: 'bundled',
  licence: 'MIT',
  homepage: 'https://example.org',
  description: 'Boxes with lids.',
};

/** A library with so many modules, and as many functions. */
function docsOf(count: number): LibraryDocs {
  const names = (kind: 'module' | 'function') =>
    Array.from({ length: count }, (_, index) => ({
      kind,
      name: `${kind}_${index}`,
      signature: '(size, center = false)',
      purpose: 'Says what it is for in a sentence.',
    }));
  const statement = 'include <Boxes/std.scad>';
  return {
    example: `${statement}\nmodule_0();`,
    files: [{ path: 'std.scad', statement, names: [...names('module'), ...names('function')] }],
  };
}

describe('the page of a library', () => {
  it('has its example and all that is known of its names', () => {
    const page = writeLibraryPage(library, docsOf(3));
    expect(page).toContain('```openscad\ninclude <Boxes/std.scad>\nmodule_0();\n```');
    expect(page).toContain('module `module_0(size, center = false)`: Says what it is for in a sentence.');
    expect(page).toContain('MIT');
  });

  it.each([
    [200, 'function_199(size, center = false)`', 'Says what it is for'],
    [700, 'function_699', '(size, center = false)'],
    [1500, 'module_1499', 'function_0'],
    [5000, '(10000 names)', 'module_1,'],
  ])('leaves out what matters least, with %d modules', (count, shown, leftOut) => {
    const page = writeLibraryPage(library, docsOf(count));
    expect(page.length).toBeLessThanOrEqual(MAX_PAGE_LENGTH);
    expect(page).toContain(shown);
    expect(page).not.toContain(leftOut);
  });

  it('says of a library of the user where it is', () => {
    const own: InstalledLibrary = { name: 'mine', origin: 'folder', folder: '/home/ann/libraries' };
    expect(writeLibraryPage(own, null)).toContain('/home/ann/libraries');
    expect(writeLibraryList([own, library])).toMatch(
      /mine.*\/home\/ann\/libraries.*\n.*Boxes.*Boxes with lids\./,
    );
  });
});

it('gives a file a page with its purposes', () => {
  const { files } = docsOf(150);
  const page = writeLibraryFilePage('Boxes', files[0]);
  expect(page).toContain('openscad://docs/libraries/Boxes');
  expect(page).toContain('function `function_149(size, center = false)`: Says');
});
