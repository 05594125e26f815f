import type { Mesh, MeshFacts, Vec3 } from '../contracts/mesh.ts';
import { measureBounds } from './bounds.ts';
import { measureTopology } from './topology.ts';

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
  const { volumes_mm3, area_mm2 } = measureComponents(mesh, componentOf);
  const volume_mm3 = [...volumes_mm3.values()].reduce((sum, volume) => sum + volume, 0);
  return {
    triangles,
    vertices,
    watertight: triangles > 0 && openEdges === 0,
    parts: countParts([...volumes_mm3.values()], volume_mm3),
    volume_mm3,
    area_mm2,
  };
}

/**
 * Counts the solids among the components: the wall of a cavity is wound against the solid around it, so
 * its volume has the other sign than the whole.
 */
function countParts(volumes_mm3: readonly number[], whole_mm3: number): number {
  const solids = volumes_mm3.filter(volume => volume * whole_mm3 > 0).length;
  return solids > 0 ? solids : volumes_mm3.length;
}

/**
 * Sums up the triangles' areas and, by component, the signed volumes of the tetrahedra between each triangle and the
 * middle of the mesh's box: seen from a distant origin the tetrahedra would be huge and their sum
 * would lose digits.
 */
function measureComponents(
  { positions, indices }: Mesh,
  componentOf: Uint32Array,
): { volumes_mm3: ReadonlyMap<number, number>; area_mm2: number } {
  const [cx, cy, cz] = boxCentre(positions);
  const volumes_mm3 = new Map<number, number>();
  let component = componentOf[indices[0]];
  let sixVolumes = 0;
  let twoAreas = 0;
  for (let corner = 0; corner < indices.length; corner += 3) {
    // Neighbouring triangles mostly belong together; the map is asked only where they do not.
    if (componentOf[indices[corner]] !== component) {
      volumes_mm3.set(component, (volumes_mm3.get(component) ?? 0) + sixVolumes / 6);
      component = componentOf[indices[corner]];
      sixVolumes = 0;
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
    sixVolumes += ax * nx + ay * ny + az * nz;
  }
  if (indices.length > 0) volumes_mm3.set(component, (volumes_mm3.get(component) ?? 0) + sixVolumes / 6);
  return { volumes_mm3, area_mm2: twoAreas / 2 };
}

function boxCentre(positions: Float32Array): Vec3 {
  const { min, max } = measureBounds(positions);
  return [(min[0] + max[0]) / 2, (min[1] + max[1]) / 2, (min[2] + max[2]) / 2];
}
