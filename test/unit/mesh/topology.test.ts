import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import { measureTopology } from '../../../src/mesh/topology.ts';
import { weldTriangles } from '../../../src/mesh/weld.ts';
import { ball, cube, openBox, soupOf } from '../../support/solids.ts';

function topologyOf(...meshes: readonly Mesh[]) {
  const { positions, indices } = weldTriangles(soupOf(...meshes));
  return countTopology(positions.length / 3, indices);
}

function countTopology(vertexCount: number, indices: Uint32Array) {
  const { componentOf, ...edges } = measureTopology(vertexCount, indices);
  return { ...edges, components: new Set([...indices].map(vertex => componentOf[vertex])).size };
}

/** The same counts, straight from their definitions. */
function countNaively(indices: number[]) {
  const uses = new Map<string, number[]>();
  for (let corner = 0; corner < indices.length; corner++) {
    const from = indices[corner];
    const to = indices[corner - (corner % 3) + ((corner + 1) % 3)];
    if (from === to) continue;
    const key = `${Math.min(from, to)} ${Math.max(from, to)}`;
    uses.set(key, [...(uses.get(key) ?? []), Math.sign(to - from)]);
  }
  const balances = [...uses.values()].map(directions => ({
    count: directions.length,
    sum: directions.reduce((total, direction) => total + direction, 0),
  }));
  return {
    openEdges: balances.filter(({ sum }) => sum !== 0).length,
    nonManifoldEdges: balances.filter(({ sum, count }) => sum === 0 && count > 2).length,
  };
}

describe('measureTopology', () => {
  it('finds a closed solid', () => {
    expect(topologyOf(cube(10))).toEqual({ openEdges: 0, nonManifoldEdges: 0, components: 1 });
    expect(topologyOf(ball(5, 12, 6))).toEqual({ openEdges: 0, nonManifoldEdges: 0, components: 1 });
  });

  it('counts the rim of a hole', () => {
    expect(topologyOf(openBox(10))).toMatchObject({ openEdges: 4, nonManifoldEdges: 0 });
  });

  it('counts an edge that two solids share, and does not call it open', () => {
    const topology = topologyOf(cube(10), cube(10, [10, 10, 0]));
    expect(topology).toEqual({ openEdges: 0, nonManifoldEdges: 1, components: 1 });
  });

  it('finds components that come together late', () => {
    const bridge = [0, 3, 6];
    expect(countTopology(9, Uint32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8])).components).toBe(3);
    expect(countTopology(9, Uint32Array.from([0, 1, 2, 3, 4, 5, 6, 7, 8, ...bridge])).components).toBe(1);
  });

  it('does not count vertices that no triangle uses', () => {
    expect(countTopology(100, Uint32Array.from([7, 8, 9])).components).toBe(1);
  });

  it('counts edges by their definition', () => {
    const triangle = fc.tuple(fc.nat(5), fc.nat(5), fc.nat(5));
    fc.assert(
      fc.property(fc.array(triangle, { maxLength: 30 }), triangles => {
        const indices = triangles.flat();
        expect(measureTopology(6, Uint32Array.from(indices))).toMatchObject(countNaively(indices));
      }),
    );
  });
});
