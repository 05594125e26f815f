import type { Scene } from 'three';
import type { Mesh } from '../contracts/mesh.ts';
import { buildScene, ModelMesh } from './scene/build-scene.ts';
import { keepDrawable } from './scene/keep-drawable.ts';
import { type ModelBox, measureBox } from './scene/model-box.ts';
import { facesOutwards, isClosed } from './scene/orientation.ts';
import { type Theme, themedFaceColors } from './theme.ts';

/** A 3D model made ready to be drawn from any side. */
export interface Solid {
  readonly scene: Scene;
  readonly model: ModelMesh;
  readonly box: ModelBox;
  /** The mesh is closed and its faces point outwards: from outside no face is ever seen from behind. */
  readonly sound: boolean;
  /** What had to be left out, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Makes a mesh ready to be drawn in the colours of a theme. `closed` spares finding out whether it has
 * open edges.
 */
export function prepareSolid(given: Mesh, theme: Theme, closed?: boolean): Solid {
  const { mesh, omittedTriangles } = keepDrawable(given);
  const model = new ModelMesh({ ...mesh, faceColors: themedFaceColors(mesh, theme) }, theme);
  const notes: string[] = [];
  if (omittedTriangles > 0) {
    notes.push(
      `${omittedTriangles} triangle(s) without usable coordinates were left out of the picture; its mesh is damaged.`,
    );
  }
  return {
    scene: buildScene(model),
    model,
    box: measureBox(mesh.positions),
    sound: omittedTriangles === 0 && (closed ?? isClosed(mesh)) && facesOutwards(mesh),
    notes,
  };
}
