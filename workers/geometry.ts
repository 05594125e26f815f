import type { Diagnostic } from '../src/contracts/diagnostics.ts';
import type { OutlineResult, SolidResult } from '../src/contracts/evaluation-protocol.ts';
import { measureBounds, outlineBounds } from '../src/mesh/bounds.ts';
import { measureMesh } from '../src/mesh/facts.ts';
import { joinFaceColors } from '../src/mesh/join-colors.ts';
import { measureOutline, readSvgOutline } from '../src/mesh/outline.ts';
import { readOff } from '../src/mesh/read-off.ts';
import { readBinaryStl } from '../src/mesh/read-stl.ts';
import { weldTriangles } from '../src/mesh/weld.ts';

/** Shared memory, so that the drawing thread sees the mesh without a copy. */
const allocateShared = (bytes: number) => new SharedArrayBuffer(bytes);

/**
 * Makes a mesh of what OpenSCAD exported.
 *
 * @param stl binary STL, the authority on coordinates.
 * @param off the same model with colours, when it may have any.
 * @returns null when there is no triangle.
 * @throws AppError ENGINE_CRASHED for malformed files, OUTPUT_TOO_LARGE for too many triangles.
 */
export function readSolidResult(
  stl: Uint8Array,
  off: Uint8Array | undefined,
): Omit<SolidResult, 'camera'> | null {
  const soup = readBinaryStl(stl);
  const notes: string[] = [];
  const colors = off === undefined ? null : readColors(soup, off, notes);
  const { dropped, ...mesh } = weldTriangles(soup, allocateShared, colors);
  if (mesh.indices.length === 0) return null;
  if (dropped.nonFinite > 0) {
    notes.push(`${dropped.nonFinite} triangles with non-finite coordinates were left out.`);
  }
  return { kind: '3d', mesh, bounds: measureBounds(mesh.positions), facts: measureMesh(mesh), notes };
}

function readColors(soup: Float32Array, off: Uint8Array, notes: string[]): Uint8Array | null {
  const { colors, mismatch } = joinFaceColors(soup, readOff(off));
  if (mismatch) notes.push('Colours are left out: the model gave other geometry when evaluated again.');
  return colors;
}

/**
 * Makes an outline of the SVG that OpenSCAD exported.
 *
 * @returns null when there is no contour of usable coordinates.
 * @throws AppError ENGINE_CRASHED for a malformed file.
 */
export function readOutlineResult(svg: Uint8Array): OutlineResult | null {
  const { contours } = readSvgOutline(new TextDecoder().decode(svg));
  const outline = { contours: contours.filter(hasFiniteArea) };
  if (outline.contours.length === 0) return null;
  return { kind: '2d', outline, bounds: outlineBounds(outline), facts: measureOutline(outline) };
}

/** Said of a model that OpenSCAD made something of, none of which can be measured or drawn. */
export const UNUSABLE_GEOMETRY: Diagnostic = {
  severity: 'warning',
  code: 'GEOMETRY_FAILED',
  message:
    'What OpenSCAD made has no usable geometry: its coordinates are not finite, or beyond the 3.4e38 mm of 32-bit numbers, or all in one place.',
  hint: 'Look for a division by zero, and for sizes and scales that multiply.',
};

/** Areas of drawings in 64-bit numbers overflow; solids come in 32-bit numbers already. */
function hasFiniteArea(contour: Float64Array): boolean {
  return contour.every(value => Number.isFinite(Math.fround(value)));
}
