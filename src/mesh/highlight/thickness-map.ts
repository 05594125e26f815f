import type { Mesh } from '../../contracts/mesh.ts';
import { facetNormals } from '../measure/facet-normals.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import { measureThicknessAt } from '../measure/thickness.ts';
import { cutByGrid } from './cut-by-grid.ts';

/** Patches that the surface is divided into, about. */
const PATCHES = 14_000;

/** Meshes of more triangles are fine enough as they are. */
const MAX_CUT_TRIANGLES = 60_000;

/** Cuts of single triangles at most: long thin bodies have little surface and much to cut. */
const MAX_CUTS = 60_000;

/** Faces whose normals differ by more than about a third of this share no patch. */
const NORMAL_STEPS = 3;

/** The thickness all over a surface. */
export interface ThicknessMap {
  /** The model in small triangles. */
  readonly mesh: Mesh;
  /** Per triangle of it in mm; NaN where there is none. */
  readonly thickness: Float64Array;
  readonly areas_mm2: Float64Array;
}

/**
 * Measures the thickness all over a surface, in patches about as long as wide: what of it is in one cell of a
 * grid and looks in one direction. The measure of a patch is that under its largest triangle.
 */
export function mapThickness(structure: MeshStructure): ThicknessMap {
  const given = structure.mesh;
  const step_mm = chooseStep(given);
  const triangles = given.indices.length / 3;
  const { mesh, pieceOf } =
    triangles <= MAX_CUT_TRIANGLES && step_mm > 0
      ? cutByGrid(given, step_mm)
      : { mesh: given, pieceOf: new Uint32Array(triangles).map((_, triangle) => triangle) };
  const { normals, twiceAreas } = facetNormals(mesh);
  const middles = middlesOf(mesh);

  const patchOf = new Uint32Array(pieceOf.length);
  const numberOf = new Map<string, number>();
  /** The largest triangle of each patch. */
  const largest: number[] = [];
  for (let triangle = 0; triangle < pieceOf.length; triangle++) {
    const at = triangle * 3;
    const cell = [0, 1, 2].map(axis => Math.floor(middles[at + axis] / step_mm));
    const direction = [0, 1, 2].map(axis => Math.round(normals[at + axis] * NORMAL_STEPS));
    const key = `${cell},${direction}`;
    const patch = numberOf.get(key) ?? numberOf.size;
    if (patch === numberOf.size) {
      numberOf.set(key, patch);
      largest.push(triangle);
    } else if (twiceAreas[triangle] > twiceAreas[largest[patch]]) largest[patch] = triangle;
    patchOf[triangle] = patch;
  }
  const points = Float64Array.from(
    { length: largest.length * 3 },
    (_, at) => middles[largest[Math.floor(at / 3)] * 3 + (at % 3)],
  );
  const found = measureThicknessAt(
    structure,
    points,
    Uint32Array.from(largest, triangle => pieceOf[triangle]),
  );
  return {
    mesh,
    thickness: Float64Array.from(patchOf, patch => found[patch]),
    areas_mm2: twiceAreas.map(twice => twice / 2),
  };
}

/** How far the planes of the grid are apart. */
function chooseStep(mesh: Mesh): number {
  const { positions, indices } = mesh;
  const area_mm2 = facetNormals(mesh).twiceAreas.reduce((sum, twice) => sum + twice, 0) / 2;
  let extents_mm = 0;
  for (let corner = 0; corner < indices.length; corner += 3) {
    for (let axis = 0; axis < 3; axis++) {
      const a = positions[indices[corner] * 3 + axis];
      const b = positions[indices[corner + 1] * 3 + axis];
      const c = positions[indices[corner + 2] * 3 + axis];
      extents_mm += Math.max(a, b, c) - Math.min(a, b, c);
    }
  }
  return Math.max(Math.sqrt(area_mm2 / PATCHES), extents_mm / MAX_CUTS);
}

/** x, y, z of the middle of each triangle. */
function middlesOf({ positions, indices }: Mesh): Float64Array {
  const middles = new Float64Array(indices.length);
  for (let corner = 0; corner < indices.length; corner++) {
    const triangle = Math.floor(corner / 3) * 3;
    for (let axis = 0; axis < 3; axis++) {
      middles[triangle + axis] += positions[indices[corner] * 3 + axis] / 3;
    }
  }
  return middles;
}
