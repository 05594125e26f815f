import { describe, expect, it } from 'vitest';
import type { GimbalCamera, LookAtCamera, Projection } from '../../../src/contracts/picture.ts';
import { gimbalCameraViewpoint } from '../../../src/preview/camera/gimbal.ts';
import { lookAtViewpoint } from '../../../src/preview/camera/look-at.ts';
import { buildCamera } from '../../../src/preview/camera/viewpoint.ts';
import { drawModel } from '../../../src/preview/index.ts';
import { renderScene } from '../../../src/preview/raster/render-scene.ts';
import { attachLamps } from '../../../src/preview/scene/build-scene.ts';
import { prepareSolid } from '../../../src/preview/solid.ts';
import { decodePng } from '../../support/decode-png.ts';
import { readNativeFixture, readNativeStl } from '../../support/native-fixtures.ts';
import type { Pixels } from '../../support/pictures.ts';

/** Native OpenSCAD's pictures and the same cameras in our words. */
const SHOTS: readonly (readonly [string, Projection, Partial<GimbalCamera> | LookAtCamera])[] = [
  ['default', 'perspective', {}],
  ['ortho', 'orthographic', {}],
  ['gimbal', 'perspective', { translation: [10, 5, 2], rotation: [70, 20, 130], distance: 150 }],
  ['eye-center', 'perspective', { eye: [-60, -90, 70], center: [15, 10, 5] }],
  ['front-ortho', 'orthographic', { rotation: [90, 0, 0] }],
  ['viewall', 'perspective', { translation: [3, 4, 5] }],
];

const SIZE = { width_px: 200, height_px: 150 };
const mesh = readNativeStl('bracket.stl');

/** Faces are yellow or green and the background is nearly white, so blue tells them apart. */
function isModel(rgba: Uint8ClampedArray, at: number): boolean {
  return rgba[at + 2] < 120;
}

/** Left by a subtraction: green in native pictures, which know; yellow in ours, made from an STL. */
function isCutFace(rgba: Uint8ClampedArray, at: number): boolean {
  return rgba[at + 1] > rgba[at];
}

function compare(native: Pixels, ours: Pixels) {
  let both = 0;
  let either = 0;
  let comparable = 0;
  let sameColor = 0;
  let differenceSum = 0;
  for (let at = 0; at < native.rgba.length; at += 4) {
    const inNative = isModel(native.rgba, at);
    const inOurs = isModel(ours.rgba, at);
    if (inNative || inOurs) either++;
    if (!inNative || !inOurs) continue;
    both++;
    if (isCutFace(native.rgba, at)) continue;
    comparable++;
    const difference = Math.max(
      ...[0, 1, 2].map(channel => Math.abs(native.rgba[at + channel] - ours.rgba[at + channel])),
    );
    differenceSum += difference;
    if (difference <= 4) sameColor++;
  }
  return {
    iou: both / either,
    sameColor: sameColor / comparable,
    difference: differenceSum / comparable,
    both,
  };
}

describe.each(SHOTS)('the picture "%s" of native OpenSCAD', (name, projection, camera) => {
  const native = decodePng(readNativeFixture(`${name}.png`));

  it('is the same pixel by pixel when drawn without antialiasing', () => {
    const { scene, model, box } = prepareSolid(mesh);
    const aspect = SIZE.width_px / SIZE.height_px;
    const framing = { points: mesh.positions, box, projection, aspect, fit: 'openscad' } as const;
    const { viewpoint } =
      'eye' in camera ? lookAtViewpoint(camera, framing) : gimbalCameraViewpoint(camera, framing);
    const threeCamera = buildCamera(viewpoint, projection, aspect);
    attachLamps(threeCamera);
    scene.add(threeCamera);
    const { image } = renderScene(scene, model, threeCamera, { ...SIZE, samplesPerAxis: 1 });
    const result = compare(native, image);
    expect(result.both).toBeGreaterThan(2000);
    expect(result.iou).toBeGreaterThan(0.9995);
    expect(result.sameColor).toBeGreaterThan(0.999);
  });

  it('is nearly the same with antialiasing', () => {
    const request = { views: [], camera, projection, ...SIZE, layout: 'separate', fit: 'openscad' } as const;
    const [drawing] = drawModel({ kind: '3d', mesh }, request);
    const result = compare(native, drawing);
    expect(result.iou).toBeGreaterThan(0.98);
    expect(result.difference).toBeLessThan(6);
  });
});
