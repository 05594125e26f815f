import { CUT_FACE_RGB, UNCOLORED_FACE_RGB } from '../contracts/mesh.ts';
import type { OffPolygons } from './read-off.ts';

/** The colours of a triangle soup, or why there are none. */
export interface JoinedColors {
  /** Red, green, blue, alpha per triangle (0–255), or null. */
  readonly colors: Uint8Array | null;
  /** True when the model has colours but the two files describe different shapes. */
  readonly mismatch: boolean;
}

/**
 * Largest difference between a coordinate and its six-digit print, relative to the coordinate: half a
 * unit of the sixth digit of 1.00000, plus the rounding of the exact one to float32 (6e-8).
 */
const PRINT_TOLERANCE = 5.1e-6;

/** Below the smallest normal float32 the STL file holds less than six digits itself. */
const SMALLEST_NORMAL = 1.2e-38;

/**
 * Gives the triangles of an STL file the colours from an OFF file of the same model: only OFF holds
 * colours, only STL holds exact coordinates, and OpenSCAD lists the triangles of both in the same order.
 *
 * - No colours when nothing has a colour of its own. Cut faces alone do not count: OpenSCAD shows them
 *   green in its quick preview only, not in a full render.
 * - A lone primitive has faces with more than three corners, all of one colour, and so do its triangles.
 * - Otherwise the triangles are compared one by one. They differ when OpenSCAD evaluated the model anew
 *   for each file and it calls `rands()` without a seed: then no colours, and `mismatch`.
 */
export function joinFaceColors(soup: Float32Array, off: OffPolygons): JoinedColors {
  const faceColors = off.faceColors;
  if (faceColors === null || !hasOwnColor(faceColors)) return { colors: null, mismatch: false };
  if (isOneColor(faceColors)) {
    return { colors: repeatColor(faceColors, soup.length / 9), mismatch: false };
  }
  const mismatch = !describesSameTriangles(soup, off);
  return { colors: mismatch ? null : faceColors, mismatch };
}

/** Whether any face has another colour than the two that OpenSCAD gives to faces nobody coloured. */
function hasOwnColor(colors: Uint8Array): boolean {
  for (let at = 0; at < colors.length; at += 4) {
    if (!isOpaque(colors, at, UNCOLORED_FACE_RGB) && !isOpaque(colors, at, CUT_FACE_RGB)) return true;
  }
  return false;
}

function isOpaque(colors: Uint8Array, at: number, rgb: readonly [number, number, number]): boolean {
  return (
    colors[at] === rgb[0] && colors[at + 1] === rgb[1] && colors[at + 2] === rgb[2] && colors[at + 3] === 255
  );
}

function isOneColor(colors: Uint8Array): boolean {
  for (let at = 4; at < colors.length; at++) {
    if (colors[at] !== colors[at - 4]) return false;
  }
  return true;
}

function repeatColor(colors: Uint8Array, triangles: number): Uint8Array {
  const repeated = new Uint8Array(triangles * 4);
  for (let at = 0; at < repeated.length; at++) repeated[at] = colors[at % 4];
  return repeated;
}

function describesSameTriangles(soup: Float32Array, off: OffPolygons): boolean {
  const triangles = soup.length / 9;
  if (off.faceStarts.length - 1 !== triangles) return false;
  for (let triangle = 0; triangle < triangles; triangle++) {
    if (off.faceStarts[triangle + 1] !== (triangle + 1) * 3) return false;
  }
  for (let corner = 0; corner < off.corners.length; corner++) {
    const printed = off.corners[corner] * 3;
    for (let axis = 0; axis < 3; axis++) {
      if (!isPrintOf(off.vertices[printed + axis], soup[corner * 3 + axis])) return false;
    }
  }
  return true;
}

/** Whether `printed` may be what is left of `exact` after printing six significant digits. */
function isPrintOf(printed: number, exact: number): boolean {
  // 1e39 fits a double and OFF, but not a float32 and STL; such triangles are dropped later anyway.
  if (!Number.isFinite(exact)) return true;
  return Math.abs(printed - exact) <= Math.abs(exact) * PRINT_TOLERANCE + SMALLEST_NORMAL;
}
