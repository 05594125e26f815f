import type { Section } from '../../contracts/picture.ts';
import { captionIndent_px, captionRow_px, captionSize_px } from '../caption.ts';
import type { Theme } from '../theme.ts';
import type { Detail } from './detail.ts';
import { formatNumber } from './format-number.ts';
import { drawText } from './lettering.ts';
import type { Overlay } from './overlay.ts';

/** The row's height as a multiple of the font's size. */
const ROW = 1.3;

/** The height at the upper border that the view's name on a sheet and the section's label take. */
export function headerHeight_px(section: Section | undefined, height_px: number, detail: Detail): number {
  const name_px = detail.isCell ? captionRow_px(captionSize_px(height_px)) : 0;
  return name_px + (section === undefined ? 0 : ROW * detail.font_px);
}

/** Tells where a model is cut open, in the upper left corner; on a sheet under the view's name. */
export function drawSectionLabel(
  { axis, offset_mm }: Section,
  height_px: number,
  detail: Detail,
  theme: Theme,
): Overlay {
  if (!detail.words) return [];
  const caption_px = captionSize_px(height_px);
  const indent_px = captionIndent_px(caption_px);
  const baseline = (detail.isCell ? captionRow_px(caption_px) : indent_px) + detail.font_px;
  const text = `section ${axis} = ${formatNumber(offset_mm)} mm`;
  return [drawText(text, indent_px, baseline, 'start', { font_px: detail.font_px, theme })];
}
