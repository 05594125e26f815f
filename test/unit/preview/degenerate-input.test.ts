import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import { NAMED_VIEWS, type PictureRequest } from '../../../src/contracts/picture.ts';
import { drawModel } from '../../../src/preview/index.ts';
import { box, mapVertices, sphere } from '../../support/meshes.ts';
import { countDrawn, pictureRequest } from '../../support/pictures.ts';

function draw(mesh: Mesh, changes: Partial<PictureRequest> = {}) {
  const [drawing] = drawModel({ kind: '3d', mesh }, pictureRequest(changes));
  return drawing;
}

describe('degenerate input', () => {
  const ball = sphere(10, 16);
  const broken = mapVertices(ball, x => [x, Number.NaN, Infinity]);
  const half = { ...ball, positions: ball.positions.map((value, i) => (i === 3 ? Number.NaN : value)) };
  const cameras: readonly NonNullable<PictureRequest['camera']>[] = [
    { eye: [0, 0, 0], center: [0, 0, 0] },
    { eye: [0, 0, 0], center: [0, 0, 1e-300] },
    { eye: [100, 0, 0], center: [200, 0, 0] },
    { eye: [1e9, 0, 0], center: [0, 0, 0] },
    { eye: [0, 0, 50], center: [0, 0, 0], up: [0, 0, 1] },
    { eye: [Number.NaN, 0, 0], center: [0, Infinity, 0] },
    { distance: 0 },
    { distance: 1e-30, translation: [0, 0, 0] },
    { distance: 1e300 },
    { translation: [1e6, 0, 0], distance: 10 },
    { fov: 1e-9 },
    { fov: 179.999 },
    { rotation: [Number.NaN, 0, 0], fov: -1 },
  ];

  it.each(cameras)('draws something through the camera %o', camera => {
    for (const projection of ['perspective', 'orthographic'] as const) {
      expect(countDrawn(draw(ball, { views: [], camera, projection }))).toBeGreaterThan(0);
    }
  });

  it.each([
    ['a millionth of a millimetre', mapVertices(ball, (x, y, z) => [x * 1e-7, y * 1e-7, z * 1e-7])],
    ['a kilometre', mapVertices(ball, (x, y, z) => [x * 1e5, y * 1e5, z * 1e5])],
    ['a light year', mapVertices(ball, (x, y, z) => [x * 1e17, y * 1e17, z * 1e17])],
  ])('draws a model of %s like one of a centimetre', (_, mesh) => {
    for (const projection of ['perspective', 'orthographic'] as const) {
      const drawing = draw(mesh, { projection });
      expect(drawing.notes).toEqual([]);
      expect(Math.abs(countDrawn(drawing) - countDrawn(draw(ball, { projection })))).toBeLessThan(20);
    }
  });

  it.each([
    ['flat', box([0, 0, 0], [20, 10, 0])],
    ['a line', box([0, 0, 0], [0, 0, 10])],
    ['a point', box([7, 7, 7], [7, 7, 7])],
    ['tiny beside its distance from the origin', box([1e6, 1e6, 1e6], [1e6 + 0.5, 1e6 + 0.5, 1e6 + 0.5])],
  ])('draws a model that is %s from every side', (_, mesh) => {
    for (const projection of ['perspective', 'orthographic'] as const) {
      for (const fit of ['tight', 'openscad'] as const) {
        const request = pictureRequest({ views: NAMED_VIEWS, projection, fit });
        for (const drawing of drawModel({ kind: '3d', mesh }, request)) {
          expect(countDrawn(drawing), `${drawing.view} ${projection} ${fit}`).toBeGreaterThan(0);
        }
      }
    }
  });

  it('says that it drew edges of a model seen edge-on', () => {
    const { notes } = draw(box([0, 0, 0], [20, 10, 0]), { views: ['front'] });
    expect(notes).toEqual([expect.stringContaining('edges')]);
  });

  it('says that it moved a camera that saw nothing', () => {
    const camera = { eye: [100, 0, 0], center: [200, 0, 0] } as const;
    const { notes } = draw(ball, { views: [], camera });
    expect(notes).toEqual([expect.stringContaining('camera was moved')]);
  });

  it('leaves out what has no usable coordinates and says so', () => {
    const drawing = draw(half);
    expect(drawing.notes.join()).toContain('left out');
    expect(countDrawn(drawing)).toBeGreaterThan(1000);
    for (const mesh of [broken, { ...ball, indices: new Uint32Array() }]) {
      const nothing = draw(mesh);
      expect(countDrawn(nothing)).toBe(0);
      expect(nothing.notes.join()).toContain('nothing to see');
    }
  });
});
