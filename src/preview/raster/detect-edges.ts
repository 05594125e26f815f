import { distanceOf, type EyeRays } from './eye-rays.ts';
import type { FaceShading } from './shade.ts';
import { NO_FACE, triangleOf, type VisibilityBuffer } from './visibility-buffer.ts';

/** Faces that meet at a larger angle have a line between them. */
const CREASE_COSINE = Math.cos((28 * Math.PI) / 180);

/** A surface is behind another one when it is this many samples' widths away from the plane of its faces. */
const STEP_SAMPLES = 3;

/** Samples that differ less in distance are nearer than that to each other, at an angle of up to 60°. */
const SURE_SAMPLES = 2;

/** How opaque a line is, 0–255: around things fully, between faces of one surface less. */
const OUTLINE = 255;
const CREASE = 215;

/**
 * Finds the samples at which a line belongs: at creases, at steps in depth, around the model and around a
 * section. Looking at neighbouring samples shows no hidden line and none between the triangles of a plane
 * or of a smooth surface, and takes no longer for large models.
 *
 * @param opacities - of the line at every sample, 0–255; only raised
 */
export function detectEdges(
  opacities: Uint8Array,
  buffer: VisibilityBuffer,
  shading: FaceShading,
  rays: EyeRays,
): void {
  const { faces, width, bounds } = buffer;
  const scan = { opacities, buffer, shading, rays };
  // Rows as arrays of their own are read faster than parts of a large one.
  let above = faces.subarray(bounds.top * width + bounds.left, bounds.top * width + bounds.right);
  for (let row = bounds.top; row < bounds.bottom; row++) {
    const start = row * width + bounds.left;
    const here = faces.subarray(start, start + above.length);
    let left = here[0];
    for (let column = 0; column < here.length; column++) {
      const face = here[column];
      if (face === left && face === above[column]) continue;
      const sample = start + column;
      if (face !== left) markPair(scan, sample - 1, sample, bounds.left + column - 1, row);
      if (face !== above[column]) markPair(scan, sample - width, sample, bounds.left + column, row - 1);
      left = face;
    }
    above = here;
  }
}

interface EdgeScan {
  readonly opacities: Uint8Array;
  readonly buffer: VisibilityBuffer;
  readonly shading: FaceShading;
  readonly rays: EyeRays;
}

/** Marks a sample and its right or lower neighbour, which shows another face, where a line belongs. */
function markPair(scan: EdgeScan, here: number, there: number, column: number, row: number): void {
  const { opacities, buffer, shading } = scan;
  const { faces, nearness } = buffer;
  if (faces[here] === NO_FACE) {
    opacities[there] = OUTLINE;
    return;
  }
  if (faces[there] === NO_FACE) {
    opacities[here] = OUTLINE;
    return;
  }
  const faceHere = triangleOf(faces[here]);
  const faceThere = triangleOf(faces[there]);
  const capHere = faceHere >= shading.capFace;
  const capThere = faceThere >= shading.capFace;
  if (capHere && capThere) return;
  const a = faceHere * 3;
  const b = faceThere * 3;
  const { normals } = shading;
  const cosine = normals[a] * normals[b] + normals[a + 1] * normals[b + 1] + normals[a + 2] * normals[b + 2];
  if (capHere || capThere || cosine < CREASE_COSINE) {
    if (opacities[here] < CREASE) opacities[here] = CREASE;
    if (opacities[there] < CREASE) opacities[there] = CREASE;
    return;
  }
  if (isStep(scan, here, there, a, b, column, row)) {
    opacities[nearness[here] > nearness[there] ? here : there] = OUTLINE;
  }
}

/** Tells whether each sample is well off the plane of the other one's face, given where normals begin. */
function isStep(
  { buffer, shading, rays }: EdgeScan,
  here: number,
  there: number,
  normalHere: number,
  normalThere: number,
  column: number,
  row: number,
): boolean {
  const { normals } = shading;
  const { perspective, x0, dx, y0, dy } = rays;
  const fall = Math.abs(buffer.nearness[here] - buffer.nearness[there]);
  // Most pairs are about as far away as each other, which can be told without dividing.
  if (fall < SURE_SAMPLES * dx * (perspective ? buffer.nearness[there] : 1)) return false;
  const below = there - here > 1 || buffer.width === 1;
  const distanceHere = distanceOf(buffer.nearness[here], rays);
  const distanceThere = distanceOf(buffer.nearness[there], rays);
  const scaleHere = perspective ? distanceHere : 1;
  const scaleThere = perspective ? distanceThere : 1;
  const rayX = x0 + column * dx;
  const rayY = y0 + row * dy;
  const x = (below ? rayX : rayX + dx) * scaleThere - rayX * scaleHere;
  const y = (below ? rayY + dy : rayY) * scaleThere - rayY * scaleHere;
  const z = distanceHere - distanceThere;
  const limit = STEP_SAMPLES * dx * scaleHere;
  return (
    Math.abs(x * normals[normalHere] + y * normals[normalHere + 1] + z * normals[normalHere + 2]) > limit &&
    Math.abs(x * normals[normalThere] + y * normals[normalThere + 1] + z * normals[normalThere + 2]) > limit
  );
}
