import { describe, expect, it } from 'vitest';
import type { ExpectationResult, Expectations } from '../../../src/contracts/analysis.ts';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import { expectations as schema } from '../../../src/mcp/analysis-schema.ts';
import { checkExpectations } from '../../../src/mesh/expectations.ts';
import { MeshStructure } from '../../../src/mesh/measure/mesh-structure.ts';
import { drilledPlate } from '../../support/drilled-plate.ts';
import { box, merge } from '../../support/meshes.ts';
import { pillar } from '../../support/print-fixtures.ts';
import { circle, rectangle, SolidBuilder } from '../../support/solid-builder.ts';
import { openBox } from '../../support/solids.ts';

const answer = (mesh: Mesh, expected: Expectations): ExpectationResult[] =>
  checkExpectations(new MeshStructure(mesh), expected);

const verdicts = (mesh: Mesh, expected: Expectations) => answer(mesh, expected).map(({ verdict }) => verdict);

/** A plate with holes of 3 mm, each of so many sides. */
const plateWithSides = (...sides: readonly number[]): Mesh =>
  new SolidBuilder()
    .prism(
      0,
      5,
      rectangle([0, 0], [10 * sides.length, 10]),
      ...sides.map((count, at) => circle(3, count, [5 + 10 * at, 5])),
    )
    .build();

/** A plate with one hole of 3.4 mm that is 7 mm wide at the top. */
const counterbored = (() => {
  const [outline, screw, head] = [rectangle([-10, -10], [10, 10]), circle(3.4, 24), circle(7, 40)];
  return new SolidBuilder()
    .face('down', 0, outline, screw)
    .wall('inside', outline, 0, outline, 10)
    .wall('outside', screw, 0, screw, 7)
    .face('up', 7, head, screw)
    .wall('outside', head, 7, head, 10)
    .face('up', 10, outline, head)
    .build();
})();

/** Two tubes around one axis, one inside the other. */
const nestedTubes = merge(
  new SolidBuilder().prism(0, 5, circle(30, 32), circle(24, 32)).build(),
  new SolidBuilder().prism(0, 5, circle(20, 32), circle(12, 32)).build(),
);

describe('checkExpectations', () => {
  describe('of holes', () => {
    it.each([5, 7])('counts holes of %i sides by the circle around their corners', sides => {
      const plate = plateWithSides(sides, sides, 32);
      expect(verdicts(plate, { holes: [{ diameter_mm: 3, count: 3 }] })).toEqual(['pass']);
      expect(verdicts(plate, { holes: 3 })).toEqual(['pass']);
    });

    it('names the coarse holes where none of the wanted diameter fits', () => {
      const [result] = answer(plateWithSides(5), { holes: 2 });
      expect(result.verdict).toBe('fail');
      expect(result.note).toMatch(/^5-sided hole of 3 mm at \[5, 5, [05]\]; raise \$fn/);
    });

    it('does not know whether a hexagon is a hole where that matters', () => {
      const plate = plateWithSides(6, 32);
      expect(verdicts(plate, { holes: [{ diameter_mm: 3, count: 2 }] })).toEqual(['pass']);
      const [result] = answer(plate, { holes: [{ diameter_mm: 3, count: 1 }] });
      expect(result.verdict).toBe('unknown');
      expect(result.note).toContain('6-sided hole of 3 mm');
      expect(verdicts(plate, { holes: 3 })).toEqual(['fail']);
    });

    it('counts a hole with its counterbore or countersink once', () => {
      expect(verdicts(counterbored, { holes: 1 })).toEqual(['pass']);
      // Through, blind, with a counterbore, with a countersink, and the nut trap.
      expect(verdicts(drilledPlate(), { holes: 5 })).toEqual(['pass']);
      expect(verdicts(drilledPlate(), { holes: 6 })).toEqual(['fail']);
      const holes = [{ diameter_mm: 3.4 }, { diameter_mm: 7 }, { diameter_mm: 8 }];
      expect(verdicts(drilledPlate(), { holes })).toEqual(['pass', 'pass', 'pass']);
    });

    it('counts each of two tubes around one axis', () => {
      expect(verdicts(nestedTubes, { holes: 2 })).toEqual(['pass']);
    });

    it('tells the diameters once', () => {
      const results = answer(drilledPlate(), { holes: [{ diameter_mm: 5 }, { diameter_mm: 9 }] });
      expect(results.map(({ actual }) => actual)).toEqual([
        { count: 1, diameters_mm: expect.arrayContaining([5, 8, 7, 3.4, 4, 6.35]) },
        { count: 0 },
      ]);
    });
  });

  it.each([
    [0.05, 0.04, 'pass'],
    [0.05, 0.08, 'fail'],
    [0.8, 0.8, 'pass'],
    [0.75, 0.8, 'fail'],
  ])('finds a plate of %f mm against a least thickness of %f mm: %s', (thickness, least, verdict) => {
    const plate = box([0, 0, 0], [10, 10, thickness]);
    expect(verdicts(plate, { min_thickness_mm: least })).toEqual([verdict]);
  });

  it('does not know on which side a point on the surface is', () => {
    const points = [
      [5, 5, 5],
      [5, 5, 10],
      [5, 5, 9.95],
      [5, 5, 12],
    ] as const;
    const block = box([0, 0, 0], [10, 10, 10]);
    const results = answer(block, { contains_points: points, excludes_points: points });
    expect(results.map(({ actual }) => actual).slice(0, 4)).toEqual([
      'inside',
      'on the surface',
      'on the surface',
      'outside',
    ]);
    expect(results.map(({ verdict }) => verdict)).toEqual([
      ...['pass', 'unknown', 'unknown', 'fail'],
      ...['fail', 'unknown', 'unknown', 'pass'],
    ]);
    expect(verdicts(block, { contains_points: [[5, 5, 10]], tolerance_mm: 0 })).toEqual(['unknown']);
  });

  it('does not know the volume of what is open or passes through itself', () => {
    const block = box([0, 0, 0], [10, 10, 10]);
    expect(verdicts(block, { volume_mm3: 1000 })).toEqual(['pass']);
    const [crossed] = answer(merge(block, box([5, 5, 5], [15, 15, 15])), { volume_mm3: 2000 });
    expect(crossed.verdict).toBe('unknown');
    expect(crossed.note).toContain('counts twice');
    expect(verdicts(openBox(10), { volume_mm3: 1000 })).toEqual(['unknown']);
  });

  it('does not turn a part to make it fit', () => {
    expect(verdicts(pillar(10, 4, 30), { fits_in_mm: [30, 10, 10] })).toEqual(['fail']);
    expect(verdicts(pillar(10, 4, 30), { fits_in_mm: [10, 10, 30] })).toEqual(['pass']);
  });
});

describe('the schema of expectations', () => {
  it('takes the volume of large models', () => {
    expect(schema.safeParse({ volume_mm3: 1e9 }).success).toBe(true);
    expect(schema.safeParse({ volume_mm3: 1e16 }).success).toBe(false);
  });

  it('limits how many diameters are asked for', () => {
    const holes = (count: number) => Array.from({ length: count }, () => ({ diameter_mm: 3 }));
    expect(schema.safeParse({ holes: holes(100) }).success).toBe(true);
    expect(schema.safeParse({ holes: holes(101) }).success).toBe(false);
  });
});
