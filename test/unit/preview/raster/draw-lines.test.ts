import { Matrix4, OrthographicCamera, PerspectiveCamera } from 'three';
import { describe, expect, it } from 'vitest';
import { drawLines, type Line, type LineStyle } from '../../../../src/preview/raster/draw-lines.ts';
import { projectLine, projectPoint } from '../../../../src/preview/raster/project-line.ts';
import type { ScreenTransform } from '../../../../src/preview/raster/screen-transform.ts';
import { createVisibilityBuffer } from '../../../../src/preview/raster/visibility-buffer.ts';
import { createImage } from '../../../../src/preview/rgba-image.ts';
import { pixelAt } from '../../../support/pictures.ts';

const SIZE_PX = 20;
const SAMPLES = 2;

/** One millimetre is one pixel; x and y from -10 to 10, seen from +z. */
const ORTHOGRAPHIC: ScreenTransform = {
  modelView: new Matrix4().elements,
  projection: new OrthographicCamera(-10, 10, 10, -10, -100, 100).projectionMatrix.elements,
  perspective: false,
  near_mm: 0,
  halfWidth: SIZE_PX,
  halfHeight: SIZE_PX,
};

/** From the origin along -z, everything nearer than 1 mm cut off. */
const PERSPECTIVE: ScreenTransform = {
  ...ORTHOGRAPHIC,
  projection: new PerspectiveCamera(90, 1, 1, 1000).projectionMatrix.elements,
  perspective: true,
  near_mm: 1,
};

const BLACK_LINE: LineStyle = { width_px: 2, color: [0, 0, 0], opacity: 1, hiddenBy: 'nearer faces' };

/** A scene without faces, and a white picture of it. */
function emptyScene(transform = ORTHOGRAPHIC) {
  const opaque = createVisibilityBuffer(SIZE_PX * SAMPLES, SIZE_PX * SAMPLES);
  const image = createImage(SIZE_PX, SIZE_PX, [255, 255, 255]);
  return { image, opaque, transform, samplesPerAxis: SAMPLES };
}

/** Puts a face into the samples of all columns from `first` on, whose nearness depends on the column. */
function addFace(scene: ReturnType<typeof emptyScene>, first: number, nearness: (column: number) => number) {
  const { width, height, faces } = scene.opaque;
  for (let row = 0; row < height; row++) {
    for (let column = first; column < width; column++) {
      faces[row * width + column] = 0;
      scene.opaque.nearness[row * width + column] = nearness(column);
    }
  }
}

/** How dark each pixel of the row just below the middle is: 0 white, 1 black. */
function middleRow({ image }: ReturnType<typeof emptyScene>): number[] {
  return Array.from({ length: SIZE_PX }, (_, x) => 1 - pixelAt(image, x, SIZE_PX / 2)[0] / 255);
}

function draw(scene: ReturnType<typeof emptyScene>, lines: readonly Line[], style = BLACK_LINE) {
  drawLines(scene.image, lines, style, scene);
  return scene;
}

const ACROSS: Line = { from: [-10, 0, 0], to: [10, 0, 0] };

describe('a line', () => {
  it('covers its width', () => {
    for (const width_px of [1, 2, 3.5]) {
      const scene = draw(emptyScene(), [ACROSS], { ...BLACK_LINE, width_px });
      let dark = 0;
      for (let y = 0; y < SIZE_PX; y++) dark += 1 - pixelAt(scene.image, 10, y)[0] / 255;
      expect(dark).toBeCloseTo(width_px, 1);
    }
  });

  it('is as wide at an angle', () => {
    const scene = draw(emptyScene(), [{ from: [-30, -30, 0], to: [30, 30, 0] }]);
    let dark = 0;
    for (let y = 0; y < SIZE_PX; y++) dark += 1 - pixelAt(scene.image, 10, y)[0] / 255;
    expect(dark).toBeCloseTo(2 * Math.SQRT2, 0.5);
  });

  it('has its colour and opacity', () => {
    const { image } = draw(emptyScene(), [ACROSS], { ...BLACK_LINE, color: [255, 0, 0], opacity: 0.4 });
    expect(pixelAt(image, 5, 10)).toEqual([255, 153, 153, 255]);
  });

  it('is not denser where it crosses another one', () => {
    const crossing: Line = { from: [0.5, -10, 0], to: [0.5, 10, 0] };
    const { image } = draw(emptyScene(), [ACROSS, crossing], { ...BLACK_LINE, opacity: 0.5 });
    expect(pixelAt(image, 10, 10)).toEqual(pixelAt(image, 2, 10));
  });

  it('makes a transparent picture opaque where it is, without mixing in a background', () => {
    const scene = emptyScene();
    scene.image.rgba.fill(0);
    draw(scene, [ACROSS], { ...BLACK_LINE, color: [200, 100, 50], opacity: 0.5 });
    expect(pixelAt(scene.image, 5, 10)).toEqual([200, 100, 50, 128]);
    expect(pixelAt(scene.image, 5, 2)).toEqual([0, 0, 0, 0]);
  });

  it('that is a point is not drawn', () => {
    expect(Math.max(...middleRow(draw(emptyScene(), [{ from: [0, 0, 0], to: [0, 0, 5] }])))).toBe(0);
  });
});

describe('a face', () => {
  it('hides a line behind it from its very first sample on', () => {
    for (const first of [20, 21]) {
      const scene = emptyScene();
      addFace(scene, first, () => 50);
      const row = middleRow(draw(scene, [ACROSS]));
      expect(row[9]).toBe(1);
      // Half of the pixel's samples are before the edge, or none.
      expect(row[10]).toBeCloseTo(first === 21 ? 0.5 : 0, 2);
      expect(row[11]).toBe(0);
    }
  });

  it('does not hide a line before it, nor one that lies in it', () => {
    for (const nearness of [() => -50, () => 0, (column: number) => (column - 20) * 0.5]) {
      const scene = emptyScene();
      addFace(scene, 0, nearness);
      // The third face rises by a millimetre per pixel to the right, and so does this line.
      const rises = nearness(21) !== nearness(20);
      const line: Line = rises ? { from: [-10, 0, -10], to: [10, 0, 10] } : ACROSS;
      expect(Math.min(...middleRow(draw(scene, [line])))).toBe(1);
    }
  });

  it('hides a line that pierces it on one side only', () => {
    const scene = emptyScene();
    addFace(scene, 0, () => 0);
    const row = middleRow(draw(scene, [{ from: [-10, 0, -100], to: [10, 0, 100] }]));
    expect(row.slice(0, 9)).toEqual(new Array(9).fill(0));
    expect(row.slice(11)).toEqual(new Array(9).fill(1));
  });

  it('hides even a line before it, if the line must not be drawn over the model', () => {
    const scene = emptyScene();
    addFace(scene, 20, () => -50);
    const row = middleRow(draw(scene, [ACROSS], { ...BLACK_LINE, hiddenBy: 'all faces' }));
    expect(row[9]).toBe(1);
    expect(row[10]).toBe(0);
  });
});

describe('perspective', () => {
  it('draws what is in front of the near plane of a line that reaches behind the eye', () => {
    // From behind the eye, past it below, towards the vanishing point in the middle.
    const scene = draw(emptyScene(PERSPECTIVE), [{ from: [0, -1, 50], to: [0, -1, -1000] }]);
    const column = Array.from({ length: SIZE_PX }, (_, y) => 1 - pixelAt(scene.image, 10, y)[0] / 255);
    expect(column.slice(0, 9)).toEqual(new Array(9).fill(0));
    expect(column.slice(11)).toEqual(new Array(9).fill(1));
  });

  it('draws nothing of a line behind the eye', () => {
    const lines: Line[] = [
      { from: [-5, 0, 5], to: [5, 0, 5] },
      { from: [0, 0, -0.5], to: [0, 3, 100] },
    ];
    const scene = draw(emptyScene(PERSPECTIVE), lines);
    expect(scene.image.rgba.every(value => value === 255)).toBe(true);
  });

  it('compares depths in the middle of a line as at its ends', () => {
    // In the middle of the picture the line is 15 mm away, not 20 mm as its ends are on average.
    const line: Line = { from: [-10, 0, -10], to: [30, 0, -30] };
    for (const [wall_mm, seen] of [
      [12, 0],
      [17, 1],
    ]) {
      const scene = emptyScene(PERSPECTIVE);
      addFace(scene, 0, () => 1 / wall_mm);
      const at = projectPoint([0, 0, -15], PERSPECTIVE);
      expect(at?.x).toBeCloseTo(SIZE_PX, 5);
      expect(middleRow(draw(scene, [line]))[10]).toBe(seen);
    }
  });

  it('projects as the near plane says', () => {
    expect(projectPoint([0, 0, -0.9], PERSPECTIVE)).toBeNull();
    expect(projectPoint([1, 1, -2], PERSPECTIVE)).toEqual({
      x: 30,
      y: expect.closeTo(10, 9),
      nearness: 0.5,
    });
    const [from, to] = projectLine([0, 0, 0], [4, 0, -4], PERSPECTIVE) ?? [];
    expect(from).toEqual({ x: 40, y: 20, nearness: 1 });
    expect(to?.x).toBeCloseTo(40, 9);
  });
});
