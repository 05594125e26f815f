import { Matrix4, type OrthographicCamera, PerspectiveCamera } from 'three';
import type { ModelMesh } from '../scene/build-scene.ts';

/** A three.js camera this room can draw through. */
export type SceneCamera = PerspectiveCamera | OrthographicCamera;

/** How model coordinates become samples on the screen. Matrices are column by column, as in three.js. */
export interface ScreenTransform {
  /** Model to eye coordinates: x right, y up, z towards the viewer. */
  readonly modelView: readonly number[];
  /** Eye to clip coordinates. */
  readonly projection: readonly number[];
  readonly perspective: boolean;
  /** Smallest distance in front of the eye that is drawn, in mm; used in perspective. */
  readonly near_mm: number;
  /** Half the screen in samples. */
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** Combines camera, model and screen; world matrices must be up to date. */
export function screenTransform(
  camera: SceneCamera,
  model: ModelMesh,
  width: number,
  height: number,
): ScreenTransform {
  return {
    modelView: new Matrix4().multiplyMatrices(camera.matrixWorldInverse, model.matrixWorld).elements,
    projection: camera.projectionMatrix.elements,
    perspective: camera instanceof PerspectiveCamera,
    near_mm: camera.near,
    halfWidth: width / 2,
    halfHeight: height / 2,
  };
}
