import fc from 'fast-check';
import { PerspectiveCamera } from 'three';
import { describe, expect, it } from 'vitest';
import { CLIPPED_POLYGON_SIZE, placeTriangle } from '../../../../src/preview/raster/clip-triangle.ts';
import { projectVertices } from '../../../../src/preview/raster/project-vertices.ts';
import { screenTransform } from '../../../../src/preview/raster/screen-transform.ts';
import type { SectionCut } from '../../../../src/preview/raster/section.ts';
import { ModelMesh } from '../../../../src/preview/scene/build-scene.ts';
import { themeOf } from '../../../../src/preview/theme.ts';

/** A camera at the origin that looks along -z, sees 90° and cuts at 1 mm; the screen has 100 x 100 samples. */
const camera = new PerspectiveCamera(90, 1, 1, 100);
camera.updateMatrixWorld();

/** The corners left of a triangle of the given vertices: x, y, nearness each. */
function clip(
  positions: readonly number[],
  corners: readonly [number, number, number],
  cut: SectionCut | null = null,
): number[][] {
  const data = {
    positions: Float32Array.from(positions),
    indices: Uint32Array.from(corners),
    faceColors: null,
  };
  const model = new ModelMesh(data, themeOf('Cornfield'));
  const transform = screenTransform(camera, model, 100, 100);
  const screen = projectVertices(data.positions, transform);
  const polygon = new Float32Array(CLIPPED_POLYGON_SIZE);
  const count = placeTriangle({ model, screen, transform, cut }, 0, polygon);
  return Array.from({ length: count }, (_, corner) =>
    Array.from(polygon.subarray(corner * 3, corner * 3 + 3)),
  );
}

/** To two decimals, and without negative zeros. */
function rounded(corners: readonly number[][]): number[][] {
  return corners.map(corner => corner.map(value => Math.round(value * 100) / 100 + 0));
}

describe('the near plane', () => {
  it('leaves a triangle where two corners are behind', () => {
    const corners = clip([0, 0, -3, 2, 0, 1, 0, 2, 1], [0, 1, 2]);
    // Both edges meet z = -1 half-way.
    expect(rounded(corners)).toEqual([
      [50, 50, 0.33],
      [100, 50, 1],
      [50, 0, 1],
    ]);
  });

  it('leaves a quadrilateral where one corner is behind', () => {
    const corners = clip([0, 0, 1, 2, 0, -3, 0, 2, -3], [0, 1, 2]);
    expect(rounded(corners)).toEqual([
      [100, 50, 1],
      [83.33, 50, 0.33],
      [50, 16.67, 0.33],
      [50, 0, 1],
    ]);
  });

  it('leaves nothing where all are behind', () => {
    expect(clip([0, 0, 1, 2, 0, -0.5, 0, 2, 3], [0, 1, 2])).toEqual([]);
  });

  it('gives both triangles at an edge the very same point', () => {
    const side = fc.float({ min: -50, max: 50, noNaN: true });
    const before = fc.float({ min: -90, max: Math.fround(-1.01), noNaN: true });
    const behind = fc.float({ min: Math.fround(-0.99), max: 5000, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(side, side, before, side, side, behind), coordinates => {
        // Corners 0 and 1 make the shared edge; 2 is in front, 3 behind.
        const positions = [...coordinates, 5, 5, -20, 5, -5, 20];
        const points = (triangle: readonly [number, number, number]) =>
          clip(positions, triangle)
            .filter(([, , nearness]) => Math.abs(nearness - 1) < 1e-6)
            .map(String);
        const shared = points([0, 1, 3]).filter(point => points([1, 0, 2]).includes(point));
        expect(shared).toHaveLength(1);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});

describe('a section', () => {
  const triangle = [-4, -1, -5, 4, -1, -5, 0, 3, -5];
  const corners = [0, 1, 2] as const;

  it('leaves the half that is not removed', () => {
    const cut = { axis: 1, offset_mm: 1 } as const;
    expect(rounded(clip(triangle, corners, { ...cut, removedSide: 1 }))).toEqual([
      [10, 60, 0.2],
      [90, 60, 0.2],
      [70, 40, 0.2],
      [30, 40, 0.2],
    ]);
    expect(rounded(clip(triangle, corners, { ...cut, removedSide: -1 }))).toEqual([
      [70, 40, 0.2],
      [50, 20, 0.2],
      [30, 40, 0.2],
    ]);
  });

  it('leaves a triangle on the kept side as it is, and nothing of one on the other side', () => {
    const whole = clip(triangle, corners);
    expect(clip(triangle, corners, { axis: 0, offset_mm: 4, removedSide: 1 })).toEqual(whole);
    expect(clip(triangle, corners, { axis: 0, offset_mm: -4, removedSide: 1 })).toEqual([]);
  });

  it('keeps a triangle in the plane where it is the surface of the kept half', () => {
    const cut = { axis: 2, offset_mm: -5 } as const;
    expect(clip(triangle, corners, { ...cut, removedSide: 1 })).toHaveLength(3);
    expect(clip(triangle, [0, 2, 1], { ...cut, removedSide: 1 })).toEqual([]);
    expect(clip(triangle, [0, 2, 1], { ...cut, removedSide: -1 })).toHaveLength(3);
  });

  it('and the near plane together leave up to five corners', () => {
    const cut = { axis: 1, offset_mm: 1, removedSide: 1 } as const;
    const left = clip([-4, -1, -5, 4, -1, -0.5, 0, 3, -5], corners, cut);
    expect(left).toHaveLength(5);
    for (const [, , nearness] of left) expect(nearness).toBeLessThanOrEqual(1.000001);
  });

  it('projects the corners it keeps to the very point where they were', () => {
    const coordinate = fc.float({ min: -90, max: 90, noNaN: true });
    const before = fc.float({ min: -90, max: -2, noNaN: true });
    const point = fc.tuple(coordinate, coordinate, before);
    fc.assert(
      fc.property(point, point, point, coordinate, (a, b, c, offset_mm) => {
        const positions = [...a, ...b, ...c];
        const whole = clip(positions, corners).map(String);
        const left = clip(positions, corners, { axis: 0, offset_mm, removedSide: 1 }).map(String);
        [a, b, c].forEach(([x], corner) => {
          if (x < offset_mm && left.length > 0) expect(left).toContain(whole[corner]);
        });
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
