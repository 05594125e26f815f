import { CLIPPED_POLYGON_SIZE, clipTriangle, shareKept } from './clip-triangle.ts';
import { fillTriangle } from './fill-triangle.ts';
import type { Frame } from './frame.ts';
import { BACK_FACING, NOT_IN_FRONT, type VisibilityBuffer } from './visibility-buffer.ts';

/** Which faces to draw, by their alpha, both ends included. */
export interface AlphaRange {
  readonly least: number;
  readonly most: number;
}

/** Faces that hide what is behind them. */
export const OPAQUE: AlphaRange = { least: 255, most: 255 };

/** Faces that let through what is behind them. Alpha 0 is in neither range: it cannot be seen. */
export const TRANSLUCENT: AlphaRange = { least: 1, most: 254 };

/** Faces that can be seen at all. */
export const VISIBLE: AlphaRange = { least: 1, most: 255 };

/** Draws the model's faces of the given opacity into the buffer. */
export function rasterizeModel(buffer: VisibilityBuffer, frame: Frame, alphas: AlphaRange): void {
  const { model, screen, cut } = frame;
  const { indices, faceColors } = model.data;
  const { x, y, nearness } = screen;
  const hideBacks = model.backFaces === 'hide';
  const polygon = new Float32Array(CLIPPED_POLYGON_SIZE);
  const triangles = indices.length / 3;
  for (let triangle = 0, i = 0; triangle < triangles; triangle++, i += 3) {
    const alpha = faceColors === null ? 255 : faceColors[triangle * 4 + 3];
    if (alpha < alphas.least || alpha > alphas.most) continue;
    const share = cut === null ? 'all' : shareKept(frame, triangle);
    if (share === 'none') continue;
    const a = indices[i];
    const b = indices[i + 1];
    const c = indices[i + 2];
    const aNear = nearness[a];
    const bNear = nearness[b];
    const cNear = nearness[c];
    const inFront = aNear !== NOT_IN_FRONT && bNear !== NOT_IN_FRONT && cNear !== NOT_IN_FRONT;
    if (share === 'some' || !inFront) {
      const corners = clipTriangle(frame, triangle, polygon);
      fillPolygon(buffer, triangle, polygon, corners, hideBacks);
      continue;
    }
    const ax = x[a];
    const ay = y[a];
    const bx = x[b];
    const by = y[b];
    const cx = x[c];
    const cy = y[c];
    const doubleArea = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    // With y downwards, counter-clockwise corners give a negative area. NaN is neither.
    if (!(doubleArea < 0 || (doubleArea > 0 && !hideBacks))) continue;
    if (missesSamples(ax, bx, cx, buffer.width) || missesSamples(ay, by, cy, buffer.height)) continue;
    const face = doubleArea < 0 ? triangle : triangle | BACK_FACING;
    fillTriangle(buffer, face, ax, ay, aNear, bx, by, bNear, cx, cy, cNear);
  }
}

/** Draws a convex polygon (x, y, nearness per corner) as triangles around its first corner. */
function fillPolygon(
  buffer: VisibilityBuffer,
  triangle: number,
  p: Float32Array,
  corners: number,
  hideBacks: boolean,
): void {
  for (let b = 3; b + 3 < corners * 3; b += 3) {
    const c = b + 3;
    const doubleArea = (p[b] - p[0]) * (p[c + 1] - p[1]) - (p[c] - p[0]) * (p[b + 1] - p[1]);
    if (!(doubleArea < 0 || (doubleArea > 0 && !hideBacks))) continue;
    const face = doubleArea < 0 ? triangle : triangle | BACK_FACING;
    fillTriangle(buffer, face, p[0], p[1], p[2], p[b], p[b + 1], p[b + 2], p[c], p[c + 1], p[c + 2]);
  }
}

/** Tells whether no sample centre (at a half) lies between the three, or only ones off the screen. */
function missesSamples(a: number, b: number, c: number, size: number): boolean {
  const first = Math.ceil(Math.min(a, b, c) - 0.5);
  const end = Math.ceil(Math.max(a, b, c) - 0.5);
  return first >= end || end <= 0 || first >= size;
}
