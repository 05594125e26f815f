import type { Scene } from 'three';
import type { Highlight } from '../contracts/highlight.ts';
import type { Mesh } from '../contracts/mesh.ts';
import type { Style } from '../contracts/picture.ts';
import { buildScene, EVEN_LIGHT, type Light, ModelMesh } from './scene/build-scene.ts';
import { keepDrawable } from './scene/keep-drawable.ts';
import { type ModelBox, measureBox } from './scene/model-box.ts';
import { facesOutwards, isClosed } from './scene/orientation.ts';
import { neutralTheme, type Theme, themedFaceColors } from './theme.ts';

/** A 3D model made ready to be drawn from any side. */
export interface Solid {
  readonly scene: Scene;
  readonly model: ModelMesh;
  readonly box: ModelBox;
  /** The mesh is closed and its faces point outwards: from outside no face is ever seen from behind. */
  readonly sound: boolean;
  /** What had to be left out, in sentences. */
  readonly notes: readonly string[];
  /** The finding that colours it, and the light in which its colours can be told; absent for its own colours. */
  readonly shown?: { readonly highlight: Highlight; readonly light: Light };
}

/** How opaque faces are that a finding does not concern (0–255). At 1 a face can be drawn but not be seen. */
const NEUTRAL_ALPHA: Readonly<Record<Style, number>> = { shaded: 255, flat: 255, xray: 42, wireframe: 1 };

/**
 * Makes a mesh ready to be drawn in the colours of a theme. `closed` spares finding out whether it has
 * open edges.
 */
export function prepareSolid(given: Mesh, theme: Theme, closed?: boolean): Solid {
  const { mesh, omittedTriangles } = keepDrawable(given);
  const model = new ModelMesh({ ...mesh, faceColors: themedFaceColors(mesh, theme) }, theme);
  return { ...describe(mesh, omittedTriangles, closed), scene: buildScene(model), model };
}

/** Makes a model ready to be drawn in the colours of a finding. */
export function prepareFinding(highlight: Highlight, style: Style, theme: Theme, closed?: boolean): Solid {
  const neutral = neutralTheme(theme);
  const faceColors = highlight.faceColors.slice();
  for (let at = 0; at < faceColors.length; at += 4) {
    if (faceColors[at + 3] === 0) faceColors.set([...neutral.face, NEUTRAL_ALPHA[style]], at);
  }
  const { mesh, omittedTriangles } = keepDrawable({ ...highlight.mesh, faceColors });
  const model = new ModelMesh(mesh, neutral, true);
  return {
    ...describe(mesh, omittedTriangles, closed),
    scene: buildScene(model, EVEN_LIGHT),
    model,
    shown: { highlight, light: EVEN_LIGHT },
  };
}

function describe(mesh: Mesh, omittedTriangles: number, closed?: boolean) {
  const notes: string[] = [];
  if (omittedTriangles > 0) {
    notes.push(
      `${omittedTriangles} triangle(s) without usable coordinates were left out of the picture; its mesh is damaged.`,
    );
  }
  return {
    box: measureBox(mesh.positions),
    sound: omittedTriangles === 0 && (closed ?? isClosed(mesh)) && facesOutwards(mesh),
    notes,
  };
}
