import type { DepthCells } from './depth-cells.ts';
import { distanceOf, type EyeRays } from './eye-rays.ts';
import { scratchFloats } from './scratch.ts';
import { NO_FACE, type VisibilityBuffer } from './visibility-buffer.ts';

/** Cells whose distances differ by more than this part of the radius belong to different surfaces. */
const SAME_SURFACE = 0.5;

/** At this part of the radius in distance a cell counts for a pixel a thousandth as much as at none. */
const NEARBY = 0.15;
const LEAST_WEIGHT = 0.001;

/** Averages over 4 x 4 cells of the same surface, after which the patterns of taps cannot be told. */
export function blurOcclusion(
  raw: Float32Array,
  { width, height, distances_mm, faces, bounds }: DepthCells,
  radius_mm: number,
): Float32Array {
  const blurred = scratchFloats('blurred occlusion', width * height).fill(1);
  const limit = SAME_SURFACE * radius_mm;
  for (let y = bounds.top; y < bounds.bottom; y++) {
    const top = Math.max(0, y - 2);
    const bottom = Math.min(height, y + 2);
    for (let x = bounds.left; x < bounds.right; x++) {
      const cell = y * width + x;
      if (faces[cell] === NO_FACE) continue;
      const distance = distances_mm[cell];
      const left = Math.max(0, x - 2);
      const right = Math.min(width, x + 2);
      let sum = 0;
      let count = 0;
      for (let row = top; row < bottom; row++) {
        for (let other = row * width + left; other < row * width + right; other++) {
          if (!(Math.abs(distances_mm[other] - distance) <= limit)) continue;
          sum += raw[other];
          count++;
        }
      }
      if (count > 0) blurred[cell] = sum / count;
    }
  }
  return blurred;
}

/**
 * Brings occlusion from cells to pixels: of the four cells around a pixel those count most that are close,
 * on the screen and in depth, so that no shadow leaks over an outline.
 */
export function enlargeOcclusion(
  occlusion: Float32Array,
  { width, height, step, distances_mm }: DepthCells,
  buffer: VisibilityBuffer,
  rays: EyeRays,
  radius_mm: number,
  samplesPerAxis: number,
): Float32Array {
  const width_px = buffer.width / samplesPerAxis;
  const height_px = buffer.height / samplesPerAxis;
  const enlarged = scratchFloats('occlusion', width_px * height_px).fill(1);
  const { bounds } = buffer;
  const firstColumn = Math.floor(bounds.left / samplesPerAxis);
  const center = samplesPerAxis >> 1;
  const perRadius = 1 / (NEARBY * radius_mm);
  const weight = (cell: number, distance: number, share: number): number => {
    const apart = (distances_mm[cell] - distance) * perRadius;
    return share / (LEAST_WEIGHT + apart * apart);
  };
  for (let y = Math.floor(bounds.top / samplesPerAxis); y * samplesPerAxis < bounds.bottom; y++) {
    const above = (y * samplesPerAxis + center - samplesPerAxis) / step;
    const row = Math.max(0, Math.floor(above));
    const lower = Math.min(height - 1, row + 1);
    const downwards = Math.max(0, above - row);
    for (let x = firstColumn; x * samplesPerAxis < bounds.right; x++) {
      const pixel = y * width_px + x;
      const sample = (y * samplesPerAxis + center) * buffer.width + x * samplesPerAxis + center;
      if (buffer.faces[sample] === NO_FACE) continue;
      const before = (x * samplesPerAxis + center - samplesPerAxis) / step;
      const column = Math.max(0, Math.floor(before));
      const next = Math.min(width - 1, column + 1);
      const rightwards = Math.max(0, before - column);
      const a = row * width + column;
      const b = row * width + next;
      const c = lower * width + column;
      const d = lower * width + next;
      if (occlusion[a] === 1 && occlusion[b] === 1 && occlusion[c] === 1 && occlusion[d] === 1) continue;
      const distance = distanceOf(buffer.nearness[sample], rays);
      const wa = weight(a, distance, (1 - rightwards) * (1 - downwards));
      const wb = weight(b, distance, rightwards * (1 - downwards));
      const wc = weight(c, distance, (1 - rightwards) * downwards);
      const wd = weight(d, distance, rightwards * downwards);
      const sum = wa + wb + wc + wd;
      if (!(sum > 0)) continue;
      enlarged[pixel] = (occlusion[a] * wa + occlusion[b] * wb + occlusion[c] * wc + occlusion[d] * wd) / sum;
    }
  }
  return enlarged;
}
