import { Vector3 } from 'three';
import type { GimbalCamera, LookAtCamera, NamedView, PictureRequest } from '../contracts/picture.ts';
import { type Framing, fitModel } from './camera/fit.ts';
import { type ChosenViewpoint, gimbalCameraViewpoint } from './camera/gimbal.ts';
import { lookAtViewpoint } from './camera/look-at.ts';
import { VIEW_ROTATIONS_DEG } from './camera/named-views.ts';
import { buildCamera, DEFAULT_FOV_DEG, orientationOf, type Viewpoint } from './camera/viewpoint.ts';
import type { Drawing } from './drawing.ts';
import { type Rendering, renderScene } from './raster/render-scene.ts';
import { createImage } from './rgba-image.ts';
import { attachLamps, type BackFaces } from './scene/build-scene.ts';
import { boxContains, boxCorners } from './scene/model-box.ts';
import type { Solid } from './solid.ts';
import { THEME } from './theme.ts';

/** One view of a model, to be drawn. */
export interface Shot {
  readonly name: string;
  readonly from: NamedView | Partial<GimbalCamera> | LookAtCamera;
}

/** Pixels above which samples are not taken four to a pixel: they would need more than 130 MB. */
const MAX_ANTIALIASED_PIXELS = 2048 * 2048;

/** The part of a model's samples that has to show the back of a face before it is spoken of. */
const NOTEWORTHY_BACKS = 0.001;

const NOTHING_TO_SEE = 'There is nothing to see: the model has no visible faces.';

/** Draws one view of a model at the given size. */
export function drawShot(
  solid: Solid,
  shot: Shot,
  request: PictureRequest,
  width_px: number,
  height_px: number,
): Drawing {
  if (solid.model.data.indices.length === 0) {
    const { rgba } = createImage(width_px, height_px, THEME.background);
    return { view: shot.name, width_px, height_px, rgba, notes: [NOTHING_TO_SEE] };
  }
  const framing: Framing = {
    points: solid.model.data.positions,
    box: solid.box,
    projection: request.projection,
    aspect: width_px / height_px,
    fit: request.fit,
  };
  const chosen = chooseViewpoint(shot, framing);
  const notes = [...chosen.notes];
  let viewpoint = chosen.viewpoint;
  let rendering = renderFrom(solid, viewpoint, framing, width_px, height_px);
  if (rendering.samples.covered === 0) {
    notes.push(
      'Nothing of the model was in view, so the camera was moved to show all of it from the same direction.',
    );
    viewpoint = fitModel(viewpoint.orientation, viewpoint.fov_deg, framing);
    rendering = renderFrom(solid, viewpoint, framing, width_px, height_px);
  }
  notes.push(...remarks(solid, viewpoint, framing, rendering));
  const drawing = { view: shot.name, width_px, height_px, rgba: rendering.image.rgba, notes };
  if (request.projection === 'perspective') return drawing;
  return { ...drawing, mm_per_px: (2 * viewpoint.halfHeight_mm) / height_px };
}

function chooseViewpoint({ from }: Shot, framing: Framing): ChosenViewpoint {
  if (typeof from === 'string') {
    const orientation = orientationOf(VIEW_ROTATIONS_DEG[from]);
    return { viewpoint: fitModel(orientation, DEFAULT_FOV_DEG, framing), notes: [] };
  }
  return 'eye' in from ? lookAtViewpoint(from, framing) : gimbalCameraViewpoint(from, framing);
}

function renderFrom(
  solid: Solid,
  viewpoint: Viewpoint,
  framing: Framing,
  width_px: number,
  height_px: number,
): Rendering {
  const camera = buildCamera(viewpoint, framing.projection, framing.aspect);
  attachLamps(camera);
  solid.model.showBackFaces(backFacesFrom(solid, viewpoint, framing));
  solid.scene.add(camera);
  const samplesPerAxis = width_px * height_px > MAX_ANTIALIASED_PIXELS ? 1 : 2;
  const rendering = renderScene(solid.scene, solid.model, camera, { width_px, height_px, samplesPerAxis });
  solid.scene.remove(camera);
  return rendering;
}

/**
 * The back of a face is seen where a mesh has a hole or is inside out, which deserves a warning; or because
 * the camera looks into a sound model, through a translucent face or from closer than the near plane.
 */
function backFacesFrom(solid: Solid, viewpoint: Viewpoint, framing: Framing): BackFaces {
  if (!solid.sound) return 'warn';
  if (solid.model.translucent) return 'show';
  return cutsIntoModel(solid, viewpoint, framing) ? 'show' : 'hide';
}

function cutsIntoModel({ box }: Solid, { eye, orientation, near_mm }: Viewpoint, framing: Framing): boolean {
  if (framing.projection === 'orthographic') return false;
  const towardsViewer = new Vector3(0, 0, 1).applyQuaternion(orientation);
  return boxCorners(box).some(corner => eye.clone().sub(corner).dot(towardsViewer) < near_mm);
}

/** Sentences about what is special in a finished picture. */
function remarks(solid: Solid, viewpoint: Viewpoint, framing: Framing, rendering: Rendering): string[] {
  const { samples, edgesOnly } = rendering;
  if (samples.covered === 0) return [NOTHING_TO_SEE];
  const notes: string[] = [];
  if (edgesOnly) {
    notes.push('From here the model is too thin or too small to show a face, so its edges were drawn.');
  }
  if (!solid.sound && !edgesOnly && samples.backFacing > NOTEWORTHY_BACKS * samples.covered) {
    notes.push(
      'Magenta faces are seen from behind: there the mesh is open, or its faces point the wrong way.',
    );
  }
  if (framing.projection === 'perspective' && boxContains(solid.box, viewpoint.eye)) {
    notes.push('The camera stands within the bounding box of the model.');
  }
  if (rendering.image.width_px * rendering.image.height_px > MAX_ANTIALIASED_PIXELS) {
    notes.push('A picture of this size is drawn without antialiasing.');
  }
  return notes;
}
