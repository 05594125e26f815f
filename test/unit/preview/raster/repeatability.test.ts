import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { STYLES } from '../../../../src/contracts/picture.ts';
import { box, colored, cube, insideOut, mapVertices, merge, sphere, torus } from '../../../support/meshes.ts';
import { render, type View } from './render.ts';

/** Whether all pixels are the same; comparing them one by one would take long. */
function isSame(a: Uint8ClampedArray, b: Uint8ClampedArray): boolean {
  return Buffer.compare(new Uint8Array(a.buffer), new Uint8Array(b.buffer)) === 0;
}

const glass = colored(torus(14, 6, 40, 20), triangle => [triangle % 256, 90, 160, triangle % 2 ? 255 : 120]);
const hollow = merge(box([-20, -20, -20], [20, 20, 20]), insideOut(sphere(12, 20)));

const pictures: [Mesh, View][] = [
  [cube(20), { edges: true }],
  [glass, { edges: true, style: 'shaded', occlusionRadius_mm: 3 }],
  [hollow, { style: 'shaded', occlusionRadius_mm: 3, cut: { axis: 0, offset_mm: 1, removedSide: 1 } }],
  [hollow, { style: 'xray', cut: { axis: 2, offset_mm: 1, removedSide: 1 } }],
  [glass, { style: 'wireframe', background: null }],
  [sphere(30, 60), { style: 'shaded', occlusionRadius_mm: 3, width_px: 210, height_px: 170 }],
  [cube(300), { distance_mm: 100, samplesPerAxis: 1 }],
];

describe('a picture', () => {
  it('does not depend on the pictures before it', () => {
    const alone = pictures.map(([mesh, view]) => render(mesh, view).image.rgba);
    pictures.forEach(([mesh, view], one) => {
      pictures.forEach(([otherMesh, otherView], other) => {
        render(otherMesh, otherView);
        const after = render(mesh, view).image.rgba;
        expect([one, other, isSame(after, alone[one])]).toEqual([one, other, true]);
      });
    });
  });

  it('does not depend on how often it was drawn', () => {
    const again = [1, 2, 3].map(() => render(glass, { edges: true }).image.rgba);
    expect(again[1]).toEqual(again[0]);
    expect(again[2]).toEqual(again[0]);
  });
});

describe('damaged coordinates', () => {
  const broken = (value: number): Mesh => {
    const mesh = merge(cube(20), sphere(12, 12));
    const positions = mesh.positions.slice();
    positions[4] = value;
    positions[30] = value;
    return { ...mesh, positions };
  };
  const needle = mapVertices(cube(20), (x, y, z) => [x, y * 1e-12, z]);
  const point = mapVertices(cube(20), () => [0, 0, 0]);
  const meshes: [string, Mesh][] = [
    ['not a number', broken(Number.NaN)],
    ['infinite', broken(Number.POSITIVE_INFINITY)],
    ['huge', broken(1e29)],
    ['a sheet', needle],
    ['a point', point],
    ['nothing', { positions: new Float32Array(9), indices: new Uint32Array(3), faceColors: null }],
  ];

  it.each(meshes)('do not fail nor leave traces: %s', (_, mesh) => {
    const before = render(hollow, { style: 'shaded', edges: true, occlusionRadius_mm: 3 }).image.rgba;
    for (const style of STYLES) {
      for (const projection of ['perspective', 'orthographic'] as const) {
        const cut = { axis: 0, offset_mm: 0.5, removedSide: 1 } as const;
        const view = { style, projection, edges: true, occlusionRadius_mm: 3 };
        render(mesh, view);
        render(mesh, { ...view, cut, background: null });
      }
    }
    const after = render(hollow, { style: 'shaded', edges: true, occlusionRadius_mm: 3 }).image.rgba;
    expect(isSame(after, before)).toBe(true);
  });
});
