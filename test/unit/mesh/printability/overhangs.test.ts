import { describe, expect, it } from 'vitest';
import type { Vec2 } from '../../../../src/contracts/mesh.ts';
import { measureMesh } from '../../../../src/mesh/facts.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { checkPrint } from '../../../../src/mesh/printability/check-print.ts';
import { insideOut, mapVertices, sphere } from '../../../support/meshes.ts';
import { bracket, gate, mushroom, profile } from '../../../support/print-fixtures.ts';
import { circle, rectangle, rotated, SolidBuilder } from '../../../support/solid-builder.ts';
import { check, codesOf, only, trianglesOf } from './print-checks.ts';

describe('checkPrint', () => {
  describe('of overhangs', () => {
    it('finds one of 70°, with its angle, place and area', () => {
      const found = check(bracket(70));
      expect(codesOf(found)).toEqual(['warning OVERHANG']);
      const finding = only(found, 'OVERHANG');
      expect(finding.value).toBeCloseTo(70, 3);
      expect(finding.limit).toBe(45);
      const rise = 20 / Math.tan((70 * Math.PI) / 180);
      expect(finding.region?.area_mm2).toBeCloseTo(20 * Math.hypot(20, rise), 3);
      expect(finding.region?.min[2]).toBeCloseTo(20, 4);
      expect(finding.region?.max[2]).toBeCloseTo(20 + rise, 4);
      expect(finding.at?.[0]).toBeCloseTo(30, 3);
    });

    it('names the triangles of an overhang and no others', () => {
      const mesh = bracket(70);
      const triangles = trianglesOf(check(mesh), 'OVERHANG');
      expect(triangles).toHaveLength(2);
      const heights = triangles.flatMap(triangle =>
        [0, 1, 2].map(corner => mesh.positions[mesh.indices[triangle * 3 + corner] * 3 + 2]),
      );
      expect(Math.min(...heights)).toBeCloseTo(20, 4);
      expect(Math.max(...heights)).toBeLessThan(28);
    });

    it('takes the angle that the printer manages', () => {
      expect(codesOf(check(bracket(70), { max_overhang_deg: 70 }))).toEqual([]);
      expect(codesOf(check(bracket(45), { max_overhang_deg: 30 }))).toEqual(['warning OVERHANG']);
    });

    it('tells how far a ledge reaches out', () => {
      const ledge = profile(20, [
        [0, 0],
        [10, 0],
        [10, 20],
        [18, 20],
        [18, 25],
        [0, 25],
      ]);
      expect(only(check(ledge), 'OVERHANG').message).toContain('reaching 8 mm out');
      const narrow = profile(20, [
        [0, 0],
        [10, 0],
        [10, 20],
        [11, 20],
        [11, 25],
        [0, 25],
      ]);
      expect(codesOf(check(narrow))).toEqual([]);
    });

    it('finds the lower side of a ball, up to where it is steep enough', () => {
      const ball = mapVertices(sphere(20, 96), (x, y, z) => [x, y, z]);
      const { region } = only(check(ball), 'OVERHANG');
      expect(region?.max[2]).toBeGreaterThan(-20 * Math.sin(Math.PI / 4) - 1);
      expect(region?.max[2]).toBeLessThan(-20 * Math.sin(Math.PI / 4) + 1);
    });

    it('takes what a ball stands on for what holds it', () => {
      // A ball cut off 8 mm above its lowest point, on a wider plate: its side leaves the plate at 57°.
      const rings = Array.from({ length: 20 }, (_, at) => {
        const height = 3 + at;
        return { height, loop: circle(2 * Math.sqrt(144 - (height - 13) ** 2), 64) };
      });
      const plate = circle(40, 64);
      const builder = new SolidBuilder()
        .face('down', 0, plate)
        .wall('inside', plate, 0, plate, 3)
        .face('up', 3, plate, rings[0].loop);
      rings.slice(1).forEach(({ height, loop }, at) => {
        builder.wall('inside', rings[at].loop, rings[at].height, loop, height);
      });
      const ball = builder.face('up', 22, rings[19].loop).build();
      expect(measureMesh(ball)).toMatchObject({ watertight: true, parts: 1 });
      expect(codesOf(check(ball))).toEqual([]);
    });

    it.each([1, -1])('lets slivers of a coiled rod pass, wound with the sign %i', sign => {
      const section = circle(12, 48, [1, 0]);
      const layers = Array.from({ length: 121 }, (_, at) => {
        const angle = sign * 2 * Math.PI * (at / 40);
        const loop = section.map(
          ([x, y]): Vec2 => [
            x * Math.cos(angle) - y * Math.sin(angle),
            x * Math.sin(angle) + y * Math.cos(angle),
          ],
        );
        return { height: at / 8, loop };
      });
      const builder = new SolidBuilder().face('down', 0, section);
      layers.slice(1).forEach(({ height, loop }, at) => {
        builder.wall('inside', layers[at].loop, layers[at].height, loop, height);
      });
      const rod = builder.face('up', 15, layers[120].loop).build();
      const { findings } = checkPrint(new MeshStructure(rod));
      expect(findings.map(({ message }) => message)).toEqual([]);
    });

    it('looks at parts wound inside out as at what they outline', () => {
      expect(codesOf(check(insideOut(bracket(70)))).toSorted()).toEqual([
        'error INSIDE_OUT',
        'warning OVERHANG',
      ]);
    });
  });

  describe('of bridges', () => {
    it.each([0, 30, 73])('finds one and its span, turned by %i°', turn => {
      const found = check(rotated(gate(30), [0, 0, turn]));
      expect(codesOf(found)).toEqual(['warning BRIDGE']);
      const finding = only(found, 'BRIDGE');
      expect(finding.value).toBeCloseTo(30, 1);
      expect(finding.limit).toBe(10);
      expect(finding.region?.area_mm2).toBeCloseTo(300, 1);
    });

    it('takes the shorter way across a ceiling that is held all round', () => {
      const box = rectangle([0, 0], [60, 30]);
      const room = rectangle([5, 5], [55, 25]);
      const roofed = new SolidBuilder()
        .face('down', 0, box, room)
        .wall('inside', box, 0, box, 20)
        .wall('outside', room, 0, room, 15)
        .face('down', 15, room)
        .face('up', 20, box)
        .build();
      expect(only(check(roofed), 'BRIDGE').value).toBeCloseTo(20, 3);
    });

    it('takes a wide arch for an overhang', () => {
      const found = check(profile(20, rectangle([0, 0], [60, 60]), circle(40, 96, [30, 30])));
      expect(codesOf(found)).toEqual(['warning OVERHANG']);
      expect(only(found, 'OVERHANG').message).toContain('from side to side');
    });
  });

  describe('of islands', () => {
    it('finds the rim of a mushroom, which begins in mid-air', () => {
      const found = check(mushroom());
      const finding = only(found, 'ISLAND');
      expect(finding.severity).toBe('warning');
      expect(finding.value).toBeCloseTo(15, 4);
      expect(finding.at?.[2]).toBeCloseTo(15, 4);
      expect(finding.message).toContain('joins the rest 5 mm higher');
      expect(trianglesOf(found, 'ISLAND').length).toBeGreaterThan(0);
    });

    it('does not take the bottom of a pit for one', () => {
      const outside = rectangle([0, 0], [20, 20]);
      const mouth = circle(10, 32, [10, 10]);
      const tip = mouth.map(() => [10, 10] as const);
      const pit = new SolidBuilder()
        .face('down', 0, outside)
        .wall('inside', outside, 0, outside, 20)
        .face('up', 20, outside, mouth)
        .wall('outside', tip, 5, mouth, 20)
        .build();
      expect(codesOf(check(pit))).toEqual([]);
    });
  });
});
