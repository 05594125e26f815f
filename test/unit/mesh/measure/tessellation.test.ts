import { describe, expect, it } from 'vitest';
import { measureMass } from '../../../../src/mesh/measure/mass.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import {
  circleAreaDeficit,
  circleDeviation_mm,
  circleLengthDeficit,
  estimateTessellation,
} from '../../../../src/mesh/measure/tessellation.ts';
import { torus } from '../../../support/meshes.ts';
import { expectNear } from '../../../support/near.ts';
import { polygonArea, polygonLength } from '../../../support/profiles.ts';
import { ball, cube, prism, regularPolygon, revolve } from '../../../support/solids.ts';

const estimate = (mesh: Parameters<typeof measureMass>[0]) => estimateTessellation(new MeshStructure(mesh));

describe('circle formulas', () => {
  it.each([3, 6, 12, 100])('agree with a polygon of %i segments', segments => {
    const apothem = Math.hypot(
      ...regularPolygon(5, segments)[0].map((x, at) => (x + regularPolygon(5, segments)[1][at]) / 2),
    );
    expect(circleDeviation_mm(5, segments)).toBeCloseTo(5 - apothem, 12);
    expect(circleAreaDeficit(segments)).toBeCloseTo(1 - polygonArea(5, segments) / (25 * Math.PI), 12);
    expect(circleLengthDeficit(segments)).toBeCloseTo(1 - polygonLength(5, segments) / (10 * Math.PI), 12);
  });
});

describe('estimateTessellation', () => {
  it('finds no error in flat faces', () => {
    const none = { deviation_mm: 0, volume_error_mm3: 0, area_error_mm2: 0 };
    expect(estimate(cube(10))).toEqual(none);
    expect(estimate(prism(regularPolygon(5, 6), 10))).toEqual(none);
  });

  it.each([12, 24, 60])('tells how much a cylinder of %i segments lacks', segments => {
    const mesh = prism(regularPolygon(5, segments), 20);
    const error = estimate(mesh);
    expectNear(error.deviation_mm, circleDeviation_mm(5, segments), 0.02);
    expectNear(error.volume_error_mm3, 25 * Math.PI * 20 * circleAreaDeficit(segments), 0.02);
    expectNear(error.area_error_mm2, 10 * Math.PI * 20 * circleLengthDeficit(segments), 0.02);
  });

  it.each([24, 48, 96])('tells how much a ball of %i segments lacks', segments => {
    const mesh = ball(10, segments, segments / 2);
    const [error, mass] = [estimate(mesh), measureMass(mesh)];
    expectNear(error.volume_error_mm3, (4 / 3) * Math.PI * 1000 - mass.volume_mm3, 0.1);
    expectNear(error.area_error_mm2, 4 * Math.PI * 100 - mass.area_mm2, 0.15);
  });

  it('tells that a bore has too little air, so the part too much material', () => {
    const tube = revolve(
      [
        [4, 0],
        [5, 0],
        [5, 10],
        [4, 10],
      ],
      36,
    );
    const truth = Math.PI * (25 - 16) * 10 * circleAreaDeficit(36);
    expectNear(estimate(tube).volume_error_mm3, truth, 0.02);
  });

  it('tells how much a torus lacks', () => {
    const mesh = torus(20, 4, 90, 45);
    expectNear(
      estimate(mesh).volume_error_mm3,
      2 * Math.PI ** 2 * 20 * 16 - measureMass(mesh).volume_mm3,
      0.1,
    );
  });

  it('finds no curve in a profile whose corners bend by different angles', () => {
    const turns_deg = [27, 37, 27, 37, 27, 37, 27, 37];
    let [x, y, heading_deg] = [0, 0, 0];
    const outline: [number, number][] = [[x, y]];
    for (const turn_deg of turns_deg) {
      x += 10 * Math.cos((heading_deg * Math.PI) / 180);
      y += 10 * Math.sin((heading_deg * Math.PI) / 180);
      heading_deg += turn_deg;
      outline.push([x, y]);
    }
    expect(estimate(prism(outline, 10)).deviation_mm).toBe(0);
    expect(estimate(prism(outline, 10)).volume_error_mm3).toBe(0);
  });

  it('takes of a turned polygonal profile the turning for a curve and the profile as it is', () => {
    const vase = revolve(
      [
        [0, 0],
        [20, 0],
        [35, 30],
        [33, 60],
        [15, 80],
        [18, 100],
        [0, 100],
      ],
      120,
    );
    const { deviation_mm, volume_error_mm3 } = estimate(vase);
    expectNear(deviation_mm, circleDeviation_mm(35, 120), 0.1);
    expectNear(
      volume_error_mm3,
      (measureMass(vase).volume_mm3 * circleAreaDeficit(120)) / (1 - circleAreaDeficit(120)),
      0.05,
    );
  });

  it('takes a fillet between flat faces for a curve as far as its ends', () => {
    const corners = [0, 90, 180, 270].flatMap(start =>
      [0, 15, 30, 45, 60, 75, 90].map((step): [number, number] => {
        const angle = ((start + step) * Math.PI) / 180;
        const [sx, sy] = [start === 0 || start === 270 ? 10 : -10, start < 180 ? 10 : -10];
        return [sx + 4 * Math.cos(angle), sy + 4 * Math.sin(angle)];
      }),
    );
    const truth = Math.PI * 16 * 5 * circleAreaDeficit(24);
    expectNear(estimate(prism(corners, 5)).volume_error_mm3, truth, 0.05);
  });
});
