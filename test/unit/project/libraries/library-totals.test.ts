import { describe, expect, test } from 'vitest';
import type { LibraryFile } from '../../../../src/contracts/model.ts';
import { checkLibraryTotals, LIBRARY_TOTALS } from '../../../../src/project/libraries/library-totals.ts';

const { maxFiles, maxBytes } = LIBRARY_TOTALS;

/** Library files of the sizes given; they share their memory. */
function filesOf(sizes: readonly number[]): LibraryFile[] {
  const memory = new ArrayBuffer(Math.max(0, ...sizes));
  return sizes.map((size, n) => ({
    path: `lib/${n}.stl`,
    bytes: new Uint8Array(memory, 0, size),
    isSource: false,
    sha256: '',
  }));
}

describe('the library files of a model', () => {
  test('may be as many and as large as allowed', () => {
    expect(() => checkLibraryTotals([])).not.toThrow();
    expect(() => checkLibraryTotals(filesOf(new Array<number>(maxFiles).fill(1)))).not.toThrow();
    expect(() => checkLibraryTotals(filesOf([maxBytes / 2, maxBytes / 2]))).not.toThrow();
  });

  test('may not be more', () => {
    const files = filesOf(new Array<number>(maxFiles + 1).fill(0));
    expect(() => checkLibraryTotals(files)).toThrow(
      expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining('2000') }),
    );
  });

  test('may not be larger', () => {
    expect(() => checkLibraryTotals(filesOf([maxBytes / 2, maxBytes / 2, 1]))).toThrow(
      expect.objectContaining({ code: 'SOURCE_TOO_LARGE', message: expect.stringContaining('64 MB') }),
    );
  });
});
