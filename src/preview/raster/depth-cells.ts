import { distanceOf, type EyeRays } from './eye-rays.ts';
import { scratchFloats, scratchInts } from './scratch.ts';
import { NO_FACE, type SampleBounds, type VisibilityBuffer } from './visibility-buffer.ts';

/** Every second pixel of every second row: what ambient occlusion is measured on. */
export interface DepthCells {
  readonly width: number;
  readonly height: number;
  /** Samples from a cell to the next one. */
  readonly step: number;
  /** Along the direction of view; Infinity where nothing is seen. */
  readonly distances_mm: Float32Array;
  readonly faces: Int32Array;
  /** Those of the buffer, in cells. */
  readonly bounds: SampleBounds;
}

/** Takes the sample in the middle of each cell. */
export function gatherCells(buffer: VisibilityBuffer, rays: EyeRays, samplesPerAxis: number): DepthCells {
  const step = 2 * samplesPerAxis;
  const width = Math.ceil(buffer.width / step);
  const height = Math.ceil(buffer.height / step);
  const distances_mm = scratchFloats('distances of cells', width * height).fill(Infinity);
  const faces = scratchInts('faces of cells', width * height).fill(NO_FACE);
  const bounds = {
    left: Math.floor(buffer.bounds.left / step),
    right: Math.ceil(buffer.bounds.right / step),
    top: Math.floor(buffer.bounds.top / step),
    bottom: Math.ceil(buffer.bounds.bottom / step),
  };
  for (let y = bounds.top; y < bounds.bottom; y++) {
    const row = Math.min(buffer.height - 1, y * step + samplesPerAxis);
    for (let x = bounds.left; x < bounds.right; x++) {
      const sample = row * buffer.width + Math.min(buffer.width - 1, x * step + samplesPerAxis);
      const face = buffer.faces[sample];
      if (face === NO_FACE) continue;
      faces[y * width + x] = face;
      distances_mm[y * width + x] = distanceOf(buffer.nearness[sample], rays);
    }
  }
  return { width, height, step, distances_mm, faces, bounds };
}
