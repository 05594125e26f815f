import type { Mesh } from '../contracts/mesh.ts';
import { measureBounds } from './bounds.ts';

/** Puts meshes one after the other into one, without welding or colours. Their surfaces may intersect. */
export function joinMeshes(meshes: readonly Mesh[]): Mesh {
  const positions = new Float32Array(meshes.reduce((sum, mesh) => sum + mesh.positions.length, 0));
  const indices = new Uint32Array(meshes.reduce((sum, mesh) => sum + mesh.indices.length, 0));
  let coordinate = 0;
  let corner = 0;
  for (const mesh of meshes) {
    positions.set(mesh.positions, coordinate);
    indices.set(
      mesh.indices.map(index => index + coordinate / 3),
      corner,
    );
    coordinate += mesh.positions.length;
    corner += mesh.indices.length;
  }
  return { positions, indices, faceColors: null };
}

/** Whether the boxes of any two meshes touch or overlap; only then may the meshes themselves. */
export function mayTouch(meshes: readonly Mesh[]): boolean {
  const boxes = meshes.map(({ positions }) => measureBounds(positions)).sort((a, b) => a.min[0] - b.min[0]);
  return boxes.some((box, index) => {
    for (let next = index + 1; next < boxes.length && boxes[next].min[0] <= box.max[0]; next++) {
      const { min, max } = boxes[next];
      if (min[1] <= box.max[1] && max[1] >= box.min[1] && min[2] <= box.max[2] && max[2] >= box.min[2]) {
        return true;
      }
    }
    return false;
  });
}
