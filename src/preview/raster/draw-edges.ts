import { shareKept } from './clip-triangle.ts';
import type { Frame } from './frame.ts';
import type { ScreenVertices } from './project-vertices.ts';
import { OPAQUE, TRANSLUCENT } from './rasterize.ts';
import { NOT_IN_FRONT, type VisibilityBuffer } from './visibility-buffer.ts';

/**
 * Draws the sides of all faces as lines two samples wide. This is for models of which no face covers a
 * sample, because they are seen edge-on or are smaller than that: a line or a dot tells more than nothing.
 */
export function drawFaceEdges(buffer: VisibilityBuffer, frame: Frame): void {
  const { model, screen } = frame;
  const { indices, faceColors } = model.data;
  for (let i = 0; i < indices.length; i++) {
    const triangle = Math.floor(i / 3);
    const alpha = faceColors === null ? OPAQUE.most : faceColors[triangle * 4 + 3];
    if (alpha < TRANSLUCENT.least || shareKept(frame, triangle) === 'none') continue;
    drawLine(buffer, triangle, screen, indices[i], indices[i % 3 === 2 ? i - 2 : i + 1]);
  }
}

/** Draws the part of a line that is on the screen; lines that reach behind the eye are left out. */
function drawLine(
  buffer: VisibilityBuffer,
  face: number,
  { x, y, nearness }: ScreenVertices,
  from: number,
  to: number,
): void {
  if (nearness[from] === NOT_IN_FRONT || nearness[to] === NOT_IN_FRONT) return;
  const dx = x[to] - x[from];
  const dy = y[to] - y[from];
  const visible = partInside(x[from], dx, y[from], dy, buffer.width, buffer.height);
  if (visible === null) return;
  const steps = Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) * (visible.end - visible.start)) + 1;
  for (let step = 0; step <= steps; step++) {
    const part = visible.start + ((visible.end - visible.start) * step) / steps;
    const here = nearness[from] + (nearness[to] - nearness[from]) * part;
    drawDot(buffer, face, x[from] + dx * part, y[from] + dy * part, here);
  }
}

/** Covers the 2 x 2 samples around a point. */
function drawDot(buffer: VisibilityBuffer, face: number, x: number, y: number, nearness: number): void {
  const left = Math.round(x) - 1;
  const top = Math.round(y) - 1;
  for (let row = Math.max(0, top); row <= Math.min(buffer.height - 1, top + 1); row++) {
    for (let column = Math.max(0, left); column <= Math.min(buffer.width - 1, left + 1); column++) {
      const sample = row * buffer.width + column;
      if (nearness <= buffer.nearness[sample]) continue;
      buffer.nearness[sample] = nearness;
      buffer.faces[sample] = face;
    }
  }
}

/** The part of the line (x + t·dx, y + t·dy), t from 0 to 1, inside the screen (Liang–Barsky), or null. */
function partInside(
  x: number,
  dx: number,
  y: number,
  dy: number,
  width: number,
  height: number,
): { start: number; end: number } | null {
  let start = 0;
  let end = 1;
  for (const [distance, change] of [
    [x, dx],
    [width - x, -dx],
    [y, dy],
    [height - y, -dy],
  ]) {
    if (change === 0 && distance < 0) return null;
    if (change > 0) start = Math.max(start, -distance / change);
    if (change < 0) end = Math.min(end, -distance / change);
  }
  return start <= end ? { start, end } : null;
}
