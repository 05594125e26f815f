import { LIMITS } from '../contracts/limits.ts';
import type { Mesh } from '../contracts/mesh.ts';
import { fault } from './three-mf/fault.ts';
import { type PartObject, type Placement, tooManyTriangles } from './three-mf/model-part.ts';
import { openPackage, type Package } from './three-mf/package.ts';
import { applyTransform, combine, IDENTITY, mirrors, type Transform } from './three-mf/transform.ts';

/** Objects and components of a build, each counted as often as it is placed. */
const MAX_PLACED = 10_000;

/** Levels of components within components; programs write one or two. */
const MAX_DEPTH = 32;

/**
 * Reads a 3MF file: every solid of its build, in mm and in its place. What is no mesh, such as colours,
 * materials, slices and beam lattices, is passed over, and so are supports and surfaces. Component paths
 * of the production extension are followed.
 *
 * The messages of its errors are clauses about the file, for instance `it is not a ZIP archive`.
 *
 * @throws AppError INVALID_INPUT for what is not a 3MF file, is damaged or has nothing solid,
 *   SOURCE_TOO_LARGE when it expands to too much, OUTPUT_TOO_LARGE above LIMITS.maxTriangles.
 */
export function read3mf(bytes: Uint8Array): Mesh[] {
  const opened = openPackage(bytes);
  const root = opened.part(opened.root);
  const placer = new Placer(opened);
  for (const item of root.part.items) placer.place(item, root.name, IDENTITY, 0);
  if (placer.meshes.length === 0) throw fault('it has no solid in its build');
  return placer.meshes;
}

/** Puts the objects of a build in their places. */
class Placer {
  readonly meshes: Mesh[] = [];
  readonly #package: Package;
  #placed = 0;
  /** Triangles or vertices of all meshes so far, whichever are more: each costs memory where it is placed. */
  #size = 0;

  constructor(opened: Package) {
    this.#package = opened;
  }

  /** @param from name of the part that places the object. */
  place(placement: Placement, from: string, outer: Transform, depth: number): void {
    this.#placed += 1;
    // Components can name each other in circles, or double at every level.
    if (depth > MAX_DEPTH || this.#placed > MAX_PLACED) throw fault('its components are nested too deep');
    const { name, part } = this.#package.part(placement.path ?? from);
    const object = part.objects.get(placement.objectId);
    if (object === undefined) throw fault('its build names an object that does not exist');
    if (object.type !== 'model') return;
    const transform = combine(placement.transform, outer);
    if (object.indices.length > 0) this.#add(object, transform);
    for (const component of object.components) this.place(component, name, transform, depth + 1);
  }

  #add({ positions, indices }: PartObject, transform: Transform): void {
    this.#size += Math.max(indices.length, positions.length) / 3;
    if (this.#size > LIMITS.maxTriangles) throw tooManyTriangles();
    const moved = applyTransform(positions, transform);
    if (!moved.every(Number.isFinite)) throw fault('a transform moves it out of reach');
    const wound = mirrors(transform) ? turnInsideOut(indices) : Uint32Array.from(indices);
    this.meshes.push({ positions: moved, indices: wound, faceColors: null });
  }
}

function turnInsideOut(indices: readonly number[]): Uint32Array {
  const turned = Uint32Array.from(indices);
  for (let at = 0; at < turned.length; at += 3) {
    turned[at + 1] = indices[at + 2];
    turned[at + 2] = indices[at + 1];
  }
  return turned;
}
