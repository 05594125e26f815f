import { CLIPPED_POLYGON_SIZE, placeTriangle } from './clip-triangle.ts';
import { eyeRays } from './eye-rays.ts';
import type { Frame } from './frame.ts';
import { createRowCrossings, crossRows } from './row-crossings.ts';
import { scratchInts } from './scratch.ts';
import type { ScreenTransform } from './screen-transform.ts';
import type { SectionCut } from './section.ts';
import type { VisibilityBuffer } from './visibility-buffer.ts';

/** The hatching: lines at 45°, counted along a row. */
const HATCH = { period_px: 8, width_px: 1.5 } as const;

/** The plane of a section as the eye sees it. */
export interface SectionPlane {
  /** Unit vector towards the removed half, in eye coordinates. */
  readonly normal: readonly [number, number, number];
  /** How far the eye is from the plane, on the removed side. */
  readonly eyeDistance_mm: number;
}

/** The section's plane in eye coordinates. */
export function sectionPlane(
  { axis, offset_mm, removedSide }: SectionCut,
  { modelView: m }: ScreenTransform,
): SectionPlane {
  const column = axis * 4;
  const x = m[column] * removedSide;
  const y = m[column + 1] * removedSide;
  const z = m[column + 2] * removedSide;
  const length = Math.hypot(x, y, z);
  const originToPlane = x * m[12] + y * m[13] + z * m[14] + offset_mm * removedSide * length * length;
  return { normal: [x / length, y / length, z / length], eyeDistance_mm: -originToPlane / length };
}

/**
 * Paints the solid's cut surface into the buffer, as face number `capFace` and, on the lines of the
 * hatching, `capFace + 1`.
 *
 * A point of the plane is inside the solid when a ray from it, away from the eye, leaves the solid once
 * more often than it enters it. That is counted for all samples together, without regard to depth, so it
 * is as exact as the outlines of the faces are.
 */
export function paintCap(
  buffer: VisibilityBuffer,
  frame: Frame,
  cut: SectionCut,
  capFace: number,
  samplesPerAxis: number,
): void {
  const nearness = planeNearness(sectionPlane(cut, frame.transform), frame.transform);
  if (nearness === null) return;
  const { width, height } = buffer;
  const changes = countCrossings(frame, width, height);
  const nearest = frame.transform.perspective ? 1 / frame.transform.near_mm : Infinity;
  const period = HATCH.period_px * samplesPerAxis;
  const lineWidth = HATCH.width_px * samplesPerAxis;
  for (let row = 0; row < height; row++) {
    let windings = 0;
    for (let column = 0; column < width; column++) {
      windings += changes[row * (width + 1) + column];
      if (windings >= 0) continue;
      const here = nearness.first + row * nearness.perRow + column * nearness.perColumn;
      // Before the near plane there is nothing to see of the section.
      if (here > nearest) continue;
      const sample = row * width + column;
      buffer.nearness[sample] = here;
      buffer.faces[sample] = (row + column) % period < lineWidth ? capFace + 1 : capFace;
    }
  }
}

/** The nearness of the plane, which is linear on the screen; null where the eye does not see its face. */
function planeNearness(
  { normal: [x, y, z], eyeDistance_mm }: SectionPlane,
  transform: ScreenTransform,
): { readonly first: number; readonly perColumn: number; readonly perRow: number } | null {
  const { perspective, x0, dx, y0, dy } = eyeRays(transform);
  // A point (ray · w, -w) is in the plane when its product with the normal is -eyeDistance.
  if (perspective) {
    if (!(eyeDistance_mm > 0)) return null;
    return {
      first: (z - x * x0 - y * y0) / eyeDistance_mm,
      perColumn: (-x * dx) / eyeDistance_mm,
      perRow: (-y * dy) / eyeDistance_mm,
    };
  }
  if (!(z > 0)) return null;
  return {
    first: -(x * x0 + y * y0 + eyeDistance_mm) / z,
    perColumn: (-x * dx) / z,
    perRow: (-y * dy) / z,
  };
}

/**
 * For every sample how many more faces are seen from the front than from behind, as the difference to the
 * sample left of it: `width + 1` numbers per row, the last of which is of no use.
 */
function countCrossings(frame: Frame, width: number, height: number): Int32Array {
  const changes = scratchInts('section crossings', (width + 1) * height).fill(0);
  const crossings = createRowCrossings(height);
  const { columns } = crossings;
  const polygon = new Float32Array(CLIPPED_POLYGON_SIZE);
  const triangles = frame.model.data.indices.length / 3;
  for (let triangle = 0; triangle < triangles; triangle++) {
    const corners = placeTriangle(frame, triangle, polygon);
    for (let corner = 0; corner < corners; corner++) {
      const from = corner * 3;
      const to = ((corner + 1) % corners) * 3;
      // Faces seen from the front run down their left side.
      const change = polygon[from + 1] < polygon[to + 1] ? 1 : -1;
      crossRows(crossings, polygon[from], polygon[from + 1], polygon[to], polygon[to + 1], width);
      for (let row = crossings.firstRow; row < crossings.endRow; row++) {
        changes[row * (width + 1) + columns[row]] += change;
      }
    }
  }
  return changes;
}
