import { describe, expect, it } from 'vitest';
import type { Expectations } from '../../../src/contracts/analysis.ts';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import { checkExpectations } from '../../../src/mesh/expectations.ts';
import { MeshStructure } from '../../../src/mesh/measure/mesh-structure.ts';
import { box, cube } from '../../support/meshes.ts';
import { profile } from '../../support/print-fixtures.ts';
import type { Loop } from '../../support/solid-builder.ts';
import { openBox, regularPolygon } from '../../support/solids.ts';

const verdicts = (mesh: Mesh, expectations: Expectations) =>
  checkExpectations(new MeshStructure(mesh), expectations).map(({ verdict }) => verdict);

describe('checkExpectations', () => {
  it('compares sizes within their tolerance', () => {
    expect(verdicts(cube(10), { size_mm: [10, 10, 10.05], fits_in_mm: [9.95, 20, 20] })).toEqual([
      'pass',
      'pass',
    ]);
    expect(verdicts(cube(10), { size_mm: [10, 10, 10.2] })).toEqual(['fail']);
    expect(verdicts(cube(10), { size_mm: [10, 10, 11], tolerance_mm: 1 })).toEqual(['pass']);
  });

  it('knows no volume of an open mesh', () => {
    expect(verdicts(openBox(10), { volume_mm3: 1000, watertight: false })).toEqual(['unknown', 'pass']);
  });

  it('takes a minimum thickness for a minimum, however thin', () => {
    const sheet = box([0, 0, 0], [20, 20, 0.05]);
    expect(verdicts(sheet, { min_thickness_mm: 0.1 })).toEqual(['fail']);
    expect(verdicts(sheet, { min_thickness_mm: 0.05 })).toEqual(['pass']);
  });

  it.each([5, 6, 32])('counts holes of %d sides', sides => {
    const around = (x: number): Loop => regularPolygon(1.5, sides).map(([u, v]) => [x + u, 10 + v]);
    const plate = profile(
      4,
      [
        [0, 0],
        [60, 0],
        [60, 20],
        [0, 20],
      ],
      around(10),
      around(30),
      around(50),
    );
    expect(verdicts(plate, { holes: 3 })).toEqual(['pass']);
    // Six sides may be a nut trap.
    expect(verdicts(plate, { holes: 2 })).toEqual([sides === 6 ? 'unknown' : 'fail']);
    expect(verdicts(plate, { holes: [{ diameter_mm: 3, count: 3 }] })).toEqual(['pass']);
    expect(verdicts(plate, { holes: [{ diameter_mm: 4 }] })).toEqual(['fail']);
  });

  it('tells points inside from those outside', () => {
    const points = { contains_points: [[5, 5, 5]], excludes_points: [[15, 5, 5]] } as const;
    expect(verdicts(cube(10), points)).toEqual(['pass', 'pass']);
  });
});
