import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { checkPrint } from '../../../../src/mesh/printability/check-print.ts';
import { mapVertices } from '../../../support/meshes.ts';
import { mushroom, profile } from '../../../support/print-fixtures.ts';

/** A post with an arm whose end hangs down, and a dent of less than a layer in the underside of the arm. */
const hook = profile(10, [
  [0, 0],
  [10, 0],
  [10, 30],
  [14, 30],
  [15, 29.875],
  [16, 30],
  [20, 30],
  [20, 20],
  [30, 20],
  [30, 40],
  [0, 40],
]);

/** What is found at a height, said without the places. */
const findingsAt = (mesh: Mesh, z: number) =>
  checkPrint(new MeshStructure(mapVertices(mesh, (x, y, height) => [x, y, height + z]))).findings.map(
    ({ code, severity, value, message }) => ({
      code,
      severity,
      value,
      message: message.replaceAll(/\[[^\]]*\]/g, ''),
    }),
  );

describe('findIslands', () => {
  it('finds the end of a hook below the origin and nothing else', () => {
    const islands = findingsAt(hook, -60).filter(({ code }) => code === 'ISLAND');
    expect(islands).toHaveLength(1);
    expect(islands[0]).toMatchObject({ value: 20 });
    expect(islands[0].message).toContain('joins the rest 10 mm higher');
  });

  it.each([
    ['a hook', hook],
    ['a mushroom', mushroom()],
  ])('finds the same on %s at every height', (_, mesh) => {
    const atOrigin = findingsAt(mesh, 0);
    fc.assert(
      fc.property(fc.integer({ min: -200, max: 200 }), z => {
        expect(findingsAt(mesh, z)).toEqual(atOrigin);
      }),
      { numRuns: 30 },
    );
  });
});
