import { distanceOf, type EyeRays } from './eye-rays.ts';
import { scratchFloats, scratchInts } from './scratch.ts';
import { NO_FACE, type VisibilityBuffer } from './visibility-buffer.ts';

/** Every second pixel of every second row: what ambient occlusion is measured on. */
export interface DepthCells {
  readonly width: number;
  readonly height: number;
  /** Samples from a cell to the next one. */
  readonly step: number;
  /** Along the direction of view; Infinity where nothing is seen. */
  readonly distances_mm: Float32Array;
  readonly faces: Int32Array;
}

/** Takes the sample in the middle of each cell. */
export function gatherCells(buffer: VisibilityBuffer, rays: EyeRays, samplesPerAxis: number): DepthCells {
  const step = 2 * samplesPerAxis;
  const width = Math.ceil(buffer.width / step);
  const height = Math.ceil(buffer.height / step);
  const distances_mm = scratchFloats('distances of cells', width * height);
  const faces = scratchInts('faces of cells', width * height);
  for (let y = 0; y < height; y++) {
    const row = Math.min(buffer.height - 1, y * step + samplesPerAxis);
    for (let x = 0; x < width; x++) {
      const sample = row * buffer.width + Math.min(buffer.width - 1, x * step + samplesPerAxis);
      const face = buffer.faces[sample];
      faces[y * width + x] = face;
      distances_mm[y * width + x] = face === NO_FACE ? Infinity : distanceOf(buffer.nearness[sample], rays);
    }
  }
  return { width, height, step, distances_mm, faces };
}
