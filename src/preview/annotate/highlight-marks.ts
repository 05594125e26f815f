import type { Highlight } from '../../contracts/highlight.ts';
import { drawLines, type Line } from '../raster/draw-lines.ts';
import { projectPoint, type ScreenPoint } from '../raster/project-line.ts';
import type { Rendering } from '../raster/render-scene.ts';
import { keptPart } from '../raster/section.ts';
import type { RgbaImage } from '../rgba-image.ts';
import type { Theme } from '../theme.ts';
import type { Detail } from './detail.ts';
import type { Overlay } from './overlay.ts';
import { drawRing } from './ring.ts';

/** Widths of a finding's lines and of the rim around them, for a font of 13 px. */
const LINE_PX = 3;
const RIM_PX = 1.5;

/** How strong a line is where the model hides it. */
const HIDDEN_OPACITY = 0.5;

/** The radius of the ring that marks a place, for a font of 13 px. */
const RING_PX = 6;

/** A place counts as seen when one of so many samples around it is not before it, by this share of its depth. */
const NEIGHBOURS = 2;
const DEPTH_TOLERANCE = 1e-3;

/** Draws the lines of a finding, thick where they are seen and paler where the model is before them. */
export function drawFindingLines(
  image: RgbaImage,
  { lines }: Highlight,
  rendering: Rendering,
  detail: Detail,
  theme: Theme,
): void {
  const width_px = LINE_PX * Math.max(0.7, detail.unit);
  const rim_px = width_px + 2 * RIM_PX;
  for (const { color, ends } of lines) {
    const kept = listKept(ends, rendering);
    if (kept.length === 0) continue;
    drawLines(image, kept, { width_px, color, opacity: HIDDEN_OPACITY, hiddenBy: 'nothing' }, rendering);
    const seen = { opacity: 1, hiddenBy: 'nearer faces' } as const;
    drawLines(image, kept, { ...seen, width_px: rim_px, color: theme.background }, rendering);
    drawLines(image, kept, { ...seen, width_px, color }, rendering);
  }
}

function listKept(ends: Float32Array, { cut }: Rendering): Line[] {
  const kept: Line[] = [];
  for (let at = 0; at < ends.length; at += 6) {
    const line = keptPart(
      [ends[at], ends[at + 1], ends[at + 2]],
      [ends[at + 3], ends[at + 4], ends[at + 5]],
      cut,
    );
    if (line !== null) kept.push({ from: line[0], to: line[1] });
  }
  return kept;
}

/** Marks the places of a finding, also where the model is before them. */
export function markFindingPoints({ points }: Highlight, rendering: Rendering, detail: Detail): Overlay {
  return points.flatMap(({ at, color }) => {
    const { transform, samplesPerAxis, cut, opaque } = rendering;
    const sample = keptPart(at, at, cut) && projectPoint(at, transform);
    if (sample === null) return [];
    const place = { x: sample.x / samplesPerAxis, y: sample.y / samplesPerAxis };
    const ring = drawRing(place, RING_PX * Math.max(0.7, detail.unit), color);
    return isHidden(sample, opaque) ? [`<g opacity="${HIDDEN_OPACITY}">${ring}</g>`] : [ring];
  });
}

/** Whether all samples around a point on the screen show something nearer, by more than rounding. */
function isHidden({ x, y, nearness }: ScreenPoint, opaque: Rendering['opaque']): boolean {
  const inFrontOf = nearness + Math.abs(nearness) * DEPTH_TOLERANCE;
  for (let row = Math.round(y) - NEIGHBOURS; row <= Math.round(y) + NEIGHBOURS; row++) {
    for (let column = Math.round(x) - NEIGHBOURS; column <= Math.round(x) + NEIGHBOURS; column++) {
      if (row < 0 || row >= opaque.height || column < 0 || column >= opaque.width) return false;
      if (opaque.nearness[row * opaque.width + column] <= inFrontOf) return false;
    }
  }
  return true;
}
