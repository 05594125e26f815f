import type { OutlineResult, SolidResult } from '../src/contracts/worker-protocol.ts';
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
 * @returns null when there is no contour.
 * @throws AppError ENGINE_CRASHED for a malformed file.
 */
export function readOutlineResult(svg: Uint8Array): OutlineResult | null {
  const outline = readSvgOutline(new TextDecoder().decode(svg));
  if (outline.contours.length === 0) return null;
  return { kind: '2d', outline, bounds: outlineBounds(outline), facts: measureOutline(outline) };
}
