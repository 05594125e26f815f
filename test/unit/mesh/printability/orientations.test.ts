import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh, Vec3 } from '../../../../src/contracts/mesh.ts';
import { analyzeFaces } from '../../../../src/mesh/features/analyze-faces.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { rankOrientations } from '../../../../src/mesh/printability/orientations.ts';
import { createPrintScene } from '../../../../src/mesh/printability/print-scene.ts';
import { DEFAULT_PRINTER } from '../../../../src/mesh/printability/printer.ts';
import { rotationRows, rotationToDown } from '../../../../src/mesh/printability/rotation.ts';
import { box } from '../../../support/meshes.ts';
import { bracket, leaningTower, spinningTop, table } from '../../../support/print-fixtures.ts';
import { rotated, rotatePoint } from '../../../support/solid-builder.ts';
import { cube } from '../../../support/solids.ts';

function rank(mesh: Mesh) {
  const scene = createPrintScene(new MeshStructure(mesh), DEFAULT_PRINTER);
  return rankOrientations(scene, analyzeFaces(scene.structure));
}

describe('rankOrientations', () => {
  it('turns a table over', () => {
    const [best] = rank(table());
    expect(best).toMatchObject({
      rotation_deg: [180, 0, 0],
      overhang_mm2: 0,
      is_current: false,
      fits_bed: true,
    });
    expect(best.contact_mm2).toBeCloseTo(2400, 3);
    expect(best.height_mm).toBeCloseTo(34, 4);
    expect(best.reasons).toEqual([
      'no overhang beyond the limit',
      'lies on 2400 mm², the most of all',
      '34 mm high',
    ]);
  });

  it('turns a top over, off its tip', () => {
    expect(rank(spinningTop())[0].rotation_deg).toEqual([180, 0, 0]);
  });

  it('lays a bracket on its side', () => {
    const [best] = rank(bracket(70));
    expect(best.overhang_mm2).toBe(0);
    expect(Math.abs(best.down[1])).toBeCloseTo(1, 6);
  });

  it('keeps a cube as it is', () => {
    const ranked = rank(cube(10));
    expect(ranked).toHaveLength(5);
    expect(ranked[0]).toMatchObject({ is_current: true, rotation_deg: [0, 0, 0] });
  });

  it('puts last what does not fit the bed', () => {
    const ranked = rank(box([0, 0, 0], [200, 10, 230]));
    expect(ranked[0].fits_bed).toBe(true);
    expect(ranked[0].height_mm).toBeCloseTo(200, 3);
    expect(ranked.at(-1)?.fits_bed).toBe(false);
  });

  it('lays down what fits only across the bed', () => {
    const [best] = rank(box([0, 0, 0], [240, 10, 10]));
    expect(best).toMatchObject({ fits_bed: true, is_current: true });
    expect(best.height_mm).toBeCloseTo(10, 3);
  });

  it('lists the present way besides the best ones', () => {
    // It stands on its tip; the other way round it stands firmly.
    const ranked = rank(spinningTop());
    expect(ranked.filter(({ is_current }) => is_current)).toHaveLength(1);
    const leaning = rank(rotated(table(), [20, 35, 10]));
    expect(leaning.slice(0, 5).some(({ is_current }) => is_current)).toBe(false);
    expect(leaning.at(-1)).toMatchObject({ is_current: true, rotation_deg: [0, 0, 0] });
  });

  it('leaves out other ways that tip over by themselves where two stand', () => {
    // A tower that lies on its side; its foot and its top are too far beside its middle to stand on.
    const ranked = rank(rotated(leaningTower(16), [90, 0, 0]));
    expect(ranked.length).toBeGreaterThanOrEqual(2);
    for (const { tip_deg } of ranked) expect(tip_deg).toBeGreaterThan(0.1);
    // Of a top only the base stands.
    expect(rank(spinningTop())).toHaveLength(5);
  });

  it('finds a face to lie on that is along no axis', () => {
    const angles: Vec3 = [20, 35, 10];
    const [best] = rank(rotated(table(), angles));
    expect(best.overhang_mm2).toBeCloseTo(0, 3);
    expect(best.contact_mm2).toBeCloseTo(2400, 1);
    const down = rotatePoint([0, 0, 1], angles);
    for (const axis of [0, 1, 2]) expect(best.down[axis]).toBeCloseTo(down[axis], 4);
  });

  it('names rotations that OpenSCAD would turn the model down with', () => {
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(coordinate, coordinate, coordinate), direction => {
        const length = Math.hypot(...direction);
        fc.pre(length > 0.01);
        const down: Vec3 = [direction[0] / length, direction[1] / length, direction[2] / length];
        const angles = rotationToDown(down);
        const turned = rotatePoint(down, angles);
        expect(Math.hypot(turned[0], turned[1], turned[2] + 1)).toBeLessThan(1e-5);
        const byRows = rotationRows(angles).map(
          row => row[0] * down[0] + row[1] * down[1] + row[2] * down[2],
        );
        for (const axis of [0, 1, 2]) expect(byRows[axis]).toBeCloseTo(turned[axis], 9);
      }),
    );
  });

  it('finds nothing to rank in an empty mesh', () => {
    const empty = { positions: new Float32Array(), indices: new Uint32Array(), faceColors: null };
    expect(rank(empty)).toEqual([]);
  });
});
