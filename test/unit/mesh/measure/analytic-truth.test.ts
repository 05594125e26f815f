import { describe, expect, it } from 'vitest';
import { measureMesh } from '../../../../src/mesh/facts.ts';
import { inspectTopology } from '../../../../src/mesh/measure/inspect-topology.ts';
import { measureMass } from '../../../../src/mesh/measure/mass.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { measureParts } from '../../../../src/mesh/measure/parts.ts';
import { ANALYTIC_SOLIDS } from '../../../support/analytic-solids.ts';
import { expectNear } from '../../../support/near.ts';

/** Coordinates are rounded to float32, seven digits; far from the origin fewer are left for the solid. */
const SHARE = 2e-5;

describe.each(ANALYTIC_SOLIDS)('$name', truth => {
  const structure = new MeshStructure(truth.mesh);
  const diagonal = Math.hypot(...structure.pieces.sums[0].bounds.size);

  it('has the volume, area, centre and inertia of its formulas', () => {
    const mass = measureMass(truth.mesh);
    expectNear(mass.volume_mm3, truth.volume_mm3, SHARE);
    expectNear(mass.area_mm2, truth.area_mm2, SHARE);
    for (const axis of [0, 1, 2]) {
      expect(Math.abs(mass.center_mm[axis] - truth.center_mm[axis])).toBeLessThan(SHARE * diagonal);
    }
    for (const [at, moment] of (truth.inertia_mm5 ?? []).entries()) {
      expectNear(mass.inertia.principal_mm5[at], moment, 3 * SHARE);
    }
  });

  it('has the topology it was built with', () => {
    const isManifold = truth.crowdedEdges === 0 && !truth.name.includes('touch in a point');
    expect(inspectTopology(structure, { selfIntersections: true })).toEqual({
      watertight: true,
      manifold: isManifold,
      genus: truth.genus,
      open_edges: 0,
      non_manifold_edges: truth.crowdedEdges,
      non_manifold_vertices: expect.any(Number),
      degenerate_facets: 0,
      flipped_facets: 0,
      cavities: truth.cavities,
      inside_out_parts: 0,
      orientable: true,
      self_intersections: 0,
      self_intersection_search: 'finished',
      at: isManifold ? {} : expect.any(Object),
    });
  });

  it('falls apart into its parts', () => {
    const parts = measureParts(structure);
    expect(parts.length).toBe(truth.parts);
    expect(parts.every(part => part.watertight)).toBe(true);
    const sum = (value: (part: (typeof parts)[number]) => number) =>
      parts.reduce((total, part) => total + value(part), 0);
    expectNear(
      sum(part => part.volume_mm3),
      truth.volume_mm3,
      SHARE,
    );
    expectNear(
      sum(part => part.area_mm2),
      truth.area_mm2,
      SHARE,
    );
    expect(sum(part => part.triangles)).toBe(truth.mesh.indices.length / 3);
    expect(sum(part => part.cavities)).toBe(truth.cavities);
  });

  it('agrees with the facts that every result tells', () => {
    const facts = measureMesh(truth.mesh);
    const mass = measureMass(truth.mesh);
    expectNear(mass.volume_mm3, facts.volume_mm3, 1e-9);
    expectNear(mass.area_mm2, facts.area_mm2, 1e-9);
    expect(inspectTopology(structure).watertight).toBe(facts.watertight);
  });
});
