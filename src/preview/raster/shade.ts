import type { ModelMesh } from '../scene/build-scene.ts';
import { brightness, type Lighting } from './lighting.ts';
import { scratchFloats, scratchUint8 } from './scratch.ts';
import type { ScreenTransform } from './screen-transform.ts';
import type { SectionColors } from './section-color.ts';
import { BACK_FACING, NO_FACE, triangleOf, type VisibilityBuffer } from './visibility-buffer.ts';

/**
 * How every face that is seen looks. Faces are the model's triangles, then the two of a section: its cut
 * surface and the hatching on it.
 */
export interface FaceShading {
  /** Red, green, blue, alpha (0–255) per face. */
  readonly colors: Uint8ClampedArray;
  /** Unit normals in eye coordinates, on the side that is seen. */
  readonly normals: Float32Array;
  /** 1 for faces whose own colour is nearly black, on which dark lines would not be seen. */
  readonly dark: Uint8Array;
  /** 1 where a face has been shaded. */
  readonly done: Uint8Array;
  /** The number of the cut surface; the hatching is the next one. */
  readonly capFace: number;
}

/** How much of the light beyond a colour's own brightness makes it whiter. */
const SHEEN = 0.3;

/** The sum of red, green and blue below which a colour is nearly black. */
const DARK = 180;

/** How many samples show a face, and how many of these show it from behind. */
export interface SampleCounts {
  readonly covered: number;
  readonly backFacing: number;
}

/** Room for the shading of a model; it lasts until the next picture. */
export function createFaceShading(model: ModelMesh): FaceShading {
  const triangles = model.data.indices.length / 3;
  const faces = triangles + 2;
  return {
    colors: new Uint8ClampedArray(scratchUint8('face colors', faces * 4).buffer, 0, faces * 4),
    normals: scratchFloats('face normals', faces * 3),
    dark: scratchUint8('dark faces', faces),
    done: scratchUint8('faces shaded', faces).fill(0),
    capFace: triangles,
  };
}

/**
 * Shades each triangle that the buffer shows, once: flat shading makes one colour of a triangle, and from
 * one eye only one of its sides can be seen.
 */
export function shadeVisibleFaces(
  shading: FaceShading,
  { width, faces, bounds }: VisibilityBuffer,
  model: ModelMesh,
  transform: ScreenTransform,
  lighting: Lighting,
): SampleCounts {
  let covered = 0;
  let backFacing = 0;
  for (let row = bounds.top; row < bounds.bottom; row++) {
    const rowEnd = row * width + bounds.right;
    for (let start = row * width + bounds.left; start < rowEnd; ) {
      const face = faces[start];
      let end = start + 1;
      while (end < rowEnd && faces[end] === face) end++;
      if (face !== NO_FACE) {
        covered += end - start;
        if (face >= BACK_FACING) backFacing += end - start;
        if (shading.done[triangleOf(face)] === 0) shadeFace(shading, face, model, transform, lighting);
      }
      start = end;
    }
  }
  return { covered, backFacing };
}

/** Gives a face of the model its colour and its normal. */
export function shadeFace(
  { colors, normals, dark, done }: FaceShading,
  face: number,
  model: ModelMesh,
  { modelView }: ScreenTransform,
  lighting: Lighting,
): void {
  const triangle = triangleOf(face);
  const fromBehind = face >= BACK_FACING;
  const { theme } = model;
  const { faceColors } = model.data;
  // A face seen from behind is lit as if it had a second side.
  const normal = eyeNormal(triangle, model, modelView, fromBehind ? -1 : 1);
  normals[triangle * 3] = normal[0];
  normals[triangle * 3 + 1] = normal[1];
  normals[triangle * 3 + 2] = normal[2];
  const at = triangle * 4;
  const given = faceColors === null || (fromBehind && model.backFaces === 'warn') ? null : faceColors;
  const common = fromBehind && model.backFaces === 'warn' ? theme.backFaceWarning : theme.face;
  const red = given === null ? common[0] : given[at];
  const green = given === null ? common[1] : given[at + 1];
  const blue = given === null ? common[2] : given[at + 2];
  const light = brightness(lighting, normal[0], normal[1], normal[2]);
  // Up to here no channel overflows; OpenSCAD lets them, which turns its bright yellow into green.
  const limit = lighting.keepsHue ? 255 / Math.max(red, green, blue, 1) : Infinity;
  const factor = Math.min(light, limit);
  const sheen = Math.max(0, light - limit) * SHEEN;
  colors[at] = red * factor + (255 - red * factor) * sheen;
  colors[at + 1] = green * factor + (255 - green * factor) * sheen;
  colors[at + 2] = blue * factor + (255 - blue * factor) * sheen;
  colors[at + 3] = faceColors === null ? 255 : faceColors[at + 3];
  dark[triangle] = red + green + blue < DARK ? 1 : 0;
  done[triangle] = 1;
}

/** Gives the two faces of a section their colours, which no lamp changes, and the plane's normal. */
export function shadeCap(
  { colors, normals, dark, done, capFace }: FaceShading,
  { surface, hatching }: SectionColors,
  normal: readonly [number, number, number],
): void {
  for (const [index, color] of [surface, hatching].entries()) {
    const face = capFace + index;
    colors.set([...color, 255], face * 4);
    normals.set(normal, face * 3);
    dark[face] = 0;
    done[face] = 1;
  }
}

/** The normal of the face being shaded: one array for all, of which there may be hundreds of thousands. */
const NORMAL = new Float64Array(3);

/** The unit normal of a triangle in eye coordinates, times `side`; towards the eye where it has none. */
function eyeNormal(triangle: number, model: ModelMesh, m: readonly number[], side: 1 | -1): Float64Array {
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
  const eyeX = m[0] * x + m[4] * y + m[8] * z;
  const eyeY = m[1] * x + m[5] * y + m[9] * z;
  const eyeZ = m[2] * x + m[6] * y + m[10] * z;
  const length = Math.sqrt(eyeX * eyeX + eyeY * eyeY + eyeZ * eyeZ);
  const scale = side / length;
  NORMAL[0] = length > 0 ? eyeX * scale : 0;
  NORMAL[1] = length > 0 ? eyeY * scale : 0;
  NORMAL[2] = length > 0 ? eyeZ * scale : 1;
  return NORMAL;
}
