import { compositeOver, type RgbaImage } from './rgba-image.ts';
import { drawSvg } from './svg.ts';
import { cssColor, type Theme } from './theme.ts';

/** A caption's size as a part of its picture's height, and its limits. */
const SIZE = { share: 0.05, least_px: 10, most_px: 20 };

/** The baseline and the height of a caption's row, as multiples of its size. */
const BASELINE = 1.2;
const ROW = 1.6;

/** The distance from the left border, as a multiple of the size. */
const INDENT = 0.5;

/** The size of the letters in the caption of a picture or a cell of the given height. */
export function captionSize_px(height_px: number): number {
  return Math.min(SIZE.most_px, Math.max(SIZE.least_px, Math.round(height_px * SIZE.share)));
}

/** The height that a caption takes at the upper border. */
export function captionRow_px(fontSize_px: number): number {
  return Math.ceil(fontSize_px * ROW);
}

/** From a border to the words of a caption. */
export function captionIndent_px(fontSize_px: number): number {
  return fontSize_px * INDENT;
}

/** A word and the upper left corner of the cell it belongs into. */
export interface Caption {
  readonly text: string;
  readonly left_px: number;
  readonly top_px: number;
}

/** Writes captions of one size into a picture. Texts are view names, which need no escaping in SVG. */
export function drawCaptions(
  target: RgbaImage,
  captions: readonly Caption[],
  fontSize_px: number,
  fontFile: string,
  theme: Theme,
): void {
  // All captions are drawn as one column: reading the font takes longer than drawing the words.
  const row_px = captionRow_px(fontSize_px);
  const width_px = Math.ceil(fontSize_px * 0.8 * Math.max(...captions.map(({ text }) => text.length + 2)));
  const words = captions.map(({ text }, row) => {
    const baseline = (row * row_px + fontSize_px * BASELINE).toFixed(1);
    return `<text x="${captionIndent_px(fontSize_px).toFixed(1)}" y="${baseline}">${text}</text>`;
  });
  // A rim in the colour of the background keeps the word readable where the model is behind it.
  const style = `font-size="${fontSize_px}" fill="${cssColor(theme.ink)}" stroke="${cssColor(theme.background)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
  const column = drawSvg(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width_px}" height="${row_px * captions.length}"><g ${style}>${words.join('')}</g></svg>`,
    fontFile,
  );
  captions.forEach(({ left_px, top_px }, row) => {
    const rowBytes = row_px * column.width_px * 4;
    const word = {
      width_px: column.width_px,
      height_px: row_px,
      premultiplied: column.premultiplied.subarray(row * rowBytes, (row + 1) * rowBytes),
    };
    compositeOver(target, word, left_px, top_px);
  });
}
