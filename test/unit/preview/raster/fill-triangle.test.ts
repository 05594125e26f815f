import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTriangle } from '../../../../src/preview/raster/fill-triangle.ts';
import { createVisibilityBuffer, NO_FACE } from '../../../../src/preview/raster/visibility-buffer.ts';

type Corner = readonly [number, number, number];

const SIZE = 48;

function fill(
  buffer: ReturnType<typeof createVisibilityBuffer>,
  face: number,
  a: Corner,
  b: Corner,
  c: Corner,
) {
  fillTriangle(buffer, face, ...a, ...b, ...c);
}

/** How often each sample is covered by the triangles of a grid of 8 x 8 jittered cells over all samples. */
function coverageOfJitteredGrid(jitter: readonly number[]): Uint8Array {
  const cells = 8;
  const step = SIZE / cells;
  const points: Corner[] = [];
  for (let j = 0; j <= cells; j++) {
    for (let i = 0; i <= cells; i++) {
      const at = (j * (cells + 1) + i) * 2;
      const x = i % cells === 0 ? i * step : i * step + jitter[at % jitter.length];
      const y = j % cells === 0 ? j * step : j * step + jitter[(at + 1) % jitter.length];
      points.push([Math.fround(x), Math.fround(y), 1]);
    }
  }
  const coverage = new Uint8Array(SIZE * SIZE);
  const add = (...corners: [Corner, Corner, Corner]): void => {
    const buffer = createVisibilityBuffer(SIZE, SIZE);
    fill(buffer, 1, ...corners);
    buffer.faces.forEach((face, sample) => {
      if (face !== NO_FACE) coverage[sample]++;
    });
  };
  for (let j = 0; j < cells; j++) {
    for (let i = 0; i < cells; i++) {
      const a = points[j * (cells + 1) + i];
      const b = points[j * (cells + 1) + i + 1];
      const c = points[(j + 1) * (cells + 1) + i + 1];
      const d = points[(j + 1) * (cells + 1) + i];
      // In turn different corners first, so that neighbours name a shared edge in both directions.
      if ((i + j) % 2 === 0) {
        add(a, b, c);
        add(d, a, c);
      } else {
        add(b, d, a);
        add(c, d, b);
      }
    }
  }
  return coverage;
}

describe('fillTriangle', () => {
  it('covers every sample of a triangulated area exactly once', () => {
    // Jitter below half a cell's inscribed radius keeps all triangles the right way round.
    const anywhere = fc.double({ min: -1.4, max: 1.4, noNaN: true });
    const onSampleCentres = fc.constantFrom(-1.5, -1, -0.5, 0, 0.5, 1, 1.5);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(anywhere, { minLength: 162, maxLength: 162 }),
          fc.array(onSampleCentres, { minLength: 162, maxLength: 162 }),
        ),
        jitter => {
          const coverage = coverageOfJitteredGrid(jitter);
          expect(coverage.every(count => count === 1)).toBe(true);
        },
      ),
      { seed: 11, numRuns: 40 },
    );
  });

  it('gives the same samples whatever the order of the corners', () => {
    const a: Corner = [3.2, 1.7, 0.1];
    const b: Corner = [40.9, 12.4, 0.9];
    const c: Corner = [11.3, 44.6, 0.4];
    const results = [
      [a, b, c],
      [b, c, a],
      [c, a, b],
      [a, c, b],
      [c, b, a],
      [b, a, c],
    ].map(([first, second, third]) => {
      const buffer = createVisibilityBuffer(SIZE, SIZE);
      fill(buffer, 7, first, second, third);
      return buffer;
    });
    for (const { faces, nearness } of results) {
      expect(faces).toEqual(results[0].faces);
      expect(nearness).toEqual(results[0].nearness);
    }
    expect(results[0].faces.filter(face => face === 7).length).toBeGreaterThan(700);
  });

  it('interpolates nearness over the screen', () => {
    const buffer = createVisibilityBuffer(SIZE, SIZE);
    // nearness = 2x + 3y + 1
    fill(buffer, 0, [0, 0, 1], [48, 0, 97], [0, 48, 145]);
    expect(buffer.nearness[0]).toBeCloseTo(2 * 0.5 + 3 * 0.5 + 1, 4);
    expect(buffer.nearness[10 * SIZE + 20]).toBeCloseTo(2 * 20.5 + 3 * 10.5 + 1, 4);
  });

  it('keeps the nearest of triangles that cross each other', () => {
    const buffer = createVisibilityBuffer(SIZE, SIZE);
    fill(buffer, 1, [0, 0, 0], [SIZE, 0, SIZE], [0, 2 * SIZE, 0]);
    fill(buffer, 2, [0, 0, 24], [SIZE, 0, 24], [0, 2 * SIZE, 24]);
    expect(Array.from(buffer.faces.subarray(0, SIZE))).toEqual(
      Array.from({ length: SIZE }, (_, x) => (x + 0.5 > 24 ? 1 : 2)),
    );
  });

  it('draws only the part of a triangle that is on the screen', () => {
    const buffer = createVisibilityBuffer(SIZE, SIZE);
    fill(buffer, 5, [-1e6, -1e6, 1], [1e6, -1e6, 1], [0, 1e6, 1]);
    expect(buffer.faces.every(face => face === 5)).toBe(true);
  });
});
