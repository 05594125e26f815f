import { describe, expect, it } from 'vitest';
import { COLOR_SCHEMES } from '../../../../src/contracts/picture.ts';
import { themeOf } from '../../../../src/preview/theme.ts';
import { BOX_SIDES, box, colored, cube, merge, sphere } from '../../../support/meshes.ts';
import { pixelAt } from '../../../support/pictures.ts';
import { render, seenTriangles, type View } from './render.ts';

const gray = colored(cube(20), () => [160, 160, 160, 255]);

/** The pixels that lines make different, as [x, y]. */
function linedPixels(mesh: Parameters<typeof render>[0], view: View): [number, number][] {
  const plain = render(mesh, view).image;
  const lined = render(mesh, { ...view, edges: true }).image;
  const found: [number, number][] = [];
  for (let y = 0; y < plain.height_px; y++) {
    for (let x = 0; x < plain.width_px; x++) {
      if (pixelAt(plain, x, y).join() !== pixelAt(lined, x, y).join()) found.push([x, y]);
    }
  }
  return found;
}

describe('edges', () => {
  it('are drawn where faces meet and around the model, and nowhere else', () => {
    const plain = render(gray, {});
    const { width, height } = plain.opaque;
    const seen = seenTriangles(plain, 12).map(triangle => (triangle < 0 ? 'none' : BOX_SIDES[triangle >> 1]));
    const lined = new Set(linedPixels(gray, {}).map(([x, y]) => y * (width / 2) + x));
    let borders = 0;
    for (let y = 1; y < height / 2 - 1; y++) {
      for (let x = 1; x < width / 2 - 1; x++) {
        const around = new Set<string>();
        for (let row = 2 * y - 1; row <= 2 * y + 2; row++) {
          for (let column = 2 * x - 1; column <= 2 * x + 2; column++) around.add(seen[row * width + column]);
        }
        const within = new Set([0, 1, width, width + 1].map(offset => seen[2 * y * width + 2 * x + offset]));
        const isLined = lined.has(y * (width / 2) + x);
        // A line is a sample wide on each side, so only pixels with two sides nearby can have one …
        if (around.size === 1) expect(isLined).toBe(false);
        // … and those that show two sides must.
        if (within.size > 1) {
          expect(isLined).toBe(true);
          borders++;
        }
      }
    }
    expect(borders).toBeGreaterThan(100);
  });

  it('darken light faces and lighten nearly black ones', () => {
    const black = colored(cube(20), () => [5, 5, 5, 255]);
    for (const [mesh, sign] of [
      [gray, -1],
      [black, 1],
    ] as const) {
      const view = { view: 'front', projection: 'orthographic' } as const;
      const lined = render(mesh, { ...view, edges: true }).image;
      const plain = render(mesh, view).image;
      // The border of a cube from the front: look for it along the middle row, inside the model.
      const differences = Array.from(
        { length: 160 },
        (_, x) => pixelAt(lined, x, 60)[0] - pixelAt(plain, x, 60)[0],
      );
      expect(differences.filter(difference => difference * sign > 20).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('show a step between parallel faces', () => {
    const plate = box([-20, -20, -2], [20, 20, 0]);
    const block = box([-6, -6, 0], [6, 6, 5]);
    const view = { view: 'top', projection: 'orthographic' } as const;
    const mm_per_px = (2 * 120 * Math.tan((11.25 * Math.PI) / 180)) / 120;
    const isAtStep = ([x, y]: [number, number]) => {
      const far = Math.max(Math.abs(x + 0.5 - 80), Math.abs(y + 0.5 - 60)) * mm_per_px;
      return Math.abs(far - 6) < 1;
    };
    expect(linedPixels(merge(plate, block), view).filter(isAtStep).length).toBeGreaterThan(80);
    expect(linedPixels(plate, view).filter(isAtStep)).toHaveLength(0);
  });

  it('leave a smooth surface alone, however fine its triangles', () => {
    const ball = sphere(18, 96);
    const lined = linedPixels(ball, { projection: 'orthographic' });
    const mm_per_px = (2 * 120 * Math.tan((11.25 * Math.PI) / 180)) / 120;
    for (const [x, y] of lined) {
      const radius_mm = Math.hypot(x + 0.5 - 80, y + 0.5 - 60) * mm_per_px;
      expect(radius_mm).toBeGreaterThan(17);
    }
    expect(lined.length).toBeGreaterThan(100);
  });

  it('are drawn around the translucent faces too', () => {
    const glass = colored(cube(20), () => [200, 60, 60, 90]);
    expect(linedPixels(glass, {}).length).toBeGreaterThan(150);
  });
});

describe('ambient occlusion', () => {
  const shade = { style: 'shaded', occlusionRadius_mm: 4 } as const;

  it('darkens an inner corner the more the nearer a place is', () => {
    const step = merge(box([-20, -20, -5], [20, 20, 0]), box([-20, 8, 0], [20, 20, 4]));
    const view = { view: 'top', projection: 'orthographic' } as const;
    const plain = render(step, view).image;
    const shaded = render(step, { ...view, ...shade }).image;
    // The wall's foot is 8 mm above the middle; one pixel is 0.4 mm.
    const light = (y_mm: number) => {
      const y = Math.round(60 - y_mm / 0.398);
      return pixelAt(shaded, 80, y)[0] / pixelAt(plain, 80, y)[0];
    };
    expect(light(7.3)).toBeLessThan(0.85);
    expect(light(7.3)).toBeLessThan(light(5));
    expect(light(5)).toBeLessThan(light(2) + 0.01);
    expect(light(-8)).toBe(1);
    // Nothing is above the top of the wall.
    expect(light(12)).toBe(1);
  });

  it.each(['perspective', 'orthographic'] as const)('leaves convex bodies as they are in %s', projection => {
    for (const mesh of [cube(20), sphere(15, 32), box([-22, -18, -1], [22, 18, 1])]) {
      const plain = render(mesh, { projection, style: 'shaded' }).image.rgba;
      expect(render(mesh, { projection, ...shade }).image.rgba).toEqual(plain);
    }
  });

  it('does not bleed onto what is in front of a dark corner', () => {
    const step = merge(box([-20, -20, -5], [20, 20, 0]), box([-20, 1, 0], [20, 20, 4]));
    const rod = box([-3.1, -20, 40], [3.1, 20, 42]);
    const view = { view: 'top', projection: 'orthographic' } as const;
    const mesh = merge(step, rod);
    const plain = render(mesh, view);
    const shaded = render(mesh, { ...view, ...shade });
    const seen = seenTriangles(plain, 36);
    for (let y = 20; y < 100; y++) {
      for (let x = 60; x < 100; x++) {
        const corners = [0, 1, 320, 321].map(offset => seen[y * 2 * 320 + x * 2 + offset]);
        if (corners.every(triangle => triangle >= 24)) {
          expect(pixelAt(shaded.image, x, y)).toEqual(pixelAt(plain.image, x, y));
        }
      }
    }
    expect(shaded.image.rgba).not.toEqual(plain.image.rgba);
  });

  it('does not reach over an outline to what is far behind', () => {
    const floor = box([-30, -30, -60], [30, 30, -50]);
    const block = box([-8, -8, 0], [8, 8, 10]);
    const view = { view: 'top', projection: 'orthographic' } as const;
    const mesh = merge(floor, block);
    expect(render(mesh, { ...view, ...shade }).image.rgba).toEqual(render(mesh, view).image.rgba);
  });
});

describe('a transparent background', () => {
  const views: View[] = [{}, { edges: true, style: 'shaded', occlusionRadius_mm: 2 }, { style: 'xray' }];

  it.each(views)('has alpha 0 and no rim in another colour: %o', view => {
    const red = colored(cube(20), () => [200, 0, 0, 255]);
    const { image } = render(red, { ...view, background: null });
    expect(pixelAt(image, 2, 2)[3]).toBe(0);
    let partial = 0;
    for (let i = 0; i < image.rgba.length; i += 4) {
      const alpha = image.rgba[i + 3];
      if (alpha > 0 && alpha < 255) partial++;
      // The background's green would show; the lines have a little of their own.
      if (alpha > 0) expect(image.rgba[i + 1]).toBeLessThanOrEqual(26);
    }
    expect(partial).toBeGreaterThan(50);
  });

  it('laid over the scheme gives the picture with the scheme', () => {
    const mesh = merge(
      colored(cube(16), () => [200, 30, 60, 255]),
      colored(box([6, -14, -4], [16, 2, 14]), () => [40, 90, 200, 120]),
    );
    for (const view of [{}, { edges: true }, { style: 'wireframe' }, { style: 'xray' }] as const) {
      const over = render(mesh, view).image;
      const free = render(mesh, { ...view, background: null }).image;
      const { background } = themeOf('Cornfield');
      for (let i = 0; i < over.rgba.length; i++) {
        if (i % 4 === 3) continue;
        const alpha = free.rgba[i - (i % 4) + 3] / 255;
        const expected = background[i % 4] + (free.rgba[i] - background[i % 4]) * alpha;
        expect(Math.abs(over.rgba[i] - expected)).toBeLessThan(2.6);
      }
    }
  });
});

describe.each(COLOR_SCHEMES)('the scheme %s', colorScheme => {
  it('is the background of every style', () => {
    for (const style of ['flat', 'shaded', 'xray', 'wireframe'] as const) {
      const { image } = render(cube(10), { colorScheme, style });
      expect(pixelAt(image, 1, 1)).toEqual([...themeOf(colorScheme).background, 255]);
    }
  });
});

describe('bright faces', () => {
  /** How far green stands above red in the greenest pixel of a yellow ball. */
  const greenest = (style: 'flat' | 'shaded') => {
    const { rgba } = render(sphere(15, 48), { style }).image;
    let most = -255;
    for (let at = 0; at < rgba.length; at += 4) {
      const isBackground = rgba[at + 2] > 200;
      if (!isBackground) most = Math.max(most, rgba[at + 1] - rgba[at]);
    }
    return most;
  };

  it('keep their hue, though in the style of OpenSCAD yellow turns to green', () => {
    expect(greenest('shaded')).toBeLessThan(0);
    expect(greenest('flat')).toBeGreaterThanOrEqual(0);
  });
});
