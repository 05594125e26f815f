import type { PictureRequest } from '../../contracts/picture.ts';
import type { Theme } from '../theme.ts';
import type { Detail } from './detail.ts';
import { formatNumber } from './format-number.ts';
import { drawText } from './lettering.ts';
import type { Overlay } from './overlay.ts';

/** From the picture's border to what stands along it, for a font of 13 px. */
const INSET_PX = 9;

/** A line of words with the room above it, as a multiple of the font's size. */
const ROW = 1.4;

/** What stands along the lower border of a picture. */
export interface FooterFacts {
  /** Null when there is no grid to be seen. */
  readonly gridSpacing_mm: number | null;
  readonly dimensioned: boolean;
  readonly scaled: boolean;
  /** Where the scale bar begins, or the right border. */
  readonly right_px: number;
}

/** From the picture's border to what stands along it. */
export function inset_px({ unit }: Pick<Detail, 'unit'>): number {
  return INSET_PX * unit;
}

/** The height that the row of words and the scale bar takes at the lower border, or 0 without any. */
export function footerWordsHeight_px(request: PictureRequest, detail: Detail): number {
  return detail.words && (request.grid || request.dimensions) ? ROW * detail.font_px : 0;
}

/** The unit of the dimensions and the spacing of the grid, in the lower right corner. */
export function drawFooter(facts: FooterFacts, height_px: number, detail: Detail, theme: Theme): Overlay {
  if (!detail.words) return [];
  const words: string[] = [];
  // On a sheet, where room is scarce, the unit of the grid or the scale bar says enough.
  const unitIsTold = facts.gridSpacing_mm !== null || facts.scaled;
  if (facts.dimensioned && !(detail.isCell && unitIsTold)) words.push('dimensions in mm');
  if (facts.gridSpacing_mm !== null) words.push(`grid ${formatNumber(facts.gridSpacing_mm)} mm`);
  if (words.length === 0) return [];
  const right = facts.right_px - inset_px(detail);
  const baseline = height_px - inset_px(detail);
  return [drawText(words.join(', '), right, baseline, 'end', { font_px: detail.font_px, theme })];
}
