import { expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { measureOverlap } from '../../../../src/mesh/booleans/overlap.ts';
import { startUncapped } from '../../../support/manifold.ts';
import { box, mapVertices } from '../../../support/meshes.ts';
import { ball, cube, insideOut, openBox, weld } from '../../../support/solids.ts';

const kit = await startUncapped();
const hollow = weld(cube(10), insideOut(cube(8, [1, 1, 1])));

it.each<[string, Mesh, Mesh, number | null]>([
  ['cross', cube(10), box([5, 5, 5], [15, 15, 15]), 125],
  ['lie in each other', cube(10), cube(2, [4, 4, 4]), 8],
  ['touch', cube(10), box([10, 0, 0], [12, 10, 10]), 0],
  ['are apart', cube(10), cube(1, [20, 0, 0]), 0],
  ['cross the wall of a cavity', hollow, box([-1, 4, 4], [5, 6, 6]), 4],
  ['lie loose in a cavity', hollow, cube(2, [4, 4, 4]), 0],
  ['are not closed', openBox(10), cube(10), null],
])('of parts that %s', (_, a, b, volume_mm3) => {
  for (const pair of [[a, b] as const, [b, a] as const]) {
    const found = measureOverlap(kit, ...pair);
    if (volume_mm3 === null) expect(found).toBeNull();
    else expect(found).toBeCloseTo(volume_mm3, 9);
  }
});

it('is nothing where round faces touch within rounding', () => {
  const turned = (mesh: Mesh) =>
    mapVertices(mesh, (x, y, z) => [0.8 * x - 0.6 * y, 0.6 * x + 0.8 * y, z + 0.1]);
  const stacked = [cube(10), cube(10, [10, 0, 0])].map(turned);
  expect(measureOverlap(kit, stacked[0], stacked[1])).toBe(0);
  expect(measureOverlap(kit, ball(5, 24, 12), cube(10, [-5, -5, 5]))).toBe(0);
});
