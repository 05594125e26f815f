import fc from 'fast-check';
import { PerspectiveCamera } from 'three';
import { describe, expect, it } from 'vitest';
import { CLIPPED_POLYGON_SIZE, clipToNearPlane } from '../../../../src/preview/raster/near-clip.ts';
import { projectVertices } from '../../../../src/preview/raster/project-vertices.ts';
import { screenTransform } from '../../../../src/preview/raster/screen-transform.ts';
import { ModelMesh } from '../../../../src/preview/scene/build-scene.ts';

/** A camera at the origin that looks along -z, sees 90° and cuts at 1 mm; the screen has 100 x 100 samples. */
const camera = new PerspectiveCamera(90, 1, 1, 100);
camera.updateMatrixWorld();

/** The corners left of a triangle of the given vertices: x, y, nearness each. */
function clip(positions: readonly number[], corners: readonly [number, number, number]): number[][] {
  const data = {
    positions: Float32Array.from(positions),
    indices: Uint32Array.from(corners),
    faceColors: null,
  };
  const transform = screenTransform(camera, new ModelMesh(data), 100, 100);
  const screen = projectVertices(data.positions, transform);
  const polygon = new Float32Array(CLIPPED_POLYGON_SIZE);
  const count = clipToNearPlane(corners, data.positions, screen, transform, polygon);
  return Array.from({ length: count }, (_, corner) =>
    Array.from(polygon.subarray(corner * 3, corner * 3 + 3)),
  );
}

/** To two decimals, and without negative zeros. */
function rounded(corners: readonly number[][]): number[][] {
  return corners.map(corner => corner.map(value => Math.round(value * 100) / 100 + 0));
}

describe('clipToNearPlane', () => {
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
            .filter(([, , nearness]) => nearness === 1)
            .map(String);
        const shared = points([0, 1, 3]).filter(point => points([1, 0, 2]).includes(point));
        expect(shared).toHaveLength(1);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});
