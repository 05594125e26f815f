import type { Scene } from 'three';
import type { RgbaImage } from '../rgba-image.ts';
import type { ModelMesh } from '../scene/build-scene.ts';
import { THEME } from '../theme.ts';
import { drawFaceEdges } from './draw-edges.ts';
import { gatherLighting } from './lighting.ts';
import { projectVertices } from './project-vertices.ts';
import { OPAQUE, rasterizeModel, TRANSLUCENT } from './rasterize.ts';
import { resolvePixels } from './resolve.ts';
import { type SceneCamera, screenTransform } from './screen-transform.ts';
import { createFaceShading, type SampleCounts, shadeVisibleFaces } from './shade.ts';
import { createVisibilityBuffer, isEmpty } from './visibility-buffer.ts';

/** A drawn scene. */
export interface Rendering {
  readonly image: RgbaImage;
  /** Of the opaque and the translucent layer together. */
  readonly samples: SampleCounts;
  /** No face covered a sample, so the sides of the faces were drawn instead; they may be off-screen too. */
  readonly edgesOnly: boolean;
}

/** The size of a rendering; samples per axis 2 means four samples per pixel. */
export interface RenderSize {
  readonly width_px: number;
  readonly height_px: number;
  readonly samplesPerAxis: number;
}

/**
 * Draws the model of a scene through a camera, both of them three.js objects, in software.
 *
 * What is nearest is found first, for opaque and for translucent faces apart; then each triangle that is
 * seen gets its colour; then samples become pixels.
 */
export function renderScene(
  scene: Scene,
  model: ModelMesh,
  camera: SceneCamera,
  { width_px, height_px, samplesPerAxis }: RenderSize,
): Rendering {
  scene.updateMatrixWorld();
  camera.updateMatrixWorld();
  const width = width_px * samplesPerAxis;
  const height = height_px * samplesPerAxis;
  const transform = screenTransform(camera, model, width, height);
  const screen = projectVertices(model.data.positions, transform);

  const opaque = createVisibilityBuffer(width, height);
  rasterizeModel(opaque, model, screen, transform, OPAQUE);
  const layers = model.translucent
    ? { opaque, translucent: createVisibilityBuffer(width, height) }
    : { opaque };
  if (layers.translucent !== undefined) {
    rasterizeModel(layers.translucent, model, screen, transform, TRANSLUCENT);
  }
  const edgesOnly = isEmpty(opaque) && (layers.translucent === undefined || isEmpty(layers.translucent));
  if (edgesOnly) drawFaceEdges(opaque, model, screen);

  const shading = createFaceShading(model);
  const lighting = gatherLighting(scene, camera);
  let samples = shadeVisibleFaces(shading, opaque, model, transform, lighting);
  if (layers.translucent !== undefined) {
    const more = shadeVisibleFaces(shading, layers.translucent, model, transform, lighting);
    samples = {
      covered: samples.covered + more.covered,
      backFacing: samples.backFacing + more.backFacing,
    };
  }
  const image = resolvePixels(layers, shading, THEME.background, samplesPerAxis);
  return { image, samples, edgesOnly };
}
