import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { makeSolid } from '../../../../src/mesh/booleans/solid.ts';
import { measureBounds } from '../../../../src/mesh/bounds.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { type Axis, measureSection } from '../../../../src/mesh/measure/section.ts';
import { ANALYTIC_SOLIDS } from '../../../support/analytic-solids.ts';
import { startUncapped } from '../../../support/manifold.ts';
import { mapVertices } from '../../../support/meshes.ts';

const kit = await startUncapped();

/** The library slices square to z only; an axis is turned there by exchanging coordinates in a cycle. */
const UPRIGHT: Readonly<Record<Axis, (mesh: Mesh) => Mesh>> = {
  x: mesh => mapVertices(mesh, (x, y, z) => [y, z, x]),
  y: mesh => mapVertices(mesh, (x, y, z) => [z, x, y]),
  z: mesh => mesh,
};

/** Manifold's slice is a program that was written independently of ours. */
describe.each(ANALYTIC_SOLIDS)('$name', ({ mesh }) => {
  it.each(['x', 'y', 'z'] as const)('is cut as Manifold slices it, square to %s', axis => {
    const solid = makeSolid(kit, new MeshStructure(UPRIGHT[axis](mesh)));
    const structure = new MeshStructure(mesh);
    const { min, size } = measureBounds(mesh.positions);
    const number = ['x', 'y', 'z'].indexOf(axis);
    for (const share of [0.03, 0.219, 0.447, 0.613, 0.871]) {
      const offset = Math.fround(min[number] + size[number] * share);
      const ours = measureSection(structure, axis, offset);
      const slice = solid.slice(offset);
      expect(ours.contours.length).toBe(slice.numContour());
      expect(Math.abs(ours.area_mm2 - slice.area())).toBeLessThan(1e-6 * Math.max(1, ours.area_mm2));
    }
  });
});
