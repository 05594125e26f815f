import type { Theme } from '../theme.ts';
import type { Detail } from './detail.ts';
import { inset_px } from './footer.ts';
import { formatNumber } from './format-number.ts';
import { drawText, textWidth_px } from './lettering.ts';
import type { Overlay } from './overlay.ts';
import { roundLengthUpTo } from './round-length.ts';
import { drawStrokes } from './strokes.ts';

/** The longest bar, as a part of the picture's width. */
const MOST_LENGTH = 0.18;

/** Lengths for a font of 13 px. */
const SIZES_PX = { tick: 7, width: 1.6, textGap: 6 };

/** A bar that shows a length at the scale of the picture. */
export interface ScaleBar {
  readonly length_mm: number;
  readonly label: string;
  readonly left_px: number;
  readonly right_px: number;
  readonly y_px: number;
}

/** Lays out a bar of a round length with its number at its right, in the lower right corner. */
export function layOutScaleBar(
  width_px: number,
  height_px: number,
  mm_per_px: number,
  detail: Detail,
): ScaleBar {
  const length_mm = roundLengthUpTo(MOST_LENGTH * width_px * mm_per_px);
  const label = `${formatNumber(length_mm)} mm`;
  const text_px = textWidth_px(label, detail.font_px) + SIZES_PX.textGap * detail.unit;
  const right_px = width_px - inset_px(detail) - text_px;
  return {
    length_mm,
    label,
    left_px: right_px - length_mm / mm_per_px,
    right_px,
    y_px: height_px - inset_px(detail) - (SIZES_PX.tick / 2) * detail.unit,
  };
}

/** Draws a scale bar. */
export function drawScaleBar(
  bar: ScaleBar,
  height_px: number,
  { font_px, unit }: Detail,
  theme: Theme,
): Overlay {
  const { left_px: left, right_px: right, y_px: y } = bar;
  const half = (SIZES_PX.tick / 2) * unit;
  const shape = drawStrokes(
    [
      [
        { x: left, y },
        { x: right, y },
      ],
      [
        { x: left, y: y - half },
        { x: left, y: y + half },
      ],
      [
        { x: right, y: y - half },
        { x: right, y: y + half },
      ],
    ],
    SIZES_PX.width * unit,
    theme.ink,
  );
  const baseline = height_px - inset_px({ unit });
  const text = drawText(bar.label, right + SIZES_PX.textGap * unit, baseline, 'start', { font_px, theme });
  return [shape, text];
}
