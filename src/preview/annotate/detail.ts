import type { PictureRequest } from '../../contracts/picture.ts';

/** How much is drawn into a picture or a cell of a sheet, and how large. */
export interface Detail {
  /** Height of the letters' line. */
  readonly font_px: number;
  /** What lengths meant for a font of 13 px are multiplied by. */
  readonly unit: number;
  /** The same for the triad, which is smaller where there are no words. */
  readonly triadUnit: number;
  /** Whether it is one of several views of a sheet. */
  readonly isCell: boolean;
  /** Whether there is room for words besides the numbers of dimensions. */
  readonly words: boolean;
  /** Whether there is room for dimensions. */
  readonly dimensions: boolean;
}

/** Letters as a part of the picture's shorter side, and their limits. */
const FONT = { share: 0.025, least_px: 11, most_px: 64 };

/** The shorter side below which a picture has no words. */
const WORDS_FROM_PX = 200;

/** The shorter side below which a picture has no dimensions: they would be larger than the model. */
const DIMENSIONS_FROM_PX = 120;

/** The shorter side from which on the triad has its full size, and the part of it that is always kept. */
const TRIAD_FROM_PX = 250;
const LEAST_TRIAD = 0.5;

/** What suits a picture of the given size, which is a cell of a sheet when a larger one is asked for. */
export function detailFor(request: PictureRequest, width_px: number, height_px: number): Detail {
  const side_px = Math.min(width_px, height_px);
  const font_px = Math.min(FONT.most_px, Math.max(FONT.least_px, side_px * FONT.share));
  return {
    font_px,
    unit: font_px / 13,
    triadUnit: (font_px / 13) * Math.min(1, Math.max(LEAST_TRIAD, side_px / TRIAD_FROM_PX)),
    isCell: width_px < request.width_px || height_px < request.height_px,
    words: side_px >= WORDS_FROM_PX,
    dimensions: side_px >= DIMENSIONS_FROM_PX,
  };
}
