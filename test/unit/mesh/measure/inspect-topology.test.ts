import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh, Vec3 } from '../../../../src/contracts/mesh.ts';
import { inspectTopology } from '../../../../src/mesh/measure/inspect-topology.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { measureTopology } from '../../../../src/mesh/topology.ts';
import { merge, insideOut as turned, withoutTriangles } from '../../../support/meshes.ts';
import { ball, cube, insideOut, openBox, voxels, weld } from '../../../support/solids.ts';

const inspect = (mesh: Mesh) => inspectTopology(new MeshStructure(mesh), { selfIntersections: true });

function flip(mesh: Mesh, ...triangles: readonly number[]): Mesh {
  const indices = mesh.indices.slice();
  for (const triangle of triangles) indices.subarray(triangle * 3, triangle * 3 + 3).reverse();
  return { ...mesh, indices };
}

describe('inspectTopology', () => {
  it('counts the rim of an open box and says where it is', () => {
    const report = inspect(openBox(10));
    expect(report).toMatchObject({ watertight: false, manifold: false, open_edges: 4, genus: null });
    expect(report).toMatchObject({ flipped_facets: 0, non_manifold_edges: 0, non_manifold_vertices: 0 });
    expect(report.at.open_edges).toHaveLength(4);
    for (const [, , z] of report.at.open_edges ?? []) expect(z).toBe(10);
  });

  it('names the one facet that is flipped, and nothing else', () => {
    const report = inspect(flip(ball(10, 20, 10), 77));
    expect(report).toMatchObject({
      watertight: false,
      flipped_facets: 1,
      open_edges: 0,
      non_manifold_vertices: 0,
    });
    expect(Object.keys(report.at)).toEqual(['flipped_facets']);
    expect(Math.hypot(...(report.at.flipped_facets?.[0] ?? [0]))).toBeGreaterThan(9);
  });

  it('finds every set of flipped facets that is smaller than the rest', () => {
    const mesh = ball(10, 12, 6);
    const count = mesh.indices.length / 3;
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(count - 1), { minLength: 1, maxLength: count / 4 }), triangles => {
        expect(inspect(flip(mesh, ...triangles)).flipped_facets).toBe(triangles.length);
      }),
      { numRuns: 50 },
    );
  });

  it('tells a part that is inside out from a flipped facet', () => {
    const report = inspect(merge(cube(5), turned(cube(5, [9, 0, 0]))));
    expect(report).toMatchObject({
      watertight: true,
      manifold: true,
      flipped_facets: 0,
      inside_out_parts: 1,
    });
  });

  it('finds the edge in which two solids touch', () => {
    const report = inspect(weld(cube(10), cube(10, [10, 10, 0])));
    expect(report).toMatchObject({ watertight: true, manifold: false, non_manifold_edges: 1, genus: 0 });
    expect(report.at.non_manifold_edges).toEqual([[10, 10, 5]]);
  });

  it('finds the point in which two solids touch', () => {
    const report = inspect(weld(cube(10), cube(10, [10, 10, 10])));
    expect(report).toMatchObject({ watertight: true, manifold: false, non_manifold_edges: 0 });
    expect(report.non_manifold_vertices).toBe(1);
    expect(report.at.non_manifold_vertices).toEqual([[10, 10, 10]]);
  });

  it('finds a fin, whose edge three faces share', () => {
    const mesh = cube(10);
    const fin = {
      ...mesh,
      positions: Float32Array.from([...mesh.positions, 5, 5, 20]),
      indices: Uint32Array.from([...mesh.indices, 4, 5, 8]),
    };
    expect(inspect(fin)).toMatchObject({ watertight: false, non_manifold_edges: 1, open_edges: 2 });
  });

  it('counts cavities and the handles of their walls', () => {
    const hollow = weld(cube(10), insideOut(cube(4, [3, 3, 3])));
    expect(inspect(hollow)).toMatchObject({ cavities: 1, genus: 0, inside_out_parts: 0, watertight: true });
  });

  it('finds facets without area', () => {
    const mesh = cube(10);
    // Vertex 8 lies on the edge between 0 and 1, with a facet that fills the gap of no width.
    const positions = Float32Array.from([...mesh.positions, 5, 0, 0]);
    const indices = Uint32Array.from([...mesh.indices, 0, 8, 1]);
    const report = inspect({ positions, indices, faceColors: null });
    expect(report).toMatchObject({ degenerate_facets: 1, at: { degenerate_facets: [[5, 0, 0]] } });
  });

  it('leaves triangles out that use a vertex twice', () => {
    const mesh = cube(10);
    const collapsed = { ...mesh, indices: Uint32Array.from([...mesh.indices, 0, 0, 1, 2, 3, 2, 5, 5, 5]) };
    expect(inspect(collapsed)).toMatchObject({
      watertight: true,
      manifold: true,
      genus: 0,
      degenerate_facets: 3,
    });
  });

  it('says that a Möbius strip has one side only', () => {
    const indices = [];
    for (let step = 0; step < 5; step++) indices.push(step, step + 1, (step + 2) % 5);
    const positions = Float32Array.from({ length: 15 }, (_, at) => Math.sin(at * at));
    const strip = { positions, indices: Uint32Array.from(indices, vertex => vertex % 5), faceColors: null };
    expect(inspect(strip)).toMatchObject({ orientable: false, flipped_facets: 0 });
  });

  it.each<[string, Vec3, number]>([
    ['cross', [5, 5, 5], 1],
    ['stand apart', [20, 0, 0], 0],
    ['touch with faces of the same size', [10, 0, 0], 0],
    ['touch with parts of faces', [10, 3, 2], 0],
    ['overlap under one flat top', [4, 3, 0], 1],
  ])('tells whether two boxes pass through each other that %s', (_, corner, crossings) => {
    const report = inspect(merge(cube(10), cube(10, corner)));
    expect(Math.min(report.self_intersections ?? -1, 1)).toBe(crossings);
    for (const [x, y, z] of report.at.self_intersections ?? []) {
      // Where they cross lies on both boxes.
      for (const value of [x, y, z]) expect(value).toBeGreaterThanOrEqual(0);
      for (const [axis, value] of [x, y, z].entries()) expect(value).toBeLessThanOrEqual(10 + corner[axis]);
    }
  });

  it('does not take a turned contact that rounding spoiled for a crossing', () => {
    const touching = merge(cube(10), cube(10, [10, 3, 2]));
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 3, noNaN: true }), turn => {
        const [sine, cosine] = [Math.sin(turn), Math.cos(turn)];
        const positions = touching.positions.slice();
        for (let at = 0; at < positions.length; at += 3) {
          const [x, y] = [positions[at], positions[at + 1]];
          positions[at] = cosine * x - sine * y;
          positions[at + 1] = sine * x + cosine * y;
        }
        expect(inspect({ ...touching, positions }).self_intersections).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('says when it could not finish', () => {
    const tangled = new MeshStructure(
      merge(...Array.from({ length: 30 }, (_, at) => cube(10, [at / 9, at / 7, at / 8]))),
    );
    expect(inspectTopology(tangled, { selfIntersections: true }).self_intersection_search).toBe('finished');
    expect(inspectTopology(tangled).self_intersection_search).toBe('not asked');
  });

  it('agrees about closed surfaces with the facts, whatever the triangles', () => {
    const triangle = fc.tuple(fc.nat(6), fc.nat(6), fc.nat(6));
    const positions = Float32Array.from({ length: 21 }, (_, at) => Math.sin(at * 7));
    fc.assert(
      fc.property(fc.array(triangle, { minLength: 1, maxLength: 30 }), triangles => {
        const indices = Uint32Array.from(triangles.flat());
        const report = inspect({ positions, indices, faceColors: null });
        expect(report.watertight).toBe(measureTopology(7, indices).openEdges === 0);
      }),
    );
  });

  it('finds any hole in a voxel solid', () => {
    const mesh = voxels([
      [0, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
    ]);
    const count = mesh.indices.length / 3;
    fc.assert(
      fc.property(fc.nat(count - 1), missing => {
        const report = inspect(withoutTriangles(mesh, triangle => triangle === missing));
        expect(report).toMatchObject({ watertight: false, open_edges: 3, flipped_facets: 0 });
      }),
    );
  });
});
