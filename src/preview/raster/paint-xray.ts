import type { RgbaImage } from '../rgba-image.ts';
import { CLIPPED_POLYGON_SIZE, placeTriangle } from './clip-triangle.ts';
import type { Frame } from './frame.ts';
import type { Lighting } from './lighting.ts';
import { createRowCrossings, crossRows } from './row-crossings.ts';
import { scratchInts } from './scratch.ts';
import { type FaceShading, shadeFace } from './shade.ts';
import { BACK_FACING } from './visibility-buffer.ts';

/** How thick a face is optically when looked at straight: it lets through exp(-this), so four fifths. */
const OPTICAL_DEPTH = 0.22;

/** Faces that tell a finding are denser, so that they are seen among the others. */
const FINDING_DENSITY = 5;

/** At a slant light passes through more of a face, up to this cosine. */
const LEAST_COSINE = 0.3;

/** Optical depth 1 in the sums, which are whole numbers so that nothing is left of them where they end. */
const DEPTH_UNIT = 256;

/** Sums per pixel: red, green and blue times optical depth, and optical depth. */
const SUMS = 4;

/**
 * Paints all faces of the model over an image as if they were of glass, the front and the back ones: the
 * more of them are behind a pixel, the denser it is, in their mean colour. Their order plays no part.
 */
export function paintXray(
  image: RgbaImage,
  frame: Frame,
  shading: FaceShading,
  lighting: Lighting,
  samplesPerAxis: number,
): void {
  const sums = sumFaces(image, frame, shading, lighting, samplesPerAxis);
  const { rgba, width_px, height_px } = image;
  const perUnit = 1 / (DEPTH_UNIT * samplesPerAxis * samplesPerAxis);
  for (let y = 0; y < height_px; y++) {
    let [red, green, blue, depth] = [0, 0, 0, 0];
    for (let x = 0; x < width_px; x++) {
      const from = (y * (width_px + 2) + x) * SUMS;
      red += sums[from];
      green += sums[from + 1];
      blue += sums[from + 2];
      depth += sums[from + 3];
      if (depth === 0) continue;
      const to = (y * width_px + x) * 4;
      const opacity = 1 - Math.exp(-depth * perUnit);
      const behind = rgba[to + 3] / 255;
      const alpha = behind === 1 ? 1 : opacity + behind * (1 - opacity);
      const share = opacity / alpha;
      rgba[to] += (red / depth - rgba[to]) * share;
      rgba[to + 1] += (green / depth - rgba[to + 1]) * share;
      rgba[to + 2] += (blue / depth - rgba[to + 2]) * share;
      rgba[to + 3] = alpha * 255;
    }
  }
}

/**
 * The sums over all faces, each as the difference to the pixel left of it, in rows of `width_px + 2`. A face
 * of one colour changes them only where it begins and ends.
 */
function sumFaces(
  { width_px, height_px }: RgbaImage,
  frame: Frame,
  shading: FaceShading,
  lighting: Lighting,
  samplesPerAxis: number,
): Int32Array {
  const stride = (width_px + 2) * SUMS;
  const sums = scratchInts('xray', stride * height_px).fill(0);
  const crossings = createRowCrossings(height_px * samplesPerAxis);
  const { columns } = crossings;
  const polygon = new Float32Array(CLIPPED_POLYGON_SIZE);
  const triangles = frame.model.data.indices.length / 3;
  for (let triangle = 0; triangle < triangles; triangle++) {
    const corners = placeTriangle(frame, triangle, polygon);
    if (corners === 0) continue;
    const fromBehind = signedArea(polygon, corners) > 0;
    shadeFace(
      shading,
      fromBehind ? triangle | BACK_FACING : triangle,
      frame.model,
      frame.transform,
      lighting,
    );
    const depth = opticalDepth(shading, triangle) * (frame.model.showsFinding ? FINDING_DENSITY : 1);
    if (depth === 0) continue;
    for (let corner = 0; corner < corners; corner++) {
      const from = corner * 3;
      const to = ((corner + 1) % corners) * 3;
      const begins = polygon[from + 1] < polygon[to + 1] !== fromBehind;
      crossRows(
        crossings,
        polygon[from],
        polygon[from + 1],
        polygon[to],
        polygon[to + 1],
        width_px * samplesPerAxis,
      );
      const change = begins ? depth : -depth;
      const red = shading.colors[triangle * 4] * change;
      const green = shading.colors[triangle * 4 + 1] * change;
      const blue = shading.colors[triangle * 4 + 2] * change;
      for (let row = crossings.firstRow; row < crossings.endRow; row++) {
        const column = Math.floor(columns[row] / samplesPerAxis);
        const after = columns[row] - column * samplesPerAxis;
        const within = samplesPerAxis - after;
        const at = Math.floor(row / samplesPerAxis) * stride + column * SUMS;
        sums[at] += red * within;
        sums[at + 1] += green * within;
        sums[at + 2] += blue * within;
        sums[at + 3] += change * within;
        if (after === 0) continue;
        sums[at + 4] += red * after;
        sums[at + 5] += green * after;
        sums[at + 6] += blue * after;
        sums[at + 7] += change * after;
      }
    }
  }
  return sums;
}

/** Twice the area of a polygon on the screen; negative when it is seen from the front. */
function signedArea(polygon: Float32Array, corners: number): number {
  let area = 0;
  for (let corner = 1; corner + 1 < corners; corner++) {
    const b = corner * 3;
    const c = b + 3;
    area +=
      (polygon[b] - polygon[0]) * (polygon[c + 1] - polygon[1]) -
      (polygon[c] - polygon[0]) * (polygon[b + 1] - polygon[1]);
  }
  return area;
}

/** What a face adds to the sum of optical depth, as a whole number. */
function opticalDepth({ colors, normals }: FaceShading, triangle: number): number {
  const cosine = Math.max(LEAST_COSINE, Math.abs(normals[triangle * 3 + 2]));
  const opacity = colors[triangle * 4 + 3] / 255;
  return Math.round((DEPTH_UNIT * OPTICAL_DEPTH * opacity) / cosine);
}
