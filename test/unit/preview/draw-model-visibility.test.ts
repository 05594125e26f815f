import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import type { PictureRequest } from '../../../src/contracts/picture.ts';
import { drawModel } from '../../../src/preview/index.ts';
import {
  BOX_SIDES,
  box,
  colored,
  cube,
  insideOut,
  merge,
  torus,
  withoutTriangles,
} from '../../support/meshes.ts';
import { centerPixel, countDrawn, countPixels, pictureRequest } from '../../support/pictures.ts';

function draw(mesh: Mesh, changes: Partial<PictureRequest> = {}) {
  const [drawing] = drawModel({ kind: '3d', mesh }, pictureRequest(changes));
  return drawing;
}

describe('what is in front', () => {
  const red = colored(box([-5, -15, -5], [5, -5, 5]), () => [200, 0, 0, 255]);
  const blue = colored(box([-20, 5, -20], [20, 15, 20]), () => [0, 0, 200, 255]);

  it('hides what is behind, in whatever order they come', () => {
    for (const mesh of [merge(red, blue), merge(blue, red)]) {
      for (const projection of ['perspective', 'orthographic'] as const) {
        const front = centerPixel(draw(mesh, { views: ['front'], projection }));
        expect(front[0]).toBeGreaterThan(100);
        expect(front[2]).toBe(0);
        const back = centerPixel(draw(mesh, { views: ['back'], projection }));
        expect(back[0]).toBe(0);
        expect(back[2]).toBeGreaterThan(100);
      }
    }
  });

  it('lets through what is behind when it is translucent', () => {
    const opaque = centerPixel(draw(merge(red, blue), { views: ['front'] }));
    const alone = centerPixel(draw(blue, { views: ['front'] }));
    const glass = colored(red, () => [200, 0, 0, 51]);
    for (const mesh of [merge(glass, blue), merge(blue, glass)]) {
      const seen = centerPixel(draw(mesh, { views: ['front'] }));
      expect(seen[0]).toBeCloseTo(opaque[0] * 0.2, -0.5);
      expect(seen[2]).toBeCloseTo(alone[2] * 0.8, -0.5);
      expect(seen[3]).toBe(255);
    }
    // From behind the blue block hides the glass.
    expect(centerPixel(draw(merge(glass, blue), { views: ['back'] }))[0]).toBe(0);
  });

  it('shows only the nearest of several translucent layers', () => {
    const glass = colored(cube(10), () => [0, 0, 0, 128]);
    const [value] = centerPixel(draw(glass, { views: ['front'] }));
    expect(value).toBeGreaterThan(120);
    expect(value).toBeLessThan(135);
  });

  it('is not there at all with alpha 0', () => {
    const air = colored(red, () => [200, 0, 0, 0]);
    const pixel = centerPixel(draw(merge(air, blue), { views: ['front'] }));
    expect([pixel[0], pixel[1]]).toEqual([0, 0]);
    const nothing = draw(air, { views: ['front'] });
    expect(countDrawn(nothing)).toBe(0);
    expect(nothing.notes.join()).toContain('nothing to see');
  });
});

describe('a mesh that is not sound', () => {
  const isMagenta = (red: number, green: number, blue: number) => red > green + 30 && blue > green + 30;

  it('shows in magenta where it is seen from behind', () => {
    const open = draw(withoutTriangles(cube(20), triangle => triangle >= 10));
    expect(countPixels(open, isMagenta)).toBeGreaterThan(300);
    expect(open.notes.join()).toContain('Magenta');
    const inverted = draw(insideOut(cube(20)));
    expect(countPixels(inverted, isMagenta)).toBeGreaterThan(0.9 * countDrawn(inverted));
  });

  it('has no magenta where only front faces are seen', () => {
    const open = draw(
      withoutTriangles(cube(20), triangle => triangle >= 10),
      { views: ['bottom'] },
    );
    expect(countPixels(open, isMagenta)).toBe(0);
    expect(open.notes).toEqual([]);
    expect(countPixels(draw(torus(20, 5, 40, 20)), isMagenta)).toBe(0);
  });
});

describe('a camera inside or close to the model', () => {
  it('covers the picture without a gap when the floor reaches behind the eye', () => {
    // A floor of many triangles under the camera, seen at an angle at which all of it is floor.
    const floor = { positions: new Float32Array(41 * 41 * 3), indices: new Uint32Array(40 * 40 * 6) };
    for (let i = 0; i < 41 * 41; i++) {
      const [column, row] = [i % 41, Math.floor(i / 41)];
      const jitter = (Math.sin(i * 12.9898) * 43758.5453) % 0.4;
      floor.positions.set([(column - 20) * 5 + jitter, (row - 20) * 5 - jitter, 0], i * 3);
      if (column === 40 || row === 40) continue;
      floor.indices.set([i, i + 1, i + 42, i, i + 42, i + 41], (row * 40 + column) * 6);
    }
    const camera = { eye: [0.3, 0.2, 3], center: [0.3, 7, -2] } as const;
    const drawing = draw(
      { ...floor, faceColors: null },
      { views: [], camera, width_px: 200, height_px: 150 },
    );
    expect(countDrawn(drawing)).toBe(200 * 150);
  });

  it('shows what the near plane leaves of a model cut by it', () => {
    const camera = { rotation: [0, 0, 0], translation: [0, 0, 0], distance: 40 } as const;
    const pillar = colored(box([-2, -2, -50], [2, 2, 50]), triangle =>
      BOX_SIDES[triangle >> 1] === 'bottom' ? [0, 200, 200, 255] : [200, 0, 0, 255],
    );
    const drawing = draw(pillar, { views: [], camera });
    // Cut open at z = 36: one looks into the pillar, past its walls, down to its bottom.
    expect(centerPixel(drawing)[0]).toBe(0);
    expect(centerPixel(drawing)[1]).toBeGreaterThan(30);
    expect(countDrawn(drawing)).toBeGreaterThan(1000);
  });

  it('is spoken of', () => {
    const drawing = draw(cube(20), { views: [], camera: { eye: [1, 2, 3], center: [5, 2, 1] } });
    expect(drawing.notes.join()).toContain('within the bounding box');
    expect(countDrawn(drawing)).toBe(120 * 90);
  });
});
