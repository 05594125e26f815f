import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import { gimbalCameraViewpoint } from '../../../src/preview/camera/gimbal.ts';
import { lookAtViewpoint } from '../../../src/preview/camera/look-at.ts';
import { buildCamera } from '../../../src/preview/camera/viewpoint.ts';
import { drawModel } from '../../../src/preview/index.ts';
import { renderScene } from '../../../src/preview/raster/render-scene.ts';
import { attachLamps } from '../../../src/preview/scene/build-scene.ts';
import { prepareSolid } from '../../../src/preview/solid.ts';
import { themeOf } from '../../../src/preview/theme.ts';
import { decodePng } from '../../support/decode-png.ts';
import {
  listNativeShots,
  NATIVE_MODELS,
  NATIVE_SIZE,
  type NativeShot,
  nativePictureName,
  readNativeFixture,
  readNativeMesh,
} from '../../support/native-fixtures.ts';
import { comparePictures, type Pixels, pictureRequest } from '../../support/pictures.ts';

/** Draws as the product does, but with one sample per pixel, because native OpenSCAD does not antialias. */
function drawAliased(mesh: Mesh, { camera, projection }: NativeShot): Pixels {
  const { scene, model, box } = prepareSolid(mesh, themeOf('Cornfield'));
  const aspect = NATIVE_SIZE.width_px / NATIVE_SIZE.height_px;
  const framing = { points: mesh.positions, box, projection, aspect, fit: 'openscad' } as const;
  const { viewpoint } =
    'eye' in camera ? lookAtViewpoint(camera, framing) : gimbalCameraViewpoint(camera, framing);
  const threeCamera = buildCamera(viewpoint, projection, aspect);
  attachLamps(threeCamera);
  scene.add(threeCamera);
  return renderScene(scene, model, threeCamera, { ...NATIVE_SIZE, samplesPerAxis: 1 }).image;
}

describe.each(NATIVE_MODELS)('native OpenSCAD and this renderer draw $name', model => {
  const mesh = readNativeMesh(model);
  const pairs = listNativeShots(model).map(shot => ({
    ...shot,
    native: decodePng(readNativeFixture(nativePictureName(model, shot))),
  }));

  it.each(pairs)('pixel by pixel the same without antialiasing: $name', ({ native, ...shot }) => {
    const { iou, same, bothDrawn } = comparePictures(native, drawAliased(mesh, shot), 4);
    expect(bothDrawn).toBeGreaterThan(2000);
    expect(iou).toBeGreaterThanOrEqual(0.999);
    expect(same).toBeGreaterThanOrEqual(0.999);
  });

  it('nearly the same with antialiasing', () => {
    for (const { native, camera, projection } of pairs) {
      const request = pictureRequest({ views: [], camera, projection, ...NATIVE_SIZE, fit: 'openscad' });
      const [drawing] = drawModel({ kind: '3d', mesh }, request);
      const { iou, meanDifference } = comparePictures(native, drawing, 4);
      expect(iou).toBeGreaterThan(0.95);
      expect(meanDifference).toBeLessThan(5.5);
    }
  });
});
