import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import type { PictureRequest, Projection } from '../../../src/contracts/picture.ts';
import { drawModel } from '../../../src/preview/index.ts';
import { colored, type Rgba } from '../../support/meshes.ts';
import { NATIVE_MODELS, type NativeModel, readNativeMesh } from '../../support/native-fixtures.ts';
import { BACKGROUND, comparePictures, type Pixels, pictureRequest, pixelAt } from '../../support/pictures.ts';
import { REAL_CUTS, type RealCut, readRealCut } from '../../support/section-fixtures.ts';

const SIZE = { width_px: 240, height_px: 180 };

/** How far a vertex of a cut surface may be from the plane, in mm: STL rounds to 32 bits. */
const ON_PLANE_MM = 1e-4;

/** The camera does not depend on what is left of the model. */
function request({ center_mm, radius_mm }: NativeModel, projection: Projection): PictureRequest {
  const camera = { translation: center_mm, rotation: [55, 0, 25], distance: 6.4 * radius_mm } as const;
  return pictureRequest({ ...SIZE, views: [], camera, projection });
}

/** The mesh with its cut surface in a colour of its own. */
function paintCutSurface(mesh: Mesh, { axis, offset_mm }: RealCut, color: Rgba): Mesh {
  const axisNumber = 'xyz'.indexOf(axis);
  const isOnPlane = (vertex: number) =>
    Math.abs(mesh.positions[vertex * 3 + axisNumber] - offset_mm) < ON_PLANE_MM;
  return colored(mesh, triangle =>
    mesh.indices.subarray(triangle * 3, triangle * 3 + 3).every(isOnPlane) ? color : [249, 215, 44, 255],
  );
}

function draw(mesh: Mesh, wanted: PictureRequest): Pixels {
  const [drawing] = drawModel({ kind: '3d', mesh }, wanted);
  return drawing;
}

const isSame = (a: readonly number[], b: readonly number[]) =>
  a.every((value, channel) => Math.abs(value - b[channel]) <= 4);

describe.each(['perspective', 'orthographic'] as const)('a section in a %s picture', projection => {
  describe.each(REAL_CUTS)('of $model at $axis = $offset_mm', cut => {
    const model = NATIVE_MODELS.find(({ name }) => name === cut.model) ?? NATIVE_MODELS[0];
    const wanted = request(model, projection);
    const ours = draw({ ...readNativeMesh(model), faceColors: null }, { ...wanted, section: cut });
    const half = readRealCut(cut);
    // What differs between these two is the cut surface.
    const [red, blue] = [
      [255, 0, 0, 255],
      [0, 0, 255, 255],
    ] as const;
    const inRed = draw(paintCutSurface(half, cut, red), wanted);
    const inBlue = draw(paintCutSurface(half, cut, blue), wanted);

    it('has the silhouette of the model that OpenSCAD cut', () => {
      const { iou, bothDrawn } = comparePictures(ours, inRed, 4);
      expect(bothDrawn).toBeGreaterThan(2000);
      expect(iou).toBeGreaterThanOrEqual(0.999);
    });

    it('has the same cut surface and shows the same behind it', () => {
      let elsewhere = 0;
      let alike = 0;
      const surface: string[] = [];
      for (let y = 0; y < SIZE.height_px; y++) {
        for (let x = 0; x < SIZE.width_px; x++) {
          const [pixel, asRed, asBlue] = [ours, inRed, inBlue].map(picture => pixelAt(picture, x, y));
          if (!isSame(asRed, asBlue)) {
            // Pixels at its rim show something else too.
            if (asRed[1] + asRed[2] + asBlue[0] + asBlue[1] === 0) surface.push(pixel.join());
          } else if (!isSame(asRed, BACKGROUND)) {
            elsewhere++;
            if (isSame(pixel, asRed)) alike++;
          }
        }
      }
      expect(alike / elsewhere).toBeGreaterThanOrEqual(0.999);
      expect(surface.length).toBeGreaterThan(250);
      // One colour, that of the hatching, and what antialiasing makes of both.
      expect(new Set(surface).size).toBeLessThanOrEqual(5);
    });
  });
});
