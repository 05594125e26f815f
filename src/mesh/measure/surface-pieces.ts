import type { Bounds, Mesh, Vec3 } from '../../contracts/mesh.ts';
import { measureBounds } from '../bounds.ts';
import { createForest, findRoot, joinItems } from '../union-find.ts';
import type { HalfEdges } from './half-edges.ts';

/** The connected pieces of a surface, and what their triangles add up to. */
export interface SurfacePieces {
  readonly count: number;
  /** The piece of each triangle. */
  readonly pieceOf: Uint32Array;
  readonly sums: readonly SurfaceSums[];
}

/** What a set of triangles adds up to. */
export interface SurfaceSums {
  readonly triangles: number;
  readonly firstTriangle: number;
  readonly bounds: Bounds;
  /** Signed; of a surface that is not closed it means nothing. */
  readonly volume_mm3: number;
  readonly area_mm2: number;
  /** ∫ (x, y, z) dV. */
  readonly moment_mm4: Vec3;
  /** ∫ (x, y, z) dA. */
  readonly areaMoment_mm3: Vec3;
  /** Every edge is used as often one way as the other. */
  readonly isClosed: boolean;
}

/** Below this share of area^1.5 a volume is rounding: a sphere, which has most, reaches 0.094. */
const NO_VOLUME = 1e-9;

/** Numbers of one set while they grow, in the order of the fields below. */
const WIDTH = 8;

/** Finds the pieces that are connected over shared vertices; the wall of a cavity is one of its own. */
export function findSurfacePieces(mesh: Mesh, halfEdges: HalfEdges): SurfacePieces {
  const { indices, positions } = mesh;
  const forest = createForest(positions.length / 3);
  for (let corner = 0; corner < indices.length; corner += 3) {
    joinItems(forest, indices[corner], indices[corner + 1]);
    joinItems(forest, indices[corner], indices[corner + 2]);
  }
  const numberOf = new Map<number, number>();
  const pieceOf = new Uint32Array(indices.length / 3);
  let lastRoot = -1;
  let lastPiece = 0;
  for (let triangle = 0; triangle < pieceOf.length; triangle++) {
    const root = findRoot(forest, indices[triangle * 3]);
    // Neighbouring triangles mostly belong together; the map is asked only where they do not.
    if (root !== lastRoot) {
      lastRoot = root;
      lastPiece = numberOf.get(root) ?? numberOf.size;
      numberOf.set(root, lastPiece);
    }
    pieceOf[triangle] = lastPiece;
  }
  const count = numberOf.size;
  return { count, pieceOf, sums: sumSurfaces(mesh, halfEdges, pieceOf, count) };
}

/** Adds up triangles by the set (0 … count − 1) that each belongs to. */
export function sumSurfaces(
  mesh: Mesh,
  halfEdges: HalfEdges,
  setOf: Uint32Array,
  count: number,
): readonly SurfaceSums[] {
  const { min, size } = measureBounds(mesh.positions);
  const origin: Vec3 = [min[0] + size[0] / 2, min[1] + size[1] / 2, min[2] + size[2] / 2];
  const totals = new Float64Array(count * WIDTH);
  const boxes = new Float64Array(count * 6);
  for (let set = 0; set < count; set++) {
    boxes.fill(Infinity, set * 6, set * 6 + 3);
    boxes.fill(-Infinity, set * 6 + 3, set * 6 + 6);
  }
  const firsts = new Int32Array(count).fill(-1);
  const counts = new Uint32Array(count);
  for (let triangle = 0; triangle < setOf.length; triangle++) {
    const set = setOf[triangle];
    if (counts[set]++ === 0) firsts[set] = triangle;
    addTriangle(mesh, triangle, origin, totals, set * WIDTH);
    for (let corner = triangle * 3; corner < triangle * 3 + 3; corner++) {
      growBox(boxes, set * 6, mesh.positions, mesh.indices[corner] * 3);
    }
  }
  const isOpen = markOpenSets(mesh, halfEdges, setOf, count);
  return Array.from({ length: count }, (_, set) => ({
    triangles: counts[set],
    firstTriangle: firsts[set],
    isClosed: isOpen[set] === 0,
    bounds: readBox(boxes, set * 6),
    ...readTotals(totals, set * WIDTH, origin),
  }));
}

/** Adds 6 volumes, 24 first moments, 2 areas and 6 area moments, seen from `origin`. */
function addTriangle(
  { positions, indices }: Mesh,
  triangle: number,
  [ox, oy, oz]: Vec3,
  totals: Float64Array,
  at: number,
): void {
  const a = indices[triangle * 3] * 3;
  const b = indices[triangle * 3 + 1] * 3;
  const c = indices[triangle * 3 + 2] * 3;
  const ax = positions[a] - ox;
  const ay = positions[a + 1] - oy;
  const az = positions[a + 2] - oz;
  const bx = positions[b] - ox;
  const by = positions[b + 1] - oy;
  const bz = positions[b + 2] - oz;
  const cx = positions[c] - ox;
  const cy = positions[c + 1] - oy;
  const cz = positions[c + 2] - oz;
  const nx = (by - ay) * (cz - az) - (bz - az) * (cy - ay);
  const ny = (bz - az) * (cx - ax) - (bx - ax) * (cz - az);
  const nz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const twice = Math.sqrt(nx * nx + ny * ny + nz * nz);
  const d = ax * nx + ay * ny + az * nz;
  totals[at] += d;
  totals[at + 1] += d * (ax + bx + cx);
  totals[at + 2] += d * (ay + by + cy);
  totals[at + 3] += d * (az + bz + cz);
  totals[at + 4] += twice;
  totals[at + 5] += twice * (ax + bx + cx);
  totals[at + 6] += twice * (ay + by + cy);
  totals[at + 7] += twice * (az + bz + cz);
}

function readTotals(totals: Float64Array, at: number, [ox, oy, oz]: Vec3) {
  const volume_mm3 = totals[at] / 6;
  const area_mm2 = totals[at + 4] / 2;
  const moment_mm4: Vec3 = [
    totals[at + 1] / 24 + volume_mm3 * ox,
    totals[at + 2] / 24 + volume_mm3 * oy,
    totals[at + 3] / 24 + volume_mm3 * oz,
  ];
  const areaMoment_mm3: Vec3 = [
    totals[at + 5] / 6 + area_mm2 * ox,
    totals[at + 6] / 6 + area_mm2 * oy,
    totals[at + 7] / 6 + area_mm2 * oz,
  ];
  return { volume_mm3, area_mm2, moment_mm4, areaMoment_mm3 };
}

function growBox(boxes: Float64Array, at: number, positions: Float32Array, vertex: number): void {
  for (let axis = 0; axis < 3; axis++) {
    const value = positions[vertex + axis];
    if (value < boxes[at + axis]) boxes[at + axis] = value;
    if (value > boxes[at + 3 + axis]) boxes[at + 3 + axis] = value;
  }
}

function readBox(boxes: Float64Array, at: number): Bounds {
  const [x, y, z, toX, toY, toZ] = boxes.subarray(at, at + 6);
  return { min: [x, y, z], max: [toX, toY, toZ], size: [toX - x, toY - y, toZ - z] };
}

/** A set is open where its half-edges do not cancel; one without a mate in the same set is looked at. */
function markOpenSets(mesh: Mesh, { mates }: HalfEdges, setOf: Uint32Array, count: number): Uint8Array {
  const isOpen = new Uint8Array(count);
  const { indices } = mesh;
  for (let triangle = 0; triangle < setOf.length; triangle++) {
    const a = indices[triangle * 3];
    const b = indices[triangle * 3 + 1];
    const c = indices[triangle * 3 + 2];
    if (a === b || b === c || c === a) continue;
    for (let corner = triangle * 3; corner < triangle * 3 + 3; corner++) {
      const mate = mates[corner];
      if (mate < 0 || setOf[Math.floor(mate / 3)] !== setOf[triangle]) isOpen[setOf[triangle]] = 1;
    }
  }
  return isOpen;
}

/**
 * The centre of mass of the solid that some surfaces bound together; of surfaces that are not closed or
 * enclose nothing, the centre of their area.
 */
export function centreOfSurfaces(surfaces: readonly SurfaceSums[]): Vec3 {
  let volume = 0;
  let area = 0;
  const moment = [0, 0, 0];
  const areaMoment = [0, 0, 0];
  for (const sums of surfaces) {
    volume += sums.volume_mm3;
    area += sums.area_mm2;
    for (let axis = 0; axis < 3; axis++) {
      moment[axis] += sums.moment_mm4[axis];
      areaMoment[axis] += sums.areaMoment_mm3[axis];
    }
  }
  const isSolid = surfaces.every(sums => sums.isClosed) && Math.abs(volume) > NO_VOLUME * area ** 1.5;
  const [sums, divisor] = isSolid ? [moment, volume] : [areaMoment, area];
  return divisor === 0 ? [0, 0, 0] : [sums[0] / divisor, sums[1] / divisor, sums[2] / divisor];
}
