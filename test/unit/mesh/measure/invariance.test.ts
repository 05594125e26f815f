import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh, Vec3 } from '../../../../src/contracts/mesh.ts';
import { inspectTopology } from '../../../../src/mesh/measure/inspect-topology.ts';
import { measureMass } from '../../../../src/mesh/measure/mass.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { measureParts } from '../../../../src/mesh/measure/parts.ts';
import { measureSection } from '../../../../src/mesh/measure/section.ts';
import { findSelfIntersections } from '../../../../src/mesh/measure/self-intersections.ts';
import { estimateTessellation } from '../../../../src/mesh/measure/tessellation.ts';
import { measureThickness } from '../../../../src/mesh/measure/thickness.ts';
import { ANALYTIC_SOLIDS } from '../../../support/analytic-solids.ts';
import { mapVertices, merge, torus } from '../../../support/meshes.ts';
import { motions, moved, place, shuffled } from '../../../support/motions.ts';
import { expectNear } from '../../../support/near.ts';
import { ball, cube, openBox, plateWithHoles, voxels } from '../../../support/solids.ts';

/** Turning rounds coordinates to float32 once more. */
const SHARE = 5e-5;

const SUBJECTS = ANALYTIC_SOLIDS.filter(({ name }) => !name.includes('far') && !name.includes('two steps'));

function expectPoint(actual: Vec3, expected: Vec3, within: number): void {
  expect(Math.hypot(...actual.map((value, axis) => value - expected[axis]))).toBeLessThan(within);
}

describe('under rotation, scale and shift', () => {
  it('mass moves with the solid', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SUBJECTS), motions, ({ mesh }, motion) => {
        const before = measureMass(mesh);
        const after = measureMass(moved(mesh, motion));
        const { scale } = motion;
        expectNear(after.volume_mm3, before.volume_mm3 * scale ** 3, 20 * SHARE);
        expectNear(after.area_mm2, before.area_mm2 * scale ** 2, SHARE);
        expectPoint(after.center_mm, place(motion, before.center_mm), 20 * SHARE * Math.max(1, 50 * scale));
        for (const [at, moment] of before.inertia.principal_mm5.entries()) {
          expectNear(after.inertia.principal_mm5[at], moment * scale ** 5, 40 * SHARE);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('topology stays', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SUBJECTS), motions, ({ mesh }, motion) => {
        const before = inspectTopology(new MeshStructure(mesh), { selfIntersections: true });
        const after = inspectTopology(new MeshStructure(moved(mesh, motion)), { selfIntersections: true });
        expect({ ...after, at: Object.keys(after.at) }).toEqual({ ...before, at: Object.keys(before.at) });
      }),
      { numRuns: 100 },
    );
  });

  it('thickness scales', () => {
    const subjects = [plateWithHoles(2, 3, 24, 2), cube(10), ball(6, 40, 20), torus(12, 3, 48, 24)];
    fc.assert(
      fc.property(fc.constantFrom(...subjects), motions, (mesh, motion) => {
        const before = measureThickness(new MeshStructure(mesh), { samples: 2000 });
        const after = measureThickness(new MeshStructure(moved(mesh, motion)), { samples: 2000 });
        expectNear(after?.min_mm ?? 0, (before?.min_mm ?? 0) * motion.scale, 0.03);
        expectNear(after?.median_mm ?? 0, (before?.median_mm ?? 0) * motion.scale, 0.03);
      }),
      // Shrinking a failure would take minutes.
      { numRuns: 12, endOnFailure: true },
    );
  });

  it('tessellation error scales', () => {
    const mesh = ball(6, 40, 20);
    const before = estimateTessellation(new MeshStructure(mesh));
    fc.assert(
      fc.property(motions, motion => {
        const after = estimateTessellation(new MeshStructure(moved(mesh, motion)));
        expectNear(after.deviation_mm, before.deviation_mm * motion.scale, 0.01);
        expectNear(after.volume_error_mm3, before.volume_error_mm3 * motion.scale ** 3, 0.01);
        expectNear(after.area_error_mm2, before.area_error_mm2 * motion.scale ** 2, 0.01);
      }),
      { numRuns: 30 },
    );
  });
});

describe('whatever the order of facets', () => {
  const seeds = fc.integer({ min: 1, max: 2 ** 31 });

  it('every measure stays', () => {
    fc.assert(
      fc.property(fc.constantFrom(...SUBJECTS), seeds, ({ mesh }, seed) => {
        const [before, after] = [new MeshStructure(mesh), new MeshStructure(shuffled(mesh, seed))];
        const [mass, massAfter] = [measureMass(mesh), measureMass(after.mesh)];
        expectNear(massAfter.volume_mm3, mass.volume_mm3, 1e-9);
        expectNear(massAfter.area_mm2, mass.area_mm2, 1e-9);
        const topology = inspectTopology(before);
        expect({ ...inspectTopology(after), at: null }).toEqual({ ...topology, at: null });
        const parts = measureParts(before);
        expect(measureParts(after).map(({ size, triangles }) => ({ size, triangles }))).toEqual(
          parts.map(({ size, triangles }) => ({ size, triangles })),
        );
        const middle = parts[0].size.min[2] + parts[0].size.size[2] * 0.4;
        const section = measureSection(before, 'z', middle);
        const sectionAfter = measureSection(after, 'z', middle);
        expect(sectionAfter.area_mm2).toBeCloseTo(section.area_mm2, 6);
        expect(sectionAfter.perimeter_mm).toBeCloseTo(section.perimeter_mm, 6);
        expect(sectionAfter.contours.length).toBe(section.contours.length);
        expectNear(
          estimateTessellation(after).volume_error_mm3,
          estimateTessellation(before).volume_error_mm3,
          1e-9,
        );
      }),
      { numRuns: 80 },
    );
  });

  it('crossings are counted alike', () => {
    const mesh = merge(
      ball(5, 20, 10),
      mapVertices(ball(5, 20, 10), (x, y, z) => [x + 4.1, y + 1.3, z]),
    );
    const pairs = findSelfIntersections(new MeshStructure(mesh)).pairs;
    expect(pairs).toBeGreaterThan(20);
    fc.assert(
      fc.property(seeds, seed => {
        expect(findSelfIntersections(new MeshStructure(shuffled(mesh, seed))).pairs).toBe(pairs);
      }),
      { numRuns: 20 },
    );
  });

  it('thickness stays nearly', () => {
    const mesh = voxels([
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
      [2, 1, 0],
    ]);
    fc.assert(
      fc.property(seeds, seed => {
        expect(
          measureThickness(new MeshStructure(shuffled(mesh, seed)), { samples: 2000 })?.min_mm,
        ).toBeCloseTo(1, 5);
      }),
      { numRuns: 10 },
    );
  });
});

describe('whatever the mesh', () => {
  it('nothing fails, and nothing runs on', () => {
    const vertex = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 });
    const triangle = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9));
    fc.assert(
      fc.property(
        fc.array(vertex, { minLength: 10, maxLength: 10 }),
        fc.array(triangle, { maxLength: 40 }),
        (vertices, triangles) => {
          const mesh: Mesh = {
            positions: Float32Array.from(vertices.flat()),
            indices: Uint32Array.from(triangles.flat()),
            faceColors: null,
          };
          const structure = new MeshStructure(mesh);
          const numbers = [
            measureMass(mesh),
            inspectTopology(structure, { selfIntersections: true }),
            measureParts(structure),
            measureSection(structure, 'x', 0),
            estimateTessellation(structure),
            measureThickness(structure, { samples: 500 }),
          ];
          expect(JSON.stringify(numbers, (_, value) => (Number.isNaN(value) ? 'NaN' : value))).not.toContain(
            'NaN',
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('the search for crossings ends after so many steps', () => {
    const structure = new MeshStructure(openBox(10));
    expect(findSelfIntersections(structure, 3)).toMatchObject({ isFinished: false });
    expect(findSelfIntersections(structure)).toMatchObject({ isFinished: true, pairs: 0 });
  });
});
