import type { Mesh, MeshFacts, Vec3 } from '../contracts/mesh.ts';
import { measureBounds } from './bounds.ts';
import { measureTopology } from './topology.ts';

/** Comparing each component with each other is quadratic. */
const MAX_COMPARED_COMPONENTS = 2000;

/**
 * Measures what every result tells about a mesh.
 *
 * `watertight` means closed: every edge is used as often in one direction as in the other. Where solids
 * touch along an edge, four triangles share it; that is still watertight, because inside and outside are
 * clear, slicers take it, and the export's float32 may bring about such contacts by itself.
 * `measureTopology` counts them.
 *
 * `volume_mm3` is negative when the faces are wound inside out, as in a `polyhedron()` whose faces list
 * their points counter-clockwise seen from outside. Cavities are subtracted.
 */
export function measureMesh(mesh: Mesh): MeshFacts {
  const vertices = mesh.positions.length / 3;
  const triangles = mesh.indices.length / 3;
  const { openEdges, componentOf } = measureTopology(vertices, mesh.indices);
  const { components, area_mm2 } = measureComponents(mesh, componentOf);
  return {
    triangles,
    vertices,
    watertight: triangles > 0 && openEdges === 0,
    parts: countParts(components),
    volume_mm3: components.reduce((sum, { sixVolumes }) => sum + sixVolumes, 0) / 6,
    area_mm2,
  };
}

/** A connected piece of surface. */
interface Component {
  /** Six times the signed volume, in mm³. */
  sixVolumes: number;
  readonly min: [number, number, number];
  readonly max: [number, number, number];
}

/**
 * Counts the solids among the components. The wall of a cavity is wound against the solid whose box is the
 * smallest around it: its volume has the other sign. A solid that is merely inside out counts, and so does one
 * that lies loose in a cavity.
 */
function countParts(components: readonly Component[]): number {
  // Comparing each with each would take too long; solids enclose more than their cavities do, and mostly
  // are wound alike.
  if (components.length > MAX_COMPARED_COMPONENTS) {
    const total = components.reduce((sum, { sixVolumes }) => sum + sixVolumes, 0);
    return components.filter(({ sixVolumes }) => sixVolumes * total >= 0).length;
  }
  const largestFirst = [...components].sort((a, b) => boxVolume(b) - boxVolume(a));
  const cavities = new Set<Component>();
  for (const [index, component] of largestFirst.entries()) {
    const around = largestFirst.slice(0, index).findLast(outer => liesWithin(component, outer));
    if (around === undefined || cavities.has(around)) continue;
    if (around.sixVolumes * component.sixVolumes < 0) cavities.add(component);
  }
  return components.length - cavities.size;
}

function boxVolume({ min, max }: Component): number {
  return (max[0] - min[0]) * (max[1] - min[1]) * (max[2] - min[2]);
}

function liesWithin(inner: Component, outer: Component): boolean {
  return [0, 1, 2].every(axis => inner.min[axis] > outer.min[axis] && inner.max[axis] < outer.max[axis]);
}

/**
 * Sums up the triangles' areas and, by component, the signed volumes of the tetrahedra between each triangle and the
 * middle of the mesh's box: seen from a distant origin the tetrahedra would be huge and their sum
 * would lose digits.
 */
function measureComponents(
  { positions, indices }: Mesh,
  componentOf: Uint32Array,
): { components: readonly Component[]; area_mm2: number } {
  const [cx, cy, cz] = boxCentre(positions);
  const components = new Map<number, Component>();
  let root = -1;
  let component = createComponent();
  let twoAreas = 0;
  for (let corner = 0; corner < indices.length; corner += 3) {
    // Neighbouring triangles mostly belong together; the map is asked only where they do not.
    if (componentOf[indices[corner]] !== root) {
      root = componentOf[indices[corner]];
      component = components.get(root) ?? createComponent();
      components.set(root, component);
    }
    const a = indices[corner] * 3;
    const b = indices[corner + 1] * 3;
    const c = indices[corner + 2] * 3;
    const ax = positions[a] - cx;
    const ay = positions[a + 1] - cy;
    const az = positions[a + 2] - cz;
    const ux = positions[b] - positions[a];
    const uy = positions[b + 1] - positions[a + 1];
    const uz = positions[b + 2] - positions[a + 2];
    const vx = positions[c] - positions[a];
    const vy = positions[c + 1] - positions[a + 1];
    const vz = positions[c + 2] - positions[a + 2];
    // The cross product of two sides: twice the area long, and square to the triangle.
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    twoAreas += Math.sqrt(nx * nx + ny * ny + nz * nz);
    component.sixVolumes += ax * nx + ay * ny + az * nz;
    for (const vertex of [a, b, c]) include(component, positions, vertex);
  }
  return { components: [...components.values()], area_mm2: twoAreas / 2 };
}

function boxCentre(positions: Float32Array): Vec3 {
  const { min, max } = measureBounds(positions);
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}

function createComponent(): Component {
  return { sixVolumes: 0, min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
}

function include({ min, max }: Component, positions: Float32Array, at: number): void {
  for (let axis = 0; axis < 3; axis++) {
    const value = positions[at + axis];
    if (value < min[axis]) min[axis] = value;
    if (value > max[axis]) max[axis] = value;
  }
}
