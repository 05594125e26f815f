import { describe, expect, it } from 'vitest';
import { boundsOnScreen } from '../../../../src/preview/raster/bounds-on-screen.ts';
import type { ScreenVertices } from '../../../../src/preview/raster/project-vertices.ts';
import { NOT_IN_FRONT } from '../../../../src/preview/raster/visibility-buffer.ts';

const [WIDTH, HEIGHT] = [200, 100];

function makeVertices(...points: readonly (readonly [number, number, number])[]): ScreenVertices {
  return {
    x: Float32Array.from(points, ([x]) => x),
    y: Float32Array.from(points, ([, y]) => y),
    nearness: Float32Array.from(points, ([, , nearness]) => nearness),
  };
}

describe('the part of a screen that a mesh can cover', () => {
  it('lies around its vertices with three samples to spare', () => {
    const vertices = makeVertices([40.5, 30.25, 1], [60, 20, 1], [50, 50.5, 1]);
    expect(boundsOnScreen(vertices, WIDTH, HEIGHT)).toEqual({ left: 37, right: 63, top: 17, bottom: 54 });
  });

  it('ends where the screen does', () => {
    const vertices = makeVertices([-1000, -5, 1], [1e9, 500, 1]);
    expect(boundsOnScreen(vertices, WIDTH, HEIGHT)).toEqual({ left: 0, right: 200, top: 0, bottom: 100 });
  });

  it('is all of it with a vertex behind the eye, which may lead anywhere', () => {
    const vertices = makeVertices([50, 50, 1], [0, 0, NOT_IN_FRONT]);
    expect(boundsOnScreen(vertices, WIDTH, HEIGHT)).toEqual({ left: 0, right: 200, top: 0, bottom: 100 });
  });

  it('does not care about vertices that are not numbers', () => {
    const vertices = makeVertices([NaN, 50, 1], [40, 40, 1], [60, NaN, 1], [50, 60, 1]);
    expect(boundsOnScreen(vertices, WIDTH, HEIGHT)).toEqual({ left: 37, right: 63, top: 37, bottom: 63 });
  });

  it.each([
    ['left', [[-50, 50, 1]]],
    ['below', [[50, 500, 1]]],
    ['nowhere', [[NaN, NaN, 1]]],
  ] as const)('is empty when the mesh is %s of the screen', (_, points) => {
    const { left, right, top, bottom } = boundsOnScreen(makeVertices(...points), WIDTH, HEIGHT);
    expect(Math.max(0, right - left) * Math.max(0, bottom - top)).toBe(0);
  });
});
