import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CUT_FACE_RGB, type Mesh, UNCOLORED_FACE_RGB, type Vec3 } from '../../src/contracts/mesh.ts';
import type { GimbalCamera, LookAtCamera, Projection } from '../../src/contracts/picture.ts';
import { readBinaryStl } from '../../src/mesh/read-stl.ts';
import { weldTriangles } from '../../src/mesh/weld.ts';

const FOLDER = new URL('../fixtures/native/', import.meta.url);

/** Size of the pictures by native OpenSCAD. */
export const NATIVE_SIZE = { width_px: 240, height_px: 180 } as const;

/** A model of test/fixtures/native/, with a point in its middle and how far it reaches, for cameras. */
export interface NativeModel {
  readonly name: string;
  readonly center_mm: Vec3;
  readonly radius_mm: number;
  /**
   * Who made the mesh. The bundled OpenSCAD, unless the two build the model from different triangles: in
   * 2021.01 the side faces of a twisted extrusion are divided along other diagonals.
   */
  readonly meshBy: 'bundled' | 'native';
}

/** The models that native OpenSCAD drew. */
export const NATIVE_MODELS: readonly NativeModel[] = [
  { name: 'bowl', center_mm: [5, 0, 11], radius_mm: 30, meshBy: 'bundled' },
  { name: 'bracket', center_mm: [20, 12, 11], radius_mm: 26, meshBy: 'bundled' },
  { name: 'far-away', center_mm: [250150, -119910, 64050], radius_mm: 180, meshBy: 'bundled' },
  { name: 'gear', center_mm: [0, 0, 6], radius_mm: 25, meshBy: 'bundled' },
  { name: 'nested', center_mm: [0, 0, 0], radius_mm: 21, meshBy: 'bundled' },
  { name: 'thin-walls', center_mm: [30, 20, 10], radius_mm: 40, meshBy: 'bundled' },
  { name: 'twist', center_mm: [0, 0, 20], radius_mm: 26, meshBy: 'native' },
];

/** A camera in our words. Of a camera without distance the native one uses --viewall. */
export interface NativeShot {
  readonly name: string;
  readonly projection: Projection;
  readonly camera: Partial<GimbalCamera> | LookAtCamera;
}

/** The pictures there are of a model: all the ways in which OpenSCAD can be told where the camera is. */
export function listNativeShots({ center_mm: [x, y, z], radius_mm: r }: NativeModel): NativeShot[] {
  const above: LookAtCamera = { eye: [x, y, z + 4.2 * r], center: [x, y, z] };
  const eye: LookAtCamera = { eye: [x - 2.3 * r, y - 3.1 * r, z + 2.4 * r], center: [x, y, z - 0.1 * r] };
  const gimbal = {
    translation: [x + 0.1 * r, y - 0.1 * r, z],
    rotation: [70, 20, 130],
    distance: 6 * r,
  } as const;
  const closeUp = { translation: [x, y, z], rotation: [62, 0, 310], distance: 2.5 * r } as const;
  const shot = (name: string, projection: Projection, camera: NativeShot['camera']): NativeShot => ({
    name,
    projection,
    camera,
  });
  return [
    shot('default', 'perspective', {}),
    shot('default-ortho', 'orthographic', {}),
    shot('front-ortho', 'orthographic', { rotation: [90, 0, 0] }),
    shot('top-ortho', 'orthographic', { rotation: [0, 0, 0] }),
    shot('bottom', 'perspective', { rotation: [180, 0, 0] }),
    shot('corner', 'perspective', { rotation: [40, 15, 215] }),
    shot('viewall', 'perspective', { translation: [x + 0.2 * r, y, z - 0.1 * r] }),
    shot('gimbal', 'perspective', gimbal),
    shot('gimbal-ortho', 'orthographic', gimbal),
    shot('close-up', 'perspective', closeUp),
    shot('eye', 'perspective', eye),
    shot('eye-ortho', 'orthographic', eye),
    shot('above', 'perspective', above),
  ];
}

/** The file of a picture in test/fixtures/native/. */
export function nativePictureName(model: NativeModel, shot: NativeShot): string {
  return `${model.name}.${shot.name}.png`;
}

/** The bytes of a file in test/fixtures/native/. */
export function readNativeFixture(name: string): Uint8Array {
  return readFileSync(new URL(name, FOLDER));
}

/**
 * Reads a zipped binary STL of test/fixtures/native/, in which the two spare bytes of a triangle are 1 where a
 * subtraction left the face and 0 elsewhere.
 */
export function readNativeMesh({ name }: NativeModel): Mesh {
  const bytes = gunzipSync(readNativeFixture(`${name}.stl.gz`));
  const soup = readBinaryStl(bytes);
  const faceColors = new Uint8Array((soup.length / 9) * 4);
  for (let triangle = 0; triangle < soup.length / 9; triangle++) {
    const isCut = bytes[84 + triangle * 50 + 48] === 1;
    faceColors.set([...(isCut ? CUT_FACE_RGB : UNCOLORED_FACE_RGB), 255], triangle * 4);
  }
  const { positions, indices, faceColors: kept } = weldTriangles(soup, undefined, faceColors);
  return { positions, indices, faceColors: kept };
}
