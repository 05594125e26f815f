import { describe, expect, it } from 'vitest';
import { measureMass } from '../../../../src/mesh/measure/mass.ts';
import { findMaterial, MATERIALS, weigh } from '../../../../src/mesh/measure/materials.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { estimateTessellation } from '../../../../src/mesh/measure/tessellation.ts';
import { box, torus } from '../../../support/meshes.ts';
import { expectNear } from '../../../support/near.ts';
import { ball, cube, insideOut, openBox } from '../../../support/solids.ts';

describe('measureMass', () => {
  it('is near the formulas of a ball by what tessellation takes', () => {
    const mesh = ball(10, 96, 48);
    const mass = measureMass(mesh);
    const { volume_error_mm3, area_error_mm2 } = estimateTessellation(new MeshStructure(mesh));
    const volume = (4 / 3) * Math.PI * 1000;
    expect(Math.abs(mass.volume_mm3 - volume)).toBeLessThan(1.1 * volume_error_mm3);
    expect(Math.abs(mass.area_mm2 - 4 * Math.PI * 100)).toBeLessThan(1.1 * area_error_mm2);
    const share = (5 / 3) * (volume_error_mm3 / volume);
    for (const moment of mass.inertia.principal_mm5) expectNear(moment, (2 / 5) * volume * 100, 1.1 * share);
  });

  it('is near the inertia of a torus', () => {
    const { inertia, volume_mm3 } = measureMass(torus(20, 4, 400, 100));
    expectNear(inertia.principal_mm5[2], volume_mm3 * (20 ** 2 + 0.75 * 4 ** 2), 1e-3);
    expectNear(inertia.principal_mm5[0], volume_mm3 * (20 ** 2 / 2 + (5 / 8) * 4 ** 2), 1e-3);
    expect(Math.abs(inertia.principal_axes[2][2])).toBeCloseTo(1, 9);
  });

  it('gives the products of inertia their sign', () => {
    // Two boxes along the diagonal of x and y: most mass where x and y have the same sign.
    const { inertia } = measureMass(joined(box([0, 0, 0], [1, 1, 1]), box([3, 3, 0], [4, 4, 1])));
    const product = 2 * 1.5 * 1.5;
    expect(inertia.tensor_mm5[0][1]).toBeCloseTo(-product, 9);
    expect(inertia.tensor_mm5[2][2]).toBeCloseTo(2 * (2 / 12 + 2 * 1.5 ** 2), 9);
    expect(Math.abs(inertia.principal_axes[0][0])).toBeCloseTo(Math.SQRT1_2, 9);
  });

  it('weighs an inside-out solid as the solid it outlines', () => {
    const [right, wrong] = [measureMass(cube(10)), measureMass(insideOut(cube(10)))];
    expect(wrong.volume_mm3).toBe(-right.volume_mm3);
    expect(wrong.center_mm).toEqual(right.center_mm);
    expect(wrong.inertia).toEqual(right.inertia);
    expect(weigh(wrong, 1).mass_g).toBeCloseTo(1, 12);
  });

  it('gives a flat sheet the centre of its area', () => {
    const sheet = { ...cube(10), indices: cube(10).indices.subarray(0, 6) };
    expect(measureMass(sheet).center_mm).toEqual([5, 5, 0]);
  });

  it('keeps its digits far from the origin', () => {
    const near = measureMass(box([0, 0, 0], [1, 2, 3]));
    const far = measureMass(box([2 ** 18, 0, -(2 ** 18)], [2 ** 18 + 1, 2, 3 - 2 ** 18]));
    expect(far.volume_mm3).toBe(near.volume_mm3);
    for (const at of [0, 1, 2])
      expectNear(far.inertia.principal_mm5[at], near.inertia.principal_mm5[at], 1e-12);
  });

  it('measures nothing as nothing', () => {
    const nothing = measureMass({
      positions: new Float32Array(),
      indices: new Uint32Array(),
      faceColors: null,
    });
    expect(nothing).toMatchObject({ volume_mm3: 0, area_mm2: 0, center_mm: [0, 0, 0] });
    expect(measureMass(openBox(10)).area_mm2).toBe(500);
  });
});

describe('materials', () => {
  it('weighs a litre of each as its density says', () => {
    const litre = measureMass(cube(100));
    for (const [name, { density_g_cm3, source }] of Object.entries(MATERIALS)) {
      expect(weigh(litre, density_g_cm3).mass_g).toBeCloseTo(density_g_cm3 * 1000, 6);
      expect(source, name).not.toBe('');
      expect(findMaterial(name.toUpperCase())).toMatchObject({ name, density_g_cm3 });
    }
  });

  it('turns moments into g mm²', () => {
    // 1 cm³ of water: m a²/6.
    expect(weigh(measureMass(cube(10)), 1).inertia_g_mm2[1][1]).toBeCloseTo(100 / 6, 9);
  });

  it('knows other names, and says when it knows none', () => {
    expect(findMaterial(' Aluminum ')?.name).toBe('aluminium');
    expect(findMaterial('unobtainium')).toBeNull();
    expect(findMaterial('constructor')).toBeNull();
  });
});

function joined(a: ReturnType<typeof box>, b: ReturnType<typeof box>) {
  return {
    positions: Float32Array.from([...a.positions, ...b.positions]),
    indices: Uint32Array.from([...a.indices, ...b.indices.map(vertex => vertex + a.positions.length / 3)]),
    faceColors: null,
  };
}
