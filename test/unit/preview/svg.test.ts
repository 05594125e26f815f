import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { drawSvg, drawSvgPart, type SvgPart } from '../../../src/preview/svg.ts';
import { makeBlockFont } from '../../support/block-font.ts';

const folder = mkdtempSync(join(tmpdir(), 'svg-'));
const fontFile = join(folder, 'block.ttf');
writeFileSync(fontFile, makeBlockFont());
afterAll(() => rmSync(folder, { recursive: true }));

const [WIDTH, HEIGHT] = [160, 120];

function svgOf(content: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${content}</svg>`;
}

/** The part laid on an empty picture of the whole size. */
function layOut({ left_px, top_px, width_px, height_px, premultiplied }: SvgPart): Uint8Array {
  const whole = new Uint8Array(WIDTH * HEIGHT * 4);
  for (let row = 0; row < height_px; row++) {
    const bytes = premultiplied.subarray(row * width_px * 4, (row + 1) * width_px * 4);
    whole.set(bytes, ((top_px + row) * WIDTH + left_px) * 4);
  }
  return whole;
}

describe('a part of an SVG', () => {
  it.each([
    ['a box between samples', '<rect x="20.3" y="30.6" width="15.5" height="9.1" fill="#c04040"/>'],
    ['two marks far apart', '<circle cx="9" cy="9" r="5"/><circle cx="150" cy="110" r="5" fill="#00f"/>'],
    [
      'a line with round ends',
      '<path d="M12.5 20L70 61" stroke="#000" stroke-width="7" stroke-linecap="round"/>',
    ],
    ['text on a halo', '<text x="30" y="60" font-size="18" stroke="#fff" stroke-width="4">12.5 mm</text>'],
    ['turned text', '<g transform="translate(80 90) rotate(-37)"><text font-size="14">Ågj</text></g>'],
    ['what is half outside', '<rect x="-10" y="100" width="40" height="40" fill="#40c040" opacity="0.5"/>'],
    ['what covers all', '<rect width="500" height="500" fill="#888"/>'],
  ])('has the very pixels of the whole: %s', (_, content) => {
    const part = drawSvgPart(svgOf(content), fontFile);
    const whole = drawSvg(svgOf(content), fontFile);
    expect(part === null ? null : Buffer.from(layOut(part))).toEqual(Buffer.from(whole.premultiplied));
  });

  it('is small when there is little to see', () => {
    const part = drawSvgPart(svgOf('<rect x="100" y="50" width="10" height="5"/>'));
    expect(part).toMatchObject({ left_px: 99, top_px: 49, width_px: 12, height_px: 7 });
  });

  it.each([
    ['nothing', ''],
    ['only what lies outside', '<rect x="300" y="300" width="10" height="10"/>'],
  ])('is null for %s', (_, content) => {
    expect(drawSvgPart(svgOf(content))).toBeNull();
  });
});
