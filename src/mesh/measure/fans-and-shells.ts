import type { Mesh } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { createForest, type Forest, findRoot, joinItems, labelTrees } from '../union-find.ts';
import { type HalfEdges, isCollapsed, NO_MATE } from './half-edges.ts';

/**
 * Groups the corners of triangles into fans: corners at one vertex whose triangles follow each other around
 * it. A vertex with more than one fan is where surfaces touch in a point only.
 */
export function joinFans(halfEdges: HalfEdges): Forest {
  const { mates, clashing } = halfEdges;
  const fans = createForest(mates.length);
  for (let half = 0; half < mates.length; half++) {
    // The mate runs the other way, so its end is where this half-edge starts.
    if (mates[half] !== NO_MATE) joinItems(fans, half, nextCorner(mates[half]));
  }
  for (let at = 0; at < clashing.length; at += 2) {
    joinItems(fans, clashing[at], clashing[at + 1]);
    joinItems(fans, nextCorner(clashing[at]), nextCorner(clashing[at + 1]));
  }
  return fans;
}

/** Lists the vertices that have more than one fan. */
export function listPinchedVertices({ positions, indices }: Mesh, fans: Forest): number[] {
  const fansAt = new Uint8Array(positions.length / 3);
  const pinched: number[] = [];
  for (let corner = 0; corner < indices.length; corner++) {
    if (findRoot(fans, corner) !== corner || isCollapsed(indices, Math.floor(corner / 3))) continue;
    const vertex = indices[corner];
    if (fansAt[vertex] === 1) pinched.push(vertex);
    if (fansAt[vertex] < 2) fansAt[vertex]++;
  }
  return pinched;
}

/** A piece of surface that hangs together over mated half-edges. */
export interface Shell {
  /** One of its triangles. */
  readonly triangle: number;
  /**
   * Handles of the surface: 0 for a ball, 1 for a torus; null when it has a rim. From Euler's formula
   * V − E + F = 2 − 2 g, with a vertex counted once for each fan.
   */
  readonly genus: number | null;
}

/** Takes a mesh apart into shells. Two solids that touch along an edge are two shells. */
export function listShells({ indices }: Mesh, { mates }: HalfEdges, fans: Forest): readonly Shell[] {
  const triangles = indices.length / 3;
  const forest = createForest(triangles);
  for (let half = 0; half < mates.length; half++) {
    if (mates[half] > half) joinItems(forest, Math.floor(half / 3), Math.floor(mates[half] / 3));
  }
  const { labels, count } = labelTrees(forest);
  const faces = new Uint32Array(count);
  const vertices = new Uint32Array(count);
  const isOpen = new Uint8Array(count);
  const firstTriangle = new Uint32Array(count);
  for (let triangle = triangles - 1; triangle >= 0; triangle--) {
    if (isCollapsed(indices, triangle)) continue;
    const shell = labels[triangle];
    firstTriangle[shell] = triangle;
    faces[shell]++;
    for (let corner = triangle * 3; corner < triangle * 3 + 3; corner++) {
      if (fans[corner] === corner) vertices[shell]++;
      if (mates[corner] === NO_MATE) isOpen[shell] = 1;
    }
  }
  const shells: Shell[] = [];
  for (let shell = 0; shell < count; shell++) {
    if (faces[shell] === 0) continue;
    const euler = vertices[shell] - faces[shell] / 2;
    shells.push({
      triangle: firstTriangle[shell],
      genus: isOpen[shell] === 1 ? null : 1 - euler / 2,
    });
  }
  return shells;
}
