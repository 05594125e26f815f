import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findEdges, NO_PARTNER } from '../../../../src/preview/scene/mesh-edges.ts';
import { cube, merge, torus, withoutTriangles } from '../../../support/meshes.ts';

describe('findEdges', () => {
  it('finds the twelve edges of a cube and the six diagonals of its faces', () => {
    const { count, cosines } = findEdges(cube(10));
    expect(count).toBe(18);
    const rounded = Array.from(cosines, cosine => Math.round(cosine * 1e5) / 1e5 + 0);
    expect(rounded.filter(cosine => cosine === 0)).toHaveLength(12);
    expect(rounded.filter(cosine => cosine === 1)).toHaveLength(6);
  });

  it('marks the edges of a border', () => {
    const { triangles, cosines } = findEdges(withoutTriangles(cube(10), triangle => triangle < 2));
    const border = Array.from(cosines.keys()).filter(edge => triangles[edge * 2 + 1] === NO_PARTNER);
    expect(border).toHaveLength(4);
    for (const edge of border) expect(cosines[edge]).toBe(-1);
  });

  it('gives an edge at which more than two triangles meet a line in any case', () => {
    const positions = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, -1, 0, 0, -1, 0.01);
    const indices = Uint32Array.of(0, 1, 2, 1, 0, 3, 1, 0, 4);
    const { vertices, cosines } = findEdges({ positions, indices, faceColors: null });
    const shared = Array.from(cosines.keys()).find(
      edge => vertices[edge * 2] === 0 && vertices[edge * 2 + 1] === 1,
    );
    expect(cosines[shared ?? -1]).toBe(-1);
  });

  it('finds as many edges as Euler says, whatever the numbering', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), fc.integer({ min: 3, max: 40 }), (around, across) => {
        const mesh = merge(cube(1), torus(10, 3, around, across));
        // Vertices minus edges plus faces: 2 for the cube, 0 for the torus.
        const expected = mesh.positions.length / 3 + mesh.indices.length / 3 - 2;
        expect(findEdges(mesh).count).toBe(expected);
      }),
      { numRuns: 50, seed: 3 },
    );
  });

  it('has nothing to say of no triangles', () => {
    const nothing = { positions: new Float32Array(0), indices: new Uint32Array(0), faceColors: null };
    expect(findEdges(nothing).count).toBe(0);
  });
});
