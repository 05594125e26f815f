import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { findFacets } from '../../../../src/mesh/features/facets.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { drilledPlate } from '../../../support/drilled-plate.ts';
import { circle, rotated, SolidBuilder } from '../../../support/solid-builder.ts';
import { ball, cube } from '../../../support/solids.ts';

const facetsOf = (mesh: Mesh) => findFacets(new MeshStructure(mesh));

describe('findFacets', () => {
  it('joins the two triangles of each face of a cube', () => {
    const { count, areas_mm2, normals } = facetsOf(cube(10));
    expect(count).toBe(6);
    expect([...areas_mm2]).toEqual([100, 100, 100, 100, 100, 100]);
    expect([...normals.subarray(0, 3)]).toEqual([0, 0, -1]);
  });

  it('counts every triangle once', () => {
    const { facetOf, triangles, starts, count } = facetsOf(drilledPlate());
    expect(new Set(triangles).size).toBe(facetOf.length);
    for (let facet = 0; facet < count; facet++) {
      for (const triangle of triangles.subarray(starts[facet], starts[facet + 1])) {
        expect(facetOf[triangle]).toBe(facet);
      }
    }
  });

  it('keeps the facets of a round pillar apart, and joins its ends', () => {
    const mesh = rotated(new SolidBuilder().prism(0, 30, circle(40, 720)).build(), [12, 34, 56]);
    expect(facetsOf(mesh).count).toBe(722);
  });

  it('keeps the quads of a fine ball apart', () => {
    expect(facetsOf(ball(10, 200, 100)).count).toBe(200 * 100);
  });

  it('does not let a sliver along an edge join the faces beside it', () => {
    // The top's corner d is a rounding above the edge from a to b, so that a, b, d is a sliver between two faces.
    const [a, b, c, d, e] = [0, 1, 2, 3, 4];
    const mesh: Mesh = {
      positions: Float32Array.from([0, 0, 0, 10, 0, 0, 5, 10, 0, 5, 1e-6, 0, 5, 0, -10]),
      indices: Uint32Array.from([a, d, c, d, b, c, a, b, d, b, a, e]),
      faceColors: null,
    };
    const { count, facetOf } = facetsOf(mesh);
    expect(count).toBe(2);
    expect(facetOf[0]).toBe(facetOf[1]);
    expect(facetOf[0]).not.toBe(facetOf[3]);
  });
});
