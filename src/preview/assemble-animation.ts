import type { AnimationJob, AnimationPictures } from '../contracts/mesh-protocol.ts';
import { type ContactSheet, drawContactSheet } from './draw-contact-sheet.ts';
import type { DrawResources } from './drawing.ts';
import { encodeApngWithin } from './png/encode-apng.ts';
import { type BudgetedPng, encodePngWithin } from './png/encode-png-within.ts';
import { createImage, type RgbaImage } from './rgba-image.ts';
import { themeOf } from './theme.ts';

/** A sheet is not made smaller than this: nothing could be told from it. */
const MIN_SHEET_SIDE_PX = 200;

/** Makes an animated PNG of drawn frames, and a sheet of all of them side by side, labelled. */
export function assembleAnimation(job: AnimationJob, resources: DrawResources): AnimationPictures {
  const { width_px, height_px, frameDuration_ms, maxBytes } = job;
  const { background } = themeOf(job.colorScheme);
  const blank = createImage(width_px, height_px, background).rgba;
  const frames = job.frames.map(frame => frame ?? blank);
  const { png, colors, fits } = encodeApngWithin({ width_px, height_px, frames, frameDuration_ms }, maxBytes);
  const notes = describeReduction(colors, fits, maxBytes);
  const pictures = frames.map((rgba): RgbaImage => ({ width_px, height_px, rgba }));
  return { png, sheet: makeSheet(job, pictures, resources), notes };
}

function describeReduction(colors: number | null, fits: boolean, maxBytes: number): string[] {
  const limit = `${maxBytes / 1e6} MB`;
  if (!fits) {
    return [
      `Even with 16 colours the animation is larger than ${limit}: use fewer frames or make them smaller.`,
    ];
  }
  return colors === null ? [] : [`The animation has ${colors} colours to stay under ${limit}.`];
}

/** Draws the sheet, and again smaller while it has too many bytes. */
function makeSheet(
  { labels, colorScheme, maxSheetSide_px, maxSheetBytes }: AnimationJob,
  pictures: readonly RgbaImage[],
  resources: DrawResources,
): AnimationPictures['sheet'] {
  const theme = themeOf(colorScheme);
  let side_px = maxSheetSide_px;
  for (;;) {
    const sheet = drawContactSheet({ pictures, labels }, side_px, theme, resources);
    const encoded = encodePngWithin(sheet.width_px, sheet.height_px, sheet.rgba, maxSheetBytes);
    const longest_px = Math.max(sheet.width_px, sheet.height_px);
    const next_px = Math.floor(longest_px * Math.sqrt(maxSheetBytes / encoded.png.length) * 0.95);
    if (encoded.fits || next_px < MIN_SHEET_SIDE_PX) return describeSheet(sheet, encoded, maxSheetBytes);
    side_px = next_px;
  }
}

function describeSheet(
  { width_px, height_px, grid }: ContactSheet,
  { png, colors }: BudgetedPng,
  maxBytes: number,
): AnimationPictures['sheet'] {
  const { columns, rows } = grid;
  const note = `The sheet has ${colors} colours to stay under ${Math.floor(maxBytes / 1000)} kB.`;
  return { view: 'frames', width_px, height_px, png, notes: colors === null ? [] : [note], columns, rows };
}
