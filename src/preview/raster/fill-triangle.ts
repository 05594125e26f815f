import type { VisibilityBuffer } from './visibility-buffer.ts';

/**
 * Puts a triangle into the buffer wherever it is nearer than what is there. Corners are in samples with
 * their nearness, in any order; a sample counts when its centre is inside.
 *
 * No gap and no overlap appears between neighbours: whichever triangle asks, an edge is evaluated from its
 * upper corner with the same numbers, and a centre on an edge belongs to the triangle right of or below it.
 */
export function fillTriangle(
  buffer: VisibilityBuffer,
  face: number,
  ax: number,
  ay: number,
  aNearness: number,
  bx: number,
  by: number,
  bNearness: number,
  cx: number,
  cy: number,
  cNearness: number,
): void {
  // Sorts the corners from top to bottom: a, b, c.
  if (by < ay) {
    fillTriangle(buffer, face, bx, by, bNearness, ax, ay, aNearness, cx, cy, cNearness);
    return;
  }
  if (cy < by) {
    fillTriangle(buffer, face, ax, ay, aNearness, cx, cy, cNearness, bx, by, bNearness);
    return;
  }
  const doubleArea = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  const { width, height, nearness, faces } = buffer;

  // Nearness is linear on the screen: its change per sample to the right and downwards.
  const bRise = bNearness - aNearness;
  const cRise = cNearness - aNearness;
  const perColumn = (bRise * (cy - ay) - cRise * (by - ay)) / doubleArea;
  const perRow = (cRise * (bx - ax) - bRise * (cx - ax)) / doubleArea;

  const slopeAC = (cx - ax) / (cy - ay);
  const slopeAB = by > ay ? (bx - ax) / (by - ay) : 0;
  const slopeBC = cy > by ? (cx - bx) / (cy - by) : 0;
  const bendsRight = doubleArea > 0;
  const firstRow = Math.max(0, Math.ceil(ay - 0.5));
  const endRow = Math.min(height, Math.ceil(cy - 0.5));
  for (let row = firstRow; row < endRow; row++) {
    const centerY = row + 0.5;
    const straight = ax + (centerY - ay) * slopeAC;
    const bent = centerY < by ? ax + (centerY - ay) * slopeAB : bx + (centerY - by) * slopeBC;
    const first = Math.max(0, Math.ceil((bendsRight ? straight : bent) - 0.5));
    const end = Math.min(width, Math.ceil((bendsRight ? bent : straight) - 0.5));
    let here = aNearness + (first + 0.5 - ax) * perColumn + (centerY - ay) * perRow;
    const rowEnd = row * width + end;
    for (let sample = row * width + first; sample < rowEnd; sample++) {
      if (here > nearness[sample]) {
        nearness[sample] = here;
        faces[sample] = face;
      }
      here += perColumn;
    }
  }
}
