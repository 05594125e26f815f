import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { MAX_FONT_BYTES } from '../../../src/fonts/read-faces.ts';
import { viewOf } from '../../../src/fonts/sfnt.ts';
import { diagnoseFonts, stageFonts } from '../../../workers/fonts.ts';
import { makeBlockFont } from '../../support/block-font.ts';
import { changeBlockFont, u32 } from '../../support/fonts.ts';

/** A request of a model that brings fonts, beside settings as the engine gives them. */
function requestWith(files: Readonly<Record<string, Uint8Array>>, source = '') {
  return {
    entry: 'main.scad',
    files: [
      { path: 'main.scad', bytes: new TextEncoder().encode(source) },
      ...Object.entries(files).map(([path, bytes]) => ({ path, bytes })),
    ],
    libraries: [],
    fonts: [{ path: 'fonts.conf', bytes: new Uint8Array() }],
    definitions: [],
    product: 'svg',
    colors: false,
    outputBytes: LIMITS.maxOutputBytes,
  } as const;
}

/** A font with a table of that many bytes that nobody reads. */
const fontOf = (bytes: number) => changeBlockFont({ junk: new Uint8Array(bytes) });

/** A collection that has the same face again and again. */
function repeatFace(font: Uint8Array, count: number): Uint8Array {
  const start = 12 + 4 * count;
  const bytes = new Uint8Array(start + font.length);
  bytes.set(u32(0x74746366, 0x10000, count, ...new Array(count).fill(start)));
  bytes.set(font, start);
  const view = viewOf(bytes);
  // Offsets of tables count from the beginning of the file.
  for (let record = start + 12; record < start + 12 + 16 * view.getUint16(start + 4); record += 16) {
    view.setUint32(record + 8, view.getUint32(record + 8) + start);
  }
  return bytes;
}

const bytesOf = (files: readonly { readonly bytes: Uint8Array }[]) =>
  files.reduce((sum, { bytes }) => sum + bytes.length, 0);

describe('stageFonts', () => {
  it('puts the faces of a model beside the bundled ones', () => {
    const { request, refused } = stageFonts(
      requestWith({ 'a.ttf': makeBlockFont(), 'b.ttc': repeatFace(makeBlockFont(), 2) }),
    );
    expect(refused).toEqual([]);
    expect(request.fonts.map(({ path }) => path)).toEqual([
      'fonts.conf',
      ...[0, 1, 2].map(index => `model-${index}.ttf`),
    ]);
  });

  it('refuses a small collection whose faces share a large table', () => {
    const { request, refused } = stageFonts(requestWith({ 'a.ttc': repeatFace(fontOf(5 * 2 ** 20), 14) }));
    expect(refused).toMatchObject([{ path: 'a.ttc', reason: expect.stringContaining('larger than') }]);
    expect(bytesOf(request.fonts)).toBe(0);
  });

  it('takes no more fonts than the bound for all of them allows', () => {
    const large = fontOf(0.45 * MAX_FONT_BYTES);
    const files = { 'a.ttf': large, 'b.ttf': large, 'c.ttf': large, 'd.ttf': makeBlockFont() };
    const { request, refused, ownFaces } = stageFonts(requestWith(files));
    expect(refused.map(({ path }) => path)).toEqual(['c.ttf']);
    expect(ownFaces).toHaveLength(3);
    expect(bytesOf(request.fonts)).toBeLessThanOrEqual(MAX_FONT_BYTES);
  });
});

describe('diagnoseFonts', () => {
  it('tells of every font that is left out, with its place where it is used', async () => {
    const broken = new Uint8Array();
    const staged = stageFonts(
      requestWith({ 'a.ttf': broken, 'x/b.ttf': broken }, 'cube(1);\nuse <x/b.ttf>\nuse <b.ttf>\n'),
    );
    const outcome = { messages: [], tree: undefined, evaluateTree: async () => undefined };
    expect(await diagnoseFonts(staged, outcome)).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('a.ttf') },
      { severity: 'error', message: expect.stringContaining('x/b.ttf'), file: 'main.scad', line: 2 },
    ]);
  });
});
