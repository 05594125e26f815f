import type { Mesh, Vec2 } from '../../contracts/mesh.ts';
import { type Chain, chainCrossings } from './chain-crossings.ts';
import { simplifyContour } from './contours.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { roundingTolerance } from './rounding.ts';

/** An axis of the model. */
export type Axis = 'x' | 'y' | 'z';

/** A closed line around material, or around a hole in it. */
export interface SectionContour {
  /** Corners without a repeated last one, in the plane's own axes ({@link SectionMeasure.plane_axes}). */
  readonly points_mm: readonly Vec2[];
  readonly is_hole: boolean;
  /** What the line encloses. */
  readonly area_mm2: number;
  readonly perimeter_mm: number;
}

/** A model cut by a plane square to an axis. */
export interface SectionMeasure {
  readonly axis: Axis;
  readonly offset_mm: number;
  /** The axes along which contours are given, as one sees the plane in OpenSCAD's standard views. */
  readonly plane_axes: readonly [Axis, Axis];
  /** Area of the material, holes taken off. Solids that overlap count twice. */
  readonly area_mm2: number;
  /** Length of all contours, holes included. */
  readonly perimeter_mm: number;
  /** Largest first. */
  readonly contours: readonly SectionContour[];
  /** False when a line did not close, because the surface has a gap there; it is left out. */
  readonly closed: boolean;
  /**
   * Faces that lie in the plane make the section just below it differ from the one just above; this tells
   * which of the two is given, namely the one with more area. `at` when there is no such face.
   */
  readonly side: 'at' | 'below' | 'above';
}

/** The two axes of the plane; seen so, y is a plane's front. */
const PLANE_AXES = { x: ['y', 'z'], y: ['x', 'z'], z: ['x', 'y'] } as const satisfies Record<
  Axis,
  readonly [Axis, Axis]
>;

const AXIS_NUMBERS = { x: 0, y: 1, z: 2 } as const;

/**
 * Cuts a model with the plane where `axis` is `offset_mm`.
 *
 * A vertex in the plane counts as above it (for the section just below the plane) or as below it (for
 * the one just above), so that each triangle is either not cut or cut through two of its sides, and
 * neighbours agree about the side they share. Contours are followed from triangle to triangle.
 */
export function measureSection(structure: MeshStructure, axis: Axis, offset_mm: number): SectionMeasure {
  // Vertices are float32: 0.1 written in a model and 0.1 given here are the same place only after rounding.
  const plane = Math.fround(offset_mm);
  const below = cut(structure, axis, plane, 'below');
  if (!hasFaceInPlane(structure.mesh, AXIS_NUMBERS[axis], plane)) return { ...below, side: 'at' };
  const above = cut(structure, axis, plane, 'above');
  return above.area_mm2 > below.area_mm2 ? above : below;
}

function hasFaceInPlane({ positions, indices }: Mesh, axis: number, offset: number): boolean {
  for (let corner = 0; corner < indices.length; corner += 3) {
    if (
      positions[indices[corner] * 3 + axis] === offset &&
      positions[indices[corner + 1] * 3 + axis] === offset &&
      positions[indices[corner + 2] * 3 + axis] === offset
    ) {
      return true;
    }
  }
  return false;
}

function cut(
  structure: MeshStructure,
  axis: Axis,
  offset_mm: number,
  side: 'below' | 'above',
): SectionMeasure {
  const { mesh, halfEdges } = structure;
  const plane_axes = PLANE_AXES[axis];
  const [u, v] = [AXIS_NUMBERS[plane_axes[0]], AXIS_NUMBERS[plane_axes[1]]];
  const chains = chainCrossings(mesh, halfEdges.mates, {
    axis: AXIS_NUMBERS[axis],
    offset: offset_mm,
    side,
    u,
    v,
  });
  const tolerance = roundingTolerance(mesh.positions);
  const closed = chains.filter(chain => chain.isClosed);
  const signed = closed.map(chain => measureContour(chain, tolerance)).filter(contour => contour !== null);
  // Of a solid that is inside out the contours run the other way round.
  const total = signed.reduce((sum, contour) => sum + contour.signedArea, 0);
  const contours = signed.map(({ signedArea, ...contour }) => ({
    ...contour,
    is_hole: signedArea * total < 0,
    area_mm2: Math.abs(signedArea),
  }));
  return {
    axis,
    offset_mm,
    plane_axes,
    area_mm2: Math.abs(total),
    perimeter_mm: contours.reduce((sum, { perimeter_mm }) => sum + perimeter_mm, 0),
    contours: contours.sort((a, b) => b.area_mm2 - a.area_mm2),
    closed: closed.length === chains.length,
    side,
  };
}

function measureContour({ points }: Chain, tolerance: number) {
  let twice = 0;
  let perimeter_mm = 0;
  const [originU, originV] = points[0];
  for (let at = 0; at < points.length; at++) {
    const [u, v] = points[at];
    const [nextU, nextV] = points[(at + 1) % points.length];
    twice += (u - originU) * (nextV - originV) - (nextU - originU) * (v - originV);
    perimeter_mm += Math.hypot(nextU - u, nextV - v);
  }
  // Where the plane only touches a corner or an edge, a line of no extent or no area is left.
  const points_mm = simplifyContour(points, tolerance);
  return points_mm.length < 3 ? null : { points_mm, perimeter_mm, signedArea: twice / 2 };
}
