import { type DepthCells, gatherCells } from './depth-cells.ts';
import type { EyeRays } from './eye-rays.ts';
import { scratchFloats } from './scratch.ts';
import type { FaceShading } from './shade.ts';
import { blurOcclusion, enlargeOcclusion } from './smooth-occlusion.ts';
import { NO_FACE, triangleOf, type VisibilityBuffer } from './visibility-buffer.ts';

/** How many neighbours of a cell are looked at. */
const TAPS = 12;

/** The patterns of taps differ among 4 x 4 cells, over which the result is averaged. */
const PATTERN_SIZE = 4;

/** How dark the light that is missing makes a place, and how dark it can get. */
const STRENGTH = 1.7;
const DARKEST = 0.35;

/** Cells that a tap may be away, at most as a part of the picture's width. */
const REACH = { least: 2, most: 1 / 6 } as const;

/** What is raised by less than this part of the radius hides no light. */
const BIAS = 0.02;

/**
 * How much light from all around reaches each pixel, 0–1: less in corners and grooves, where surfaces
 * within `radius_mm` stand in its way. Measured at half the resolution; it lasts until the next picture.
 */
export function measureOcclusion(
  buffer: VisibilityBuffer,
  shading: FaceShading,
  rays: EyeRays,
  radius_mm: number,
  samplesPerAxis: number,
): Float32Array {
  const cells = gatherCells(buffer, rays, samplesPerAxis);
  const { width, height, bounds } = cells;
  const raw = scratchFloats('occlusion of cells', width * height);
  const pattern = tapPattern();
  for (let y = bounds.top; y < bounds.bottom; y++) {
    for (let x = bounds.left; x < bounds.right; x++) {
      const cell = y * width + x;
      raw[cell] = cells.faces[cell] === NO_FACE ? 1 : lightAt(cells, shading, rays, radius_mm, pattern, x, y);
    }
  }
  const blurred = blurOcclusion(raw, cells, radius_mm);
  return enlargeOcclusion(blurred, cells, buffer, rays, radius_mm, samplesPerAxis);
}

/** Offsets of the taps in the unit circle, x and y each, one pattern after the other. */
function tapPattern(): Float32Array {
  const patterns = PATTERN_SIZE * PATTERN_SIZE;
  const offsets = new Float32Array(patterns * TAPS * 2);
  const goldenAngle = Math.PI * (3 - Math.sqrt(5));
  for (let pattern = 0; pattern < patterns; pattern++) {
    // Steps by odd numbers visit all patterns, neighbours getting very different ones.
    const turn = (((pattern * 7) % patterns) / patterns) * 2 * Math.PI;
    const shift = ((pattern * 5) % patterns) / patterns;
    for (let tap = 0; tap < TAPS; tap++) {
      const radius = (tap + 0.5 + shift / 2) / TAPS;
      const at = (pattern * TAPS + tap) * 2;
      offsets[at] = radius * Math.cos(turn + tap * goldenAngle);
      offsets[at + 1] = radius * Math.sin(turn + tap * goldenAngle);
    }
  }
  return offsets;
}

/**
 * The light at a cell: what each tap's surface hides is the sine of its height above the face's plane, and
 * fades to nothing at twice the radius.
 */
function lightAt(
  { width, height, step, distances_mm, faces }: DepthCells,
  { normals }: FaceShading,
  { perspective, x0, dx, y0, dy }: EyeRays,
  radius_mm: number,
  pattern: Float32Array,
  x: number,
  y: number,
): number {
  const cell = y * width + x;
  const distance = distances_mm[cell];
  const scale = perspective ? distance : 1;
  const normal = triangleOf(faces[cell]) * 3;
  const nx = normals[normal];
  const ny = normals[normal + 1];
  const nz = normals[normal + 2];
  const eyeX = (x0 + (x + 0.5) * step * dx) * scale;
  const eyeY = (y0 + (y + 0.5) * step * dy) * scale;
  const reach = Math.max(REACH.least, Math.min(width * REACH.most, radius_mm / (dx * step * scale)));
  const fadeOut = 1 / (4 * radius_mm * radius_mm);
  const bias = BIAS * radius_mm;
  const first = ((y % PATTERN_SIZE) * PATTERN_SIZE + (x % PATTERN_SIZE)) * TAPS * 2;
  let hidden = 0;
  for (let tap = first; tap < first + TAPS * 2; tap += 2) {
    const tapX = Math.floor(x + 0.5 + pattern[tap] * reach);
    const tapY = Math.floor(y + 0.5 + pattern[tap + 1] * reach);
    if (tapX < 0 || tapY < 0 || tapX >= width || tapY >= height) continue;
    const tapDistance = distances_mm[tapY * width + tapX];
    if (tapDistance === Infinity) continue;
    const tapScale = perspective ? tapDistance : 1;
    const offsetX = (x0 + (tapX + 0.5) * step * dx) * tapScale - eyeX;
    const offsetY = (y0 + (tapY + 0.5) * step * dy) * tapScale - eyeY;
    const offsetZ = distance - tapDistance;
    const above = offsetX * nx + offsetY * ny + offsetZ * nz;
    if (above <= bias) continue;
    const squared = offsetX * offsetX + offsetY * offsetY + offsetZ * offsetZ;
    const fade = 1 - squared * fadeOut;
    if (fade > 0) hidden += (fade * fade * (above - bias)) / Math.sqrt(squared);
  }
  return Math.max(DARKEST, 1 - (STRENGTH * hidden) / TAPS);
}
