import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeSolid } from '../../../../src/mesh/booleans/solid.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { ANALYTIC_SOLIDS } from '../../../support/analytic-solids.ts';
import { startUncapped } from '../../../support/manifold.ts';
import { shuffled } from '../../../support/motions.ts';
import { expectNear } from '../../../support/near.ts';
import { voxels } from '../../../support/solids.ts';

const kit = await startUncapped();
const seeds = fc.integer({ min: 1, max: 2 ** 31 });

it.each(ANALYTIC_SOLIDS)(
  '$name keeps its volume whatever the order of its facets',
  ({ mesh, volume_mm3 }) => {
    fc.assert(
      fc.property(seeds, seed => {
        expectNear(makeSolid(kit, new MeshStructure(shuffled(mesh, seed))).volume(), volume_mm3, 2e-5);
      }),
      { numRuns: 4 },
    );
  },
);

it('cells that touch along edges and in corners keep their volume', () => {
  const cell = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3));
  fc.assert(
    fc.property(
      fc.uniqueArray(cell, { minLength: 1, maxLength: 40, selector: String }),
      seeds,
      (cells, seed) => {
        const structure = new MeshStructure(shuffled(voxels(cells), seed));
        expect(makeSolid(kit, structure).volume()).toBeCloseTo(cells.length, 9);
      },
    ),
    { numRuns: 500 },
  );
});
