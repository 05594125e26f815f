import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import type { PictureRequest } from '../../../src/contracts/picture.ts';
import { drawShot } from '../../../src/preview/draw-shot.ts';
import { prepareSolid } from '../../../src/preview/solid.ts';
import { themeOf } from '../../../src/preview/theme.ts';
import { box, cube, merge, torus, withoutTriangles } from '../../support/meshes.ts';
import { centerPixel, countPixels, pictureRequest, pixelAt } from '../../support/pictures.ts';

function draw(mesh: Mesh, changes: Partial<PictureRequest> = {}) {
  const request = pictureRequest(changes);
  const solid = prepareSolid(mesh, themeOf(request.colorScheme));
  return drawShot(solid, { name: 'it', from: request.views[0] }, request, 120, 90);
}

const isMagenta = (red: number, green: number, blue: number) => red > green + 60 && blue > green + 40;

describe('a section', () => {
  const bar = box([-20, -5, -5], [20, 5, 5]);
  const front = { views: ['front'], projection: 'orthographic' } as const;

  it('leaves the camera where it is', () => {
    const whole = draw(bar, front);
    const cut = draw(bar, { ...front, section: { axis: 'x', offset_mm: 0 } });
    expect(cut.mm_per_px).toBe(whole.mm_per_px);
    expect(pixelAt(cut, 30, 45)).toEqual(pixelAt(whole, 30, 45));
    expect(pixelAt(cut, 90, 45)).not.toEqual(pixelAt(whole, 90, 45));
    expect(cut.notes).toEqual([]);
  });

  it('takes away the half towards the eye, whichever side that is', () => {
    const mesh = merge(bar, box([-3, 20, -3], [3, 26, 3]));
    const section = { axis: 'y', offset_mm: 10 } as const;
    // From the front the bar is gone, from behind the block is.
    expect(centerPixel(draw(mesh, { views: ['front'], section }))).toEqual(
      centerPixel(draw(mesh, { views: ['back'] })),
    );
    const fromFront = draw(mesh, { ...front, section });
    const fromBehind = draw(mesh, { ...front, views: ['back'], section });
    const isDrawn = (_red: number, _green: number, blue: number) => blue !== 0xe5;
    expect(countPixels(fromFront, isDrawn)).toBeLessThan(0.2 * countPixels(fromBehind, isDrawn));
  });

  it('that misses the model shows it whole and tells', () => {
    const cut = draw(bar, { section: { axis: 'z', offset_mm: 5.5 } });
    expect(cut.rgba).toEqual(draw(bar).rgba);
    expect(cut.notes).toEqual([
      'The section plane at z = 5.5 does not cross the model, which lies between -5 and 5; the model is shown whole.',
    ]);
  });

  it('of an open mesh comes with a warning', () => {
    const open = withoutTriangles(cube(20), triangle => triangle < 2);
    const { notes } = draw(open, { section: { axis: 'z', offset_mm: 1 } });
    expect(notes.join(' ')).toContain('The mesh is not closed');
  });
});

describe('a drawing of lines or glass', () => {
  const open = withoutTriangles(cube(20), triangle => triangle >= 10);

  it('does not warn of the backs of faces, which it always shows', () => {
    expect(countPixels(draw(open), isMagenta)).toBeGreaterThan(100);
    for (const style of ['xray', 'wireframe'] as const) {
      const drawing = draw(open, { style });
      expect(countPixels(drawing, isMagenta)).toBe(0);
      expect(drawing.notes).toEqual([]);
    }
  });

  it('tells when lines were left out', () => {
    const { notes } = draw(torus(10, 4, 120, 60), { style: 'wireframe' });
    expect(notes.join()).toContain('too dense');
  });
});

describe('a transparent background', () => {
  it('is what is left where there is no model', () => {
    const drawing = draw(cube(20), { background: 'transparent' });
    expect(pixelAt(drawing, 1, 1)).toEqual([0, 0, 0, 0]);
    expect(centerPixel(drawing)).toEqual(centerPixel(draw(cube(20))));
  });

  it('is all there is of an empty model', () => {
    const nothing = { positions: new Float32Array(0), indices: new Uint32Array(0), faceColors: null };
    expect(draw(nothing, { background: 'transparent' }).rgba.every(value => value === 0)).toBe(true);
  });
});

describe('a shape without any visible face', () => {
  it('is drawn by its edges in every style', () => {
    const sheet = box([-10, 0, -10], [10, 0, 10]);
    for (const style of ['shaded', 'xray', 'wireframe', 'flat'] as const) {
      const drawing = draw(sheet, { style, views: ['top'], projection: 'orthographic', edges: true });
      expect(countPixels(drawing, (_r, _g, blue) => blue !== 0xe5)).toBeGreaterThan(20);
      expect(drawing.notes.join()).toContain('its edges were drawn');
    }
  });
});
