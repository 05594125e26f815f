import type { Mesh, Vec3 } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { cross, dot, normalize, pointAt, subtract } from './vectors.ts';

/** A face that meets an edge. */
interface Face {
  readonly half: number;
  /** Whether its half-edge runs as the first one does; then its material lies clockwise of it. */
  readonly isForward: boolean;
  /** Where it lies around the edge, in radians. */
  readonly angle: number;
}

/**
 * Pairs the half-edges of one edge so that two are mates when solid material lies between their faces.
 * `group` has as many half-edges one way as the other; the pairs are written into `mates`.
 *
 * Seen along the first half-edge, the material of a face that runs the same way lies clockwise of it and
 * that of the other faces counter-clockwise. So each wedge of material begins at a backward face and
 * ends at the next forward one: matching them is matching brackets.
 */
export function pairAroundEdge(mesh: Mesh, group: readonly number[], mates: Int32Array): void {
  const faces = group.length === 2 ? listFaces(mesh, group) : sortAround(mesh, listFaces(mesh, group));
  const waiting: number[] = [];
  // Who was put there once either waits still or has a mate.
  const seen = new Set<number>();
  // Twice around: a wedge may reach across the place where the angle jumps from π to −π.
  for (const { half, isForward } of [...faces, ...faces]) {
    if (mates[half] >= 0) continue;
    if (!isForward) {
      if (!seen.has(half)) waiting.push(half);
      seen.add(half);
      continue;
    }
    const mate = waiting.pop();
    if (mate === undefined) continue;
    mates[half] = mate;
    mates[mate] = half;
  }
}

function listFaces({ indices }: Mesh, group: readonly number[]): readonly Face[] {
  return group.map(half => ({ half, isForward: indices[half] === indices[group[0]], angle: 0 }));
}

function sortAround(mesh: Mesh, faces: readonly Face[]): readonly Face[] {
  const { positions, indices } = mesh;
  const start = pointAt(positions, indices[faces[0].half]);
  const axis = normalize(subtract(pointAt(positions, indices[nextCorner(faces[0].half)]), start));
  const right = perpendicularTo(axis);
  const up = cross(axis, right);
  const angleOf = (half: number): number => {
    const apex: Vec3 = pointAt(positions, indices[nextCorner(nextCorner(half))]);
    const outwards = subtract(apex, start);
    return Math.atan2(dot(outwards, up), dot(outwards, right));
  };
  const withAngles = faces.map(face => ({ ...face, angle: angleOf(face.half) }));
  // Where two faces lie on each other, the wedge that ends there must be closed before one begins.
  return withAngles.sort((a, b) => a.angle - b.angle || Number(b.isForward) - Number(a.isForward));
}

function perpendicularTo(axis: Vec3): Vec3 {
  const smallest = axis.map(Math.abs).indexOf(Math.min(...axis.map(Math.abs)));
  return normalize(cross(axis, [Number(smallest === 0), Number(smallest === 1), Number(smallest === 2)]));
}
