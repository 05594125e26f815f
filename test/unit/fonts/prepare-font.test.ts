import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import { prepareFont, readPreparedFace } from '../../../src/fonts/prepare-font.ts';
import { readSfnt, writeSfnt } from '../../../src/fonts/sfnt.ts';
import { makeBlockFont } from '../../support/block-font.ts';
import { changeBlockFont, packCollection, packWoff, u16, u32 } from '../../support/fonts.ts';

const block = makeBlockFont();
const program = Uint8Array.of(0xb0, 0, 0x21);

const refusal = (reason: string) =>
  expect.objectContaining({ code: 'INVALID_INPUT', message: expect.stringContaining(reason) });

describe('a font without hinting programs', () => {
  it('gets one that does nothing, and a stack to run it on', () => {
    const [{ sfnt, bytes }] = prepareFont(block);
    expect(sfnt.tables.get('fpgm')).toEqual(program);
    expect(readSfnt(bytes).tables.get('maxp')?.[25]).toBeGreaterThanOrEqual(1);
    expect(readSfnt(bytes).tables.get('glyf')).toEqual(readSfnt(block).tables.get('glyf'));
  });

  it('does not change the bytes it was read from, whichever kind of array they come in', () => {
    const before = [...block];
    prepareFont(block);
    const buffer = Buffer.from(block);
    prepareFont(buffer);
    expect([...block]).toEqual(before);
    expect([...buffer]).toEqual(before);
  });

  it('is left alone once it has one', () => {
    const [{ bytes }] = prepareFont(block);
    expect(prepareFont(bytes)[0].bytes).toBe(bytes);
  });

  it('is known by a program in prep, too', () => {
    const hinted = changeBlockFont({ prep: new Uint8Array(8) });
    expect(prepareFont(hinted)[0].bytes).toBe(hinted);
    const dropoutOnly = changeBlockFont({ prep: new Uint8Array(7) });
    expect(prepareFont(dropoutOnly)[0].sfnt.tables.has('fpgm')).toBe(true);
  });
});

it('tells family and style', () => {
  expect(prepareFont(block)[0]).toMatchObject({ families: ['Block'], style: 'Regular' });
  expect(readPreparedFace(prepareFont(block)[0].bytes)).toMatchObject({ families: ['Block'] });
});

it('unpacks WOFF to the font it was made of', () => {
  const [plain] = prepareFont(block);
  expect(prepareFont(packWoff(readSfnt(block)))[0].bytes).toEqual(writeSfnt(plain.sfnt));
});

it('takes a collection apart', () => {
  const faces = prepareFont(packCollection([block, changeBlockFont({ post: null })]));
  expect(faces.map(({ families }) => families)).toEqual([['Block'], ['Block']]);
  expect(readSfnt(faces[1].bytes).tables.has('post')).toBe(false);
  expect(readSfnt(faces[0].bytes).tables.has('post')).toBe(true);
});

describe('refuses', () => {
  it.each([
    ['WOFF2', Uint8Array.from([...u32(0x774f4632, 0x10000, 100), ...new Array(40).fill(0)]), 'WOFF2'],
    ['a Type 1 font', new TextEncoder().encode('%!PS-AdobeFont-1.0'), 'Type 1'],
    ['a font without names', changeBlockFont({ name: Uint8Array.from(u16(0, 0, 6)) }), 'family'],
    ['a font without characters', changeBlockFont({ cmap: null }), 'lacks the table cmap'],
    ['a font of bitmaps', changeBlockFont({ glyf: null }), 'no outlines'],
    ['outlines beyond the end', changeBlockFont({ loca: Uint8Array.from(u16(0, 0, 1700)) }), 'outlines'],
    ['outlines that go backwards', changeBlockFont({ loca: Uint8Array.from(u16(0, 9, 1)) }), 'outlines'],
    ['too few offsets', changeBlockFont({ loca: Uint8Array.from(u16(0, 0)) }), 'loca'],
    ['too few widths', changeBlockFont({ hmtx: Uint8Array.from(u16(700, 0, 0)) }), 'hmtx'],
    ['a head of another kind', changeBlockFont({ head: new Uint8Array(54) }), 'head'],
    ['no glyphs', changeBlockFont({ maxp: new Uint8Array(32) }), 'no glyphs'],
    ['a collection of nothing', Uint8Array.from(u32(0x74746366, 0x10000, 0, 0)), 'faces is damaged'],
    ['a collection of many faces', packCollection(new Array(17).fill(block)), 'more than 16 faces'],
    ['a collection of nonsense', Uint8Array.from(u32(0x74746366, 0x10000, 1, 9999)), 'too short'],
  ])('%s', (_what, bytes, reason) => {
    expect(() => prepareFont(bytes)).toThrow(refusal(reason));
  });

  it('WOFF whose tables are damaged, cut off or unpack to more than any font has', () => {
    const woff = packWoff(readSfnt(block));
    expect(() => prepareFont(woff.subarray(0, woff.length - 30))).toThrow(refusal('cut off'));
    const damaged = woff.slice();
    damaged.fill(0xff, 44 + 20 * 9);
    expect(() => prepareFont(damaged)).toThrow(AppError);
    const bomb = woff.slice();
    bomb.set(u32(0x7fffffff), 44 + 12);
    expect(() => prepareFont(bomb)).toThrow(refusal('larger than the fonts of a model may be'));
  });

  it('what grows beyond the bound when its faces are taken apart', () => {
    const collection = packCollection([block, block, block]);
    const size = block.length;
    expect(prepareFont(collection, 3 * size)).toHaveLength(3);
    expect(() => prepareFont(collection, 2 * size)).toThrow(refusal('larger than'));
    expect(() => prepareFont(block, size / 2)).toThrow(refusal('larger than'));
  });

  it('any damage with a reason, never otherwise', () => {
    const position = fc.nat({ max: block.length - 1 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(position, fc.nat({ max: 255 })), { minLength: 1 }),
        position,
        (edits, end) => {
          const damaged = block.slice(0, end + 1);
          for (const [at, value] of edits) if (at <= end) damaged[at] = value;
          try {
            prepareFont(damaged);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(AppError);
          }
        },
      ),
    );
  });
});
