import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { checkGeometry } from '../../../../src/mesh/printability/check-print.ts';
import { box, mapVertices, merge, sphere } from '../../../support/meshes.ts';
import { leaningTower, openTopBox, spinningTop } from '../../../support/print-fixtures.ts';
import { cube } from '../../../support/solids.ts';
import { check, codesOf, only, together, trianglesOf } from './print-checks.ts';

describe('checkPrint', () => {
  describe('of floating parts', () => {
    it('finds one, where it begins and all its triangles', () => {
      const found = check(together(cube(20), cube(8, [6, 6, 25])));
      expect(codesOf(found)).toEqual(['error FLOATING_PART']);
      const finding = only(found, 'FLOATING_PART');
      expect(finding.value).toBe(25);
      expect(finding.at).toEqual([10, 10, 25]);
      expect(finding.region?.size).toEqual([8, 8, 8]);
      expect(trianglesOf(found, 'FLOATING_PART')).toEqual(Array.from({ length: 12 }, (_, at) => 12 + at));
    });

    it('finds it without asking about printing', () => {
      const structure = new MeshStructure(together(cube(20), cube(8, [6, 6, 25])));
      expect(codesOf(checkGeometry(structure))).toEqual(['error FLOATING_PART']);
    });
  });

  describe('of parts above the bed that others hold', () => {
    const codesOfAll = (...meshes: readonly Mesh[]) =>
      checkGeometry(new MeshStructure(merge(...meshes))).findings.map(({ code }) => code);

    it.each<[string, Mesh]>([
      ['overlaps another', cube(8, [6, 6, 15])],
      ['lies on another', cube(8, [6, 6, 20])],
      ['lies in the material of another', cube(8, [6, 6, 6])],
    ])('does not take a part that %s for floating', (_, part) => {
      expect(codesOfAll(cube(20), part)).not.toContain('FLOATING_PART');
      const onAnother = [cube(4, [8, 8, 12]), cube(8, [6, 6, 15])] as const;
      expect(codesOfAll(cube(20), ...onAnother)).not.toContain('FLOATING_PART');
    });

    it('does not take the box around a part for the part', () => {
      expect(codesOfAll(openTopBox(2), cube(4, [10, 10, 6]))).toContain('FLOATING_PART');
    });

    it('finds parts that hang in the air together', () => {
      const found = checkGeometry(
        new MeshStructure(merge(cube(20), cube(8, [6, 6, 25]), cube(8, [8, 8, 30]))),
      );
      expect(found.findings.map(({ code }) => code)).toEqual(['FLOATING_PART', 'FLOATING_PART']);
      expect(found.findings[0].message).toContain('touches only parts that hang there too');
    });
  });

  describe('of how a model stands', () => {
    it('finds a top that stands on its tip', () => {
      const found = check(spinningTop());
      expect(codesOf(found)).toContain('error FIRST_LAYER');
      expect(only(found, 'FIRST_LAYER').at).toEqual([expect.closeTo(0, 3), expect.closeTo(0, 3), 0]);
      expect(only(found, 'STABILITY').severity).toBe('warning');
    });

    it('finds a ball that touches the bed hardly', () => {
      const finding = only(check(sphere(10, 48)), 'FIRST_LAYER');
      expect(finding.severity).toBe('warning');
      expect(finding.value).toBeLessThan(10);
    });

    it('takes a sheet lower than half a layer, which has no foot to stand on', () => {
      const found = check(box([0, 0, 0], [20, 20, 0.05]));
      expect(codesOf(found)).toContain('error FIRST_LAYER');
      expect(codesOf(found).join()).not.toContain('STABILITY');
      for (const { value } of found.findings) expect(Number.isFinite(value)).toBe(true);
    });

    it('finds a tower that tips over', () => {
      const found = check(leaningTower(16));
      expect(codesOf(found)).toEqual(['error STABILITY']);
      expect(only(found, 'STABILITY').hint).toContain('recommended orientation');
      // Its centre of mass is over 8 + 5 mm, its foot ends at 10 mm and a bit, by the lean over half a layer.
      expect(only(found, 'STABILITY').value).toBeCloseTo(-3 + (16 * 0.1) / 40, 3);
    });

    it('finds a tower too slender to stand still', () => {
      const finding = only(check(box([0, 0, 0], [5, 8, 60])), 'STABILITY');
      expect(finding).toMatchObject({ severity: 'warning', limit: 8 });
      expect(finding.value).toBeCloseTo(12, 5);
    });

    it('says that a part tips over, however many others are slender', () => {
      const posts = Array.from({ length: 11 }, (_, at) => box([50 + 12 * at, 0, 0], [60 + 12 * at, 10, 150]));
      const found = check(together(...posts, leaningTower(16)));
      const stability = codesOf(found).filter(code => code.endsWith('STABILITY'));
      expect(stability[0]).toBe('error STABILITY');
      expect(stability.slice(1)).toEqual(Array(10).fill('warning STABILITY'));
    });

    it('looks at each part by itself', () => {
      const found = check(
        together(
          cube(20),
          mapVertices(spinningTop(), (x, y, z) => [x + 50, y, z]),
        ),
      );
      expect(only(found, 'FIRST_LAYER').message).toContain('Part 1');
    });
  });

  describe('of the bed', () => {
    it('finds a model that is too large however it is turned', () => {
      expect(only(check(cube(320)), 'TOO_LARGE')).toMatchObject({
        severity: 'error',
        value: 320,
        limit: 220,
      });
    });

    it('says how a long model fits', () => {
      const finding = only(check(box([0, 0, 0], [260, 20, 20])), 'TOO_LARGE');
      expect(finding).toMatchObject({ severity: 'warning', value: 260, limit: 220 });
      const turn = Number(/rotate\(\[0, 0, (\d+)\]\)/.exec(finding.hint ?? '')?.[1]);
      const angle = (turn * Math.PI) / 180;
      expect(260 * Math.cos(angle) + 20 * Math.sin(angle)).toBeLessThanOrEqual(220);
      expect(260 * Math.sin(angle) + 20 * Math.cos(angle)).toBeLessThanOrEqual(220);
    });

    it('says that a high model fits lying down', () => {
      const finding = only(check(box([0, 0, 0], [40, 40, 260])), 'TOO_LARGE');
      expect(finding).toMatchObject({ severity: 'error', value: 260, limit: 250 });
      expect(finding.hint).toContain('rotate([90, 0,');
    });
  });
});
