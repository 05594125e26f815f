import { Vector3 } from 'three';
import type { ModelMesh } from '../scene/build-scene.ts';
import { type Rgb, THEME } from '../theme.ts';
import { brightness, type Lighting } from './lighting.ts';
import type { ScreenTransform } from './screen-transform.ts';
import { BACK_FACING, NO_FACE, triangleOf, type VisibilityBuffer } from './visibility-buffer.ts';

/** The shaded colour of every triangle that is seen: red, green, blue, alpha (0–255) per triangle. */
export interface FaceShading {
  readonly colors: Uint8ClampedArray;
  /** 1 where a triangle has been shaded. */
  readonly done: Uint8Array;
}

/** How many samples show a face, and how many of these show it from behind. */
export interface SampleCounts {
  readonly covered: number;
  readonly backFacing: number;
}

/** Room for the shading of a model. */
export function createFaceShading(model: ModelMesh): FaceShading {
  const triangles = model.data.indices.length / 3;
  return { colors: new Uint8ClampedArray(triangles * 4), done: new Uint8Array(triangles) };
}

/**
 * Shades each triangle that the buffer shows, once: flat shading makes one colour of a triangle, and from
 * one eye only one of its sides can be seen.
 */
export function shadeVisibleFaces(
  shading: FaceShading,
  { faces }: VisibilityBuffer,
  model: ModelMesh,
  transform: ScreenTransform,
  lighting: Lighting,
): SampleCounts {
  let covered = 0;
  let backFacing = 0;
  let lastFace = NO_FACE;
  for (let sample = 0; sample < faces.length; sample++) {
    const face = faces[sample];
    if (face === NO_FACE) continue;
    covered++;
    if (face >= BACK_FACING) backFacing++;
    if (face === lastFace) continue;
    lastFace = face;
    if (shading.done[triangleOf(face)] === 0) shadeFace(shading, face, model, transform, lighting);
  }
  return { covered, backFacing };
}

function shadeFace(
  { colors, done }: FaceShading,
  face: number,
  model: ModelMesh,
  transform: ScreenTransform,
  lighting: Lighting,
): void {
  const triangle = triangleOf(face);
  const fromBehind = face >= BACK_FACING;
  const { faceColors } = model.data;
  const normal = eyeNormal(triangle, model, transform.modelView);
  // A face seen from behind is lit as if it had a second side.
  if (fromBehind) normal.negate();
  const factor = brightness(lighting, normal.x, normal.y, normal.z);
  const warn = fromBehind && model.backFaces === 'warn';
  const [red, green, blue]: Rgb = warn ? THEME.backFaceWarning : faceColor(model, triangle);
  colors[triangle * 4] = red * factor;
  colors[triangle * 4 + 1] = green * factor;
  colors[triangle * 4 + 2] = blue * factor;
  colors[triangle * 4 + 3] = faceColors === null ? 255 : faceColors[triangle * 4 + 3];
  done[triangle] = 1;
}

function faceColor({ data: { faceColors } }: ModelMesh, triangle: number): Rgb {
  if (faceColors === null) return THEME.face;
  return [faceColors[triangle * 4], faceColors[triangle * 4 + 1], faceColors[triangle * 4 + 2]];
}

/** The unit normal of a triangle in eye coordinates; towards the eye where it has none. */
function eyeNormal(triangle: number, model: ModelMesh, m: readonly number[]): Vector3 {
  const { positions: p, indices } = model.data;
  const a = indices[triangle * 3] * 3;
  const b = indices[triangle * 3 + 1] * 3;
  const c = indices[triangle * 3 + 2] * 3;
  const ux = p[b] - p[a];
  const uy = p[b + 1] - p[a + 1];
  const uz = p[b + 2] - p[a + 2];
  const vx = p[c] - p[a];
  const vy = p[c + 1] - p[a + 1];
  const vz = p[c + 2] - p[a + 2];
  const x = uy * vz - uz * vy;
  const y = uz * vx - ux * vz;
  const z = ux * vy - uy * vx;
  const normal = new Vector3(
    m[0] * x + m[4] * y + m[8] * z,
    m[1] * x + m[5] * y + m[9] * z,
    m[2] * x + m[6] * y + m[10] * z,
  );
  const length = normal.length();
  return length > 0 ? normal.divideScalar(length) : normal.set(0, 0, 1);
}
