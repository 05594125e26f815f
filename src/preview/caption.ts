import { compositeOver, type RgbaImage } from './rgba-image.ts';
import { drawSvg } from './svg.ts';
import { cssColor, THEME } from './theme.ts';

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
): void {
  // All captions are drawn as one column: reading the font takes longer than drawing the words.
  const row_px = Math.ceil(fontSize_px * 1.6);
  const width_px = Math.ceil(fontSize_px * 0.8 * Math.max(...captions.map(({ text }) => text.length + 2)));
  const words = captions.map(({ text }, row) => {
    const baseline = (row * row_px + fontSize_px * 1.2).toFixed(1);
    return `<text x="${(fontSize_px * 0.5).toFixed(1)}" y="${baseline}">${text}</text>`;
  });
  // A rim in the colour of the background keeps the word readable where the model is behind it.
  const style = `font-size="${fontSize_px}" fill="${cssColor(THEME.captionText)}" stroke="${cssColor(THEME.background)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
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
