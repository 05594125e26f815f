import { it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { pairAroundEdge } from '../../../../src/mesh/measure/pair-around-edge.ts';
import { expectLinearTime } from '../../../support/linear-time.ts';

/** So many faces around the z axis that run one way, and then as many that run the other way. */
function fanOf(count: number): { readonly mesh: Mesh; readonly group: readonly number[] } {
  const positions = [0, 0, 0, 0, 0, 1];
  const indices: number[] = [];
  for (let face = 0; face < 2 * count; face++) {
    const turn = (Math.PI * face) / count;
    positions.push(Math.cos(turn), Math.sin(turn), 0);
    indices.push(...(face < count ? [0, 1] : [1, 0]), face + 2);
  }
  return {
    mesh: { positions: Float32Array.from(positions), indices: Uint32Array.from(indices), faceColors: null },
    group: Array.from({ length: 2 * count }, (_, face) => face * 3),
  };
}

it('pairs the faces around one edge in linear time', async () => {
  await expectLinearTime(
    fanOf,
    ({ mesh, group }) => pairAroundEdge(mesh, group, new Int32Array(mesh.indices.length).fill(-1)),
    20_000,
  );
}, 60_000);
