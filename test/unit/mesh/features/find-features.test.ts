import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { measureMesh } from '../../../../src/mesh/facts.ts';
import { findFeatures } from '../../../../src/mesh/features/find-features.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { drilledPlate } from '../../../support/drilled-plate.ts';
import { insideOut, mapVertices, sphere, torus } from '../../../support/meshes.ts';
import { readNativeMesh } from '../../../support/native-fixtures.ts';
import { rounded } from '../../../support/rounded.ts';
import {
  circle,
  type Loop,
  rectangle,
  roundedRectangle,
  SolidBuilder,
} from '../../../support/solid-builder.ts';
import { ball, cube } from '../../../support/solids.ts';

const featuresOf = (mesh: Mesh) => findFeatures(new MeshStructure(mesh));

const NOTHING_ROUND = { holes: [], bosses: [], prisms: [], cones: [], fillets: [] };

describe('findFeatures', () => {
  const plate = featuresOf(drilledPlate());
  const holeAt = (x: number, y: number, diameter: number) =>
    plate.holes.find(
      ({ at, diameter_mm }) =>
        Math.hypot(at[0] - x, at[1] - y) < 0.01 && Math.abs(diameter_mm - diameter) < 0.001,
    );

  it('knows a plate that is closed', () => {
    expect(measureMesh(drilledPlate())).toMatchObject({ watertight: true, parts: 1 });
  });

  it('finds every round hole of a plate and nothing else', () => {
    expect(plate.holes.map(({ diameter_mm }) => Number(diameter_mm.toFixed(3)))).toEqual([8, 7, 5, 4, 3.4]);
  });

  it('measures a through hole by the circle its corners lie on', () => {
    expect(rounded(holeAt(10, 10, 5))).toMatchObject({
      axis: [0, 0, 1],
      at: [10, 10, 10],
      diameter_mm: 5,
      across_flats_mm: Number((5 * Math.cos(Math.PI / 32)).toFixed(3)),
      depth_mm: 10,
      through: true,
      arc_deg: 360,
      sides: 32,
    });
  });

  it('tells a blind hole, with the axis out of its mouth', () => {
    expect(rounded(holeAt(30, 10, 8))).toMatchObject({
      axis: [0, 0, 1],
      at: [30, 10, 10],
      depth_mm: 6,
      through: false,
    });
  });

  it('reports a counterbore and its hole separately, on one axis', () => {
    const screw = holeAt(50, 10, 3.4);
    const counterbore = holeAt(50, 10, 7);
    expect(screw).toMatchObject({ through: true });
    expect(rounded(screw)).toMatchObject({ depth_mm: 7, at: [50, 10, 7] });
    expect(rounded(counterbore)).toMatchObject({ depth_mm: 3, at: [50, 10, 10], through: false });
    expect(counterbore?.axis_id).toBe(screw?.axis_id);
    expect(holeAt(10, 10, 5)?.axis_id).not.toBe(screw?.axis_id);
  });

  it('finds a countersink on the axis of its hole', () => {
    expect(plate.cones).toHaveLength(1);
    expect(rounded(plate.cones[0])).toMatchObject({
      kind: 'countersink',
      axis: [0, 0, 1],
      at: [10, 30, 10],
      large_diameter_mm: 8,
      small_diameter_mm: 4,
      angle_deg: 90,
      depth_mm: 2,
    });
    expect(holeAt(10, 30, 4)).toMatchObject({ through: true, axis_id: plate.cones[0].axis_id });
  });

  it('takes a hexagon for a nut trap and not for a hole', () => {
    expect(plate.prisms).toHaveLength(1);
    expect(rounded(plate.prisms[0])).toMatchObject({
      kind: 'hole',
      sides: 6,
      at: [30, 30, 10],
      diameter_mm: 6.35,
      across_flats_mm: 5.499,
      depth_mm: 4,
      through: false,
    });
  });

  it('finds a pin, with the axis off its tip', () => {
    expect(plate.bosses).toHaveLength(1);
    expect(rounded(plate.bosses[0])).toMatchObject({
      axis: [0, 0, 1],
      at: [50, 30, 15],
      diameter_mm: 6,
      depth_mm: 5,
      arc_deg: 360,
    });
  });

  it('lists the flat faces, the largest first', () => {
    const [bottom, top] = plate.planes;
    expect(rounded(bottom)).toMatchObject({ normal: [0, 0, -1], offset_mm: 0 });
    expect(rounded(top)).toMatchObject({ normal: [0, 0, 1], offset_mm: 10 });
    const polygon = (diameter: number, sides: number) =>
      (sides / 8) * diameter ** 2 * Math.sin((2 * Math.PI) / sides);
    const holes = polygon(5, 32) + polygon(3.4, 24) + polygon(4, 32);
    expect(bottom.area_mm2).toBeCloseTo(2400 - holes, 3);
    // Outside, top, floors of the blind hole, the counterbore and the trap, the trap's sides, the pin's tip.
    expect(plate.plane_count).toBe(6 + 3 + 6 + 1);
  });

  it('finds six faces on a cube and nothing round', () => {
    const features = featuresOf(cube(10));
    expect(features).toMatchObject({ ...NOTHING_ROUND, plane_count: 6 });
    expect(features.planes.map(({ area_mm2 }) => area_mm2)).toEqual([100, 100, 100, 100, 100, 100]);
  });

  it.each([
    ['a ball', ball(10, 64, 32)],
    ['a ball whose equator is a ring of upright faces', sphere(10, 30)],
    ['a torus', torus(20, 5, 60, 24)],
    ['a torus with upright faces outside', torus(20, 5, 60, 25)],
    ['an elliptic cylinder', mapVertices(pillar(10, 64), (x, y, z) => [x, 1.02 * y, z])],
  ])('finds nothing round in %s', (_, mesh) => {
    expect(featuresOf(mesh)).toMatchObject(NOTHING_ROUND);
  });

  it.each([5, 6, 7])('lists a pillar with %i sides as a prism', sides => {
    const { bosses, prisms } = featuresOf(pillar(10, sides));
    expect(bosses).toEqual([]);
    expect(rounded(prisms)).toMatchObject([{ kind: 'boss', sides, diameter_mm: 10, through: true }]);
  });

  it.each([8, 9, 12, 100, 720])('lists a pillar with %i sides as a boss', sides => {
    const { bosses, prisms } = featuresOf(pillar(10, sides));
    expect(prisms).toEqual([]);
    expect(rounded(bosses)).toMatchObject([{ sides, diameter_mm: 10, depth_mm: 20, arc_deg: 360 }]);
  });

  it('does not take a box with chamfered edges for an octagon', () => {
    const outline: Loop = [
      [2, 0],
      [18, 0],
      [20, 2],
      [20, 18],
      [18, 20],
      [2, 20],
      [0, 18],
      [0, 2],
    ];
    expect(featuresOf(new SolidBuilder().prism(0, 10, outline).build())).toMatchObject({
      ...NOTHING_ROUND,
      plane_count: 10,
    });
  });

  it('finds a hole in a tube and its outside', () => {
    const tube = new SolidBuilder().prism(0, 30, circle(20, 48), circle(16, 48)).build();
    const { holes, bosses, planes } = featuresOf(tube);
    expect(rounded(holes)).toMatchObject([{ diameter_mm: 16, depth_mm: 30, through: true }]);
    expect(rounded(bosses)).toMatchObject([{ diameter_mm: 20, depth_mm: 30 }]);
    expect(holes[0].axis_id).toBe(bosses[0].axis_id);
    expect(planes).toHaveLength(2);
  });

  it('finds the rounded edges of a plate, which are no bosses', () => {
    const { bosses, fillets } = featuresOf(
      new SolidBuilder().prism(0, 4, roundedRectangle(30, 20, 5, 10)).build(),
    );
    expect(bosses).toEqual([]);
    expect(rounded(fillets, 2)).toMatchObject(
      Array(4).fill({ kind: 'round', radius_mm: 5, arc_deg: 90, length_mm: 4 }),
    );
    expect(new Set(fillets.map(({ at }) => at.map(Math.round).join()))).toEqual(
      new Set(['5,5,2', '25,5,2', '25,15,2', '5,15,2']),
    );
  });

  it('finds the ends of a slot, which are no holes', () => {
    const slot = roundedRectangle(14, 4, 2, 16).map(([x, y]) => [x + 8, y + 8] as const);
    const { holes, fillets } = featuresOf(
      new SolidBuilder().prism(0, 5, rectangle([0, 0], [30, 20]), slot).build(),
    );
    expect(holes).toEqual([]);
    expect(rounded(fillets, 2)).toMatchObject(Array(2).fill({ kind: 'fillet', radius_mm: 2, arc_deg: 180 }));
  });

  it('says how much there is of a hole that is open to one side', () => {
    // A hole of 48 sides, of which the eight between −30° and 30° have been cut away.
    const arc = circle(10, 48, [15, 10]).filter((_, side) => side >= 4 && side <= 44);
    const outline: Loop = [
      [0, 0],
      [30, 0],
      [30, arc[40][1]],
      ...arc.toReversed(),
      [30, arc[0][1]],
      [30, 20],
      [0, 20],
    ];
    const { holes } = featuresOf(new SolidBuilder().prism(0, 5, outline).build());
    expect(rounded(holes)).toMatchObject([{ diameter_mm: 10, sides: 48, arc_deg: 300, through: false }]);
  });

  it('finds a cone with a tip', () => {
    const base = circle(10, 40);
    const tip = base.map(() => [0, 0] as const);
    const { cones, bosses } = featuresOf(
      new SolidBuilder().face('down', 0, base).wall('inside', base, 0, tip, 5).build(),
    );
    expect(bosses).toEqual([]);
    expect(rounded(cones)).toMatchObject([
      {
        kind: 'cone',
        axis: [0, 0, -1],
        at: [0, 0, 0],
        large_diameter_mm: 10,
        small_diameter_mm: 0,
        angle_deg: 90,
      },
    ]);
  });

  it('finds the same in a mesh that is inside out', () => {
    expect(rounded(featuresOf(insideOut(drilledPlate())))).toEqual(rounded(plate));
  });

  it('finds holes that a script put into parts of other directions', () => {
    const gear = featuresOf(
      readNativeMesh({ name: 'gear', center_mm: [0, 0, 6], radius_mm: 25, meshBy: 'bundled' }),
    );
    const small = gear.holes.filter(({ diameter_mm }) => Math.abs(diameter_mm - 5.2) < 1e-3);
    expect(small).toHaveLength(5);
    expect(small.every(({ through, depth_mm }) => through && Math.abs(depth_mm - 6) < 1e-3)).toBe(true);
    const nested = featuresOf(
      readNativeMesh({ name: 'nested', center_mm: [0, 0, 0], radius_mm: 21, meshBy: 'bundled' }),
    );
    const slanted = nested.holes.filter(({ diameter_mm }) => Math.abs(diameter_mm - 10) < 1e-3);
    const [c, s] = [Math.cos((40 * Math.PI) / 180), Math.sin((40 * Math.PI) / 180)];
    expect(rounded(slanted.map(({ axis }) => axis))).toEqual(
      rounded([
        [s, c, 0],
        [s, c, 0],
      ]),
    );
  });

  it('finds nothing in an empty mesh', () => {
    const empty = { positions: new Float32Array(), indices: new Uint32Array(), faceColors: null };
    expect(featuresOf(empty)).toEqual({ ...NOTHING_ROUND, planes: [], plane_count: 0 });
  });
});

function pillar(diameter: number, sides: number, height = 20): Mesh {
  return new SolidBuilder().prism(0, height, circle(diameter, sides)).build();
}
