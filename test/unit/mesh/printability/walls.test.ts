import { describe, expect, it } from 'vitest';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { checkGeometry } from '../../../../src/mesh/printability/check-print.ts';
import { insideOut, merge } from '../../../support/meshes.ts';
import { openTopBox } from '../../../support/print-fixtures.ts';
import { circle, rectangle, SolidBuilder } from '../../../support/solid-builder.ts';
import { cube, openBox } from '../../../support/solids.ts';
import { check, codesOf, only, together, trianglesOf } from './print-checks.ts';

describe('checkPrint', () => {
  describe('of walls and holes', () => {
    it('finds a wall thinner than a line', () => {
      const found = check(openTopBox(0.3));
      const walls = found.findings.filter(({ code }) => code === 'THIN_WALL');
      expect(walls.length).toBeGreaterThan(0);
      expect(walls[0].severity).toBe('error');
      expect(walls[0].value).toBeCloseTo(0.3, 4);
      expect(trianglesOf(found, 'THIN_WALL').length).toBeGreaterThanOrEqual(4);
    });

    it('warns of a wall of less than two lines', () => {
      const walls = check(openTopBox(0.7)).findings;
      expect(new Set(walls.map(({ code, severity }) => `${severity} ${code}`))).toEqual(
        new Set(['warning THIN_WALL']),
      );
    });

    it.each([12, 24, 64])('passes a round wall of just two lines, made with %i sides', sides => {
      const tube = new SolidBuilder().prism(0, 15, circle(20, sides), circle(18.4, sides)).build();
      expect(codesOf(check(tube))).toEqual([]);
    });

    it('asks as much of a wall as the nozzle does', () => {
      expect(codesOf(check(openTopBox(0.7), { nozzle_mm: 0.25 }))).toEqual([]);
    });

    it.each([24, 5])('finds a hole that closes up, made with %i sides', sides => {
      const plate = new SolidBuilder()
        .prism(0, 3, rectangle([0, 0], [20, 20]), circle(0.8, sides, [5, 15]))
        .build();
      const found = check(plate);
      expect(codesOf(found)).toEqual(['warning SMALL_HOLE']);
      const finding = only(found, 'SMALL_HOLE');
      expect(finding.value).toBeCloseTo(0.8, 4);
      expect(finding.at).toEqual([expect.closeTo(5, 4), expect.closeTo(15, 4), 3]);
      expect(trianglesOf(found, 'SMALL_HOLE')).toHaveLength(2 * sides);
    });

    it('gathers what there is many times', () => {
      const holes = Array.from({ length: 30 }, (_, at) =>
        circle(0.6, 12, [2 + 2 * (at % 6), 2 + 2 * Math.floor(at / 6)]),
      );
      const plate = new SolidBuilder().prism(0, 2, rectangle([0, 0], [20, 20]), ...holes).build();
      const { findings } = check(plate);
      expect(findings).toHaveLength(11);
      expect(findings[10].message).toContain('20 more');
    });
  });

  describe('of the surface', () => {
    it('finds a box without its top open, and its edges', () => {
      const found = check(openBox(20));
      const finding = only(found, 'NOT_CLOSED');
      expect(finding).toMatchObject({ severity: 'error', value: 4 });
      expect(finding.at?.[2]).toBe(20);
      expect(trianglesOf(found, 'NOT_CLOSED')).toHaveLength(4);
    });

    it('finds the one face that is the wrong way round', () => {
      const mesh = cube(20);
      mesh.indices.subarray(9, 12).reverse();
      const found = check(mesh);
      expect(only(found, 'FLIPPED_FACETS')).toMatchObject({ severity: 'error', value: 1 });
      expect(trianglesOf(found, 'FLIPPED_FACETS')).toEqual([3]);
    });

    it('finds a solid that is inside out', () => {
      expect(only(check(insideOut(cube(20))), 'INSIDE_OUT')).toMatchObject({
        severity: 'error',
        value: -8000,
      });
    });

    it('finds a hollow without a way out, and its wall', () => {
      const hollow = together(cube(20), insideOut(cube(4, [8, 8, 9])));
      const found = checkGeometry(new MeshStructure(hollow));
      expect(codesOf(found)).toEqual(['warning SEALED_CAVITY']);
      const finding = only(found, 'SEALED_CAVITY');
      expect(finding.value).toBeCloseTo(64, 3);
      expect(finding.at).toEqual([expect.closeTo(10, 4), expect.closeTo(10, 4), expect.closeTo(11, 4)]);
      expect(trianglesOf(found, 'SEALED_CAVITY')).toEqual(Array.from({ length: 12 }, (_, at) => 12 + at));
    });

    it('takes a body loose in a hollow for a part', () => {
      const rattle = together(cube(20), insideOut(cube(10, [5, 5, 5])), cube(4, [8, 8, 8]));
      expect(codesOf(checkGeometry(new MeshStructure(rattle)))).toEqual([
        'error FLOATING_PART',
        'warning SEALED_CAVITY',
      ]);
    });

    it('finds cubes that touch along an edge', () => {
      const found = check(together(cube(20), cube(20, [20, 20, 0])));
      expect(codesOf(found)).toEqual(['warning ZERO_THICKNESS']);
      expect(only(found, 'ZERO_THICKNESS').at).toEqual([20, 20, 10]);
      expect(trianglesOf(found, 'ZERO_THICKNESS')).toHaveLength(4);
    });

    it('finds a sheet that encloses nothing', () => {
      const sheet = {
        positions: Float32Array.from([0, 0, 0, 10, 0, 0, 0, 10, 0]),
        indices: Uint32Array.from([0, 1, 2, 0, 2, 1]),
        faceColors: null,
      };
      expect(only(checkGeometry(new MeshStructure(sheet)), 'ZERO_THICKNESS').severity).toBe('error');
    });

    it('reports triangles that pass through each other', () => {
      const found = check(merge(cube(20), cube(20, [10, 10, 0])));
      expect(only(found, 'SELF_INTERSECTION').severity).toBe('warning');
    });
  });
});
