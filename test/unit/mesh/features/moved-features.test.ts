import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh, Vec3 } from '../../../../src/contracts/mesh.ts';
import type { Features } from '../../../../src/mesh/features/feature-types.ts';
import { findFeatures } from '../../../../src/mesh/features/find-features.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { drilledPlate } from '../../../support/drilled-plate.ts';
import { mapVertices } from '../../../support/meshes.ts';
import { rounded } from '../../../support/rounded.ts';
import { circle, rotated, rotatePoint, SolidBuilder } from '../../../support/solid-builder.ts';

const featuresOf = (mesh: Mesh) => findFeatures(new MeshStructure(mesh));

describe('findFeatures, wherever the model is', () => {
  const angle = fc.double({ min: -180, max: 180, noNaN: true });
  const offset = fc.double({ min: -200, max: 200, noNaN: true });

  it('finds the same features turned and moved', () => {
    const original = drilledPlate();
    const expected = featuresOf(original);
    fc.assert(
      fc.property(fc.tuple(angle, angle, angle), fc.tuple(offset, offset, offset), (angles, move) => {
        const place = (point: Vec3): Vec3 => {
          const turned = rotatePoint(point, angles);
          return [turned[0] + move[0], turned[1] + move[1], turned[2] + move[2]];
        };
        const moved = mapVertices(rotated(original, angles), (x, y, z) => [
          x + move[0],
          y + move[1],
          z + move[2],
        ]);
        const found = featuresOf(moved);
        expect(shapesOf(found)).toEqual(shapesOf(expected));
        for (const { at } of expected.holes) {
          const there = place(at);
          const distances = found.holes.map(hole =>
            Math.hypot(...there.map((value, axis) => value - hole.at[axis])),
          );
          // Of a through hole either end may be the one that is told.
          expect(Math.min(...distances)).toBeLessThan(10.01);
        }
        for (const hole of found.holes.filter(({ through }) => !through)) {
          const mouths = expected.holes.map(({ at }) =>
            Math.hypot(...place(at).map((v, axis) => v - hole.at[axis])),
          );
          expect(Math.min(...mouths)).toBeLessThan(0.01);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('measures cylinders of any size', () => {
    const size = fc.double({ min: 1, max: 100, noNaN: true });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 8, max: 120 }), (diameter, height, sides) => {
        const { bosses } = featuresOf(new SolidBuilder().prism(0, height, circle(diameter, sides)).build());
        expect(bosses).toHaveLength(1);
        expect(Math.abs(bosses[0].diameter_mm / diameter - 1)).toBeLessThan(1e-4);
        expect(Math.abs(bosses[0].depth_mm / height - 1)).toBeLessThan(1e-4);
      }),
      { numRuns: 60 },
    );
  });
});

/** What is found, without where it is. */
function shapesOf({ holes, bosses, prisms, cones, fillets, plane_count, planes }: Features) {
  const shape = rounded(
    {
      holes: holes.map(hole => [hole.diameter_mm, hole.depth_mm, hole.through, hole.sides]),
      bosses: bosses.map(boss => [boss.diameter_mm, boss.depth_mm, boss.sides]),
      prisms: prisms.map(prism => [prism.kind, prism.sides, prism.across_flats_mm, prism.depth_mm]),
      cones: cones.map(cone => [cone.kind, cone.large_diameter_mm, cone.small_diameter_mm]),
      areas: planes.map(({ area_mm2 }) => area_mm2),
    },
    2,
  );
  return { ...shape, fillets: fillets.length, plane_count };
}
