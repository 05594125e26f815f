import { expect, it } from 'vitest';
import { growSolid, shiftVertices } from '../../../../src/mesh/booleans/grow.ts';
import { makeSolid } from '../../../../src/mesh/booleans/solid.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { startUncapped } from '../../../support/manifold.ts';
import { expectNear } from '../../../support/near.ts';
import { ball, cube, prism, regularPolygon } from '../../../support/solids.ts';

const kit = await startUncapped();

it('moves the corners of a cube along all three axes', () => {
  const mesh = cube(10);
  const shifts = shiftVertices(mesh, 0.01);
  for (const [at, shift] of shifts.entries()) {
    expectNear(shift, mesh.positions[at] === 0 ? -0.01 : 0.01, 1e-4);
  }
});

it('moves every facet of a ball outward by the distance', () => {
  const { positions } = ball(5, 40, 20);
  const shifts = shiftVertices(ball(5, 40, 20), 0.01);
  for (let at = 0; at < shifts.length; at += 3) {
    const outward = [0, 1, 2].reduce((sum, axis) => sum + (shifts[at + axis] * positions[at + axis]) / 5, 0);
    expectNear(outward, 0.01, 0.02);
  }
});

it('does not send the tip of a needle far away', () => {
  const wedge = prism(
    [
      [0, 0],
      [100, -0.5],
      [100, 0.5],
    ],
    10,
  );
  expect(Math.max(...shiftVertices(wedge, 0.01).map(Math.abs))).toBeLessThanOrEqual(0.04);
});

it('adds the surface times the distance to the volume', () => {
  const solid = makeSolid(kit, new MeshStructure(prism(regularPolygon(5, 60), 20)));
  const distance = 1e-5;
  const gained = growSolid(solid, distance).volume() - solid.volume();
  expectNear(gained, solid.surfaceArea() * distance, 2e-3);
});
