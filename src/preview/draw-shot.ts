import { Vector3 } from 'three';
import {
  type GimbalCamera,
  type LookAtCamera,
  NAMED_VIEWS,
  type NamedView,
  type PictureRequest,
  type Projection,
} from '../contracts/picture.ts';
import { annotateShot } from './annotate/annotate-shot.ts';
import { roomForAnnotations } from './annotate/margin.ts';
import type { Overlay } from './annotate/overlay.ts';
import { type Framing, fitModel } from './camera/fit.ts';
import { type ChosenViewpoint, gimbalCameraViewpoint } from './camera/gimbal.ts';
import { lookAtViewpoint } from './camera/look-at.ts';
import { VIEW_ROTATIONS_DEG } from './camera/named-views.ts';
import { buildCamera, DEFAULT_FOV_DEG, orientationOf, type Viewpoint } from './camera/viewpoint.ts';
import type { Drawing, ShotRequest } from './drawing.ts';
import { type Rendering, renderScene } from './raster/render-scene.ts';
import { chooseCut, type SectionCut } from './raster/section.ts';
import { NO_FACE, triangleOf } from './raster/visibility-buffer.ts';
import { createImage } from './rgba-image.ts';
import { attachLamps, type BackFaces } from './scene/build-scene.ts';
import { boxContains, boxCorners } from './scene/model-box.ts';
import type { Solid } from './solid.ts';
import type { Rgb } from './theme.ts';

/** One view of a model, to be drawn. */
export interface Shot {
  readonly name: string;
  readonly from: NamedView | Partial<GimbalCamera> | LookAtCamera;
}

/** A drawn view without what stands over it, which is drawn once for all views of a picture. */
export interface DrawnShot extends Drawing {
  readonly overlay: Overlay;
  readonly request: ShotRequest;
  /** What was drawn, until the next shot is; null when there was nothing. */
  readonly rendering: Rendering | null;
  /** Whether faces that a finding concerns are there, but none of them is seen. */
  readonly hidesFinding: boolean;
}

/** Pixels above which samples are not taken four to a pixel: they would need more than 130 MB. */
const MAX_ANTIALIASED_PIXELS = 2048 * 2048;

/** How far light is taken by what stands around a place, as a part of the model's diagonal. */
const OCCLUSION_RADIUS = 0.05;

/** The part of a model's samples that has to show the back of a face before it is spoken of. */
const NOTEWORTHY_BACKS = 0.001;

const NOTHING_TO_SEE = 'There is nothing to see: the model has no visible faces.';

/** Draws one view of a model at the given size, with grid and axes but without its overlay. */
export function drawShot(
  solid: Solid,
  shot: Shot,
  given: PictureRequest,
  width_px: number,
  height_px: number,
): DrawnShot {
  const request: ShotRequest = { ...given, projection: chooseProjection(given, shot) };
  if (solid.model.data.indices.length === 0) {
    const { rgba } = createImage(width_px, height_px, backgroundOf(request, solid));
    const empty = { overlay: [], request, rendering: null, hidesFinding: false };
    return { view: shot.name, width_px, height_px, rgba, notes: [NOTHING_TO_SEE], ...empty };
  }
  const framing: Framing = {
    ...roomForAnnotations(request, solid, width_px, height_px),
    box: solid.box,
    projection: request.projection,
    aspect: width_px / height_px,
    fit: request.fit,
  };
  const chosen = chooseViewpoint(shot, framing);
  const notes = [...chosen.notes];
  let viewpoint = chosen.viewpoint;
  let rendering = renderFrom(solid, viewpoint, request, width_px, height_px);
  if (rendering.samples.covered === 0) {
    notes.push(
      'Nothing of the model was in view, so the camera was moved to show all of it from the same direction.',
    );
    viewpoint = fitModel(viewpoint.orientation, viewpoint.fov_deg, framing);
    rendering = renderFrom(solid, viewpoint, request, width_px, height_px);
  }
  notes.push(...remarks(solid, viewpoint, request, rendering));
  const overlay = annotateShot(rendering.image, { request, solid, viewpoint, rendering });
  const drawing = {
    ...{
      view: shot.name,
      width_px,
      height_px,
      rgba: rendering.image.rgba,
      notes,
      overlay,
      request,
      rendering,
    },
    hidesFinding: hidesFinding(solid, rendering),
  };
  if (request.projection === 'perspective') return drawing;
  return { ...drawing, mm_per_px: (2 * viewpoint.halfHeight_mm) / height_px };
}

/** Views that show a part as a drawing does. */
const AXIS_VIEWS: ReadonlySet<unknown> = new Set(['front', 'back', 'left', 'right', 'top', 'bottom']);

function chooseProjection({ projection }: PictureRequest, { from }: Shot): Projection {
  if (projection !== 'auto') return projection;
  return AXIS_VIEWS.has(from) ? 'orthographic' : 'perspective';
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
  request: ShotRequest,
  width_px: number,
  height_px: number,
): Rendering {
  const camera = buildCamera(viewpoint, request.projection, width_px / height_px);
  attachLamps(camera, solid.shown?.light);
  solid.model.showBackFaces(backFacesFrom(solid, viewpoint, request));
  solid.scene.add(camera);
  const rendering = renderScene(solid.scene, solid.model, camera, {
    width_px,
    height_px,
    samplesPerAxis: width_px * height_px > MAX_ANTIALIASED_PIXELS ? 1 : 2,
    style: request.style,
    edges: request.edges,
    background: backgroundOf(request, solid),
    cut: cutOf(request, solid, viewpoint).cut,
    occlusionRadius_mm: OCCLUSION_RADIUS * solid.box.diagonal_mm,
  });
  solid.scene.remove(camera);
  return rendering;
}

function backgroundOf({ background }: ShotRequest, { model }: Solid): Rgb | null {
  return background === 'transparent' ? null : model.theme.background;
}

function cutOf(
  { section, projection }: ShotRequest,
  { box }: Solid,
  viewpoint: Viewpoint,
): { readonly cut: SectionCut | null; readonly note?: string } {
  return section === undefined ? { cut: null } : chooseCut(section, box, viewpoint, projection);
}

/**
 * The back of a face is seen where a mesh has a hole or is inside out, which deserves a warning; or because
 * the camera looks into a sound model, through a translucent face or from closer than the near plane.
 */
function backFacesFrom(solid: Solid, viewpoint: Viewpoint, request: ShotRequest): BackFaces {
  if (!solid.sound) return warnsOfBacks(solid, request) ? 'warn' : 'show';
  if (solid.model.translucent) return 'show';
  return cutsIntoModel(solid, viewpoint, request) ? 'show' : 'hide';
}

/** In drawings of glass or lines the backs of faces are always seen; colours of a finding mean that finding. */
function warnsOfBacks({ shown }: Solid, { style }: ShotRequest): boolean {
  return shown === undefined && (style === 'shaded' || style === 'flat');
}

/** Said of a picture in which {@link DrawnShot.hidesFinding} holds for every view. */
export function hiddenFindingNote(view: string, solid: Solid, given: PictureRequest): string {
  const telling = findTellingView(solid, given);
  const advice =
    telling === null
      ? 'no standard view shows it, so cut the model open with section.'
      : `the view ${telling} shows it.`;
  return `In the view ${view} nothing of what was found is to be seen; ${advice}`;
}

/** Large enough to tell whether a place is seen, small enough to be drawn eight times. */
const TRIAL_SIDE_PX = 128;

/** Of the standard views that were not asked for, the one that shows most of a finding; null when none does. */
function findTellingView(solid: Solid, given: PictureRequest): NamedView | null {
  let telling: NamedView | null = null;
  let most = 0;
  for (const view of NAMED_VIEWS.filter(name => !given.views.includes(name))) {
    const shot = { name: view, from: view };
    const request: ShotRequest = { ...given, edges: false, projection: chooseProjection(given, shot) };
    const { viewpoint } = chooseViewpoint(shot, {
      ...roomForAnnotations(request, solid, TRIAL_SIDE_PX, TRIAL_SIDE_PX),
      box: solid.box,
      projection: request.projection,
      aspect: 1,
      fit: request.fit,
    });
    const { opaque } = renderFrom(solid, viewpoint, request, TRIAL_SIDE_PX, TRIAL_SIDE_PX);
    const seen = countConcerned(solid, opaque.faces);
    if (seen > most) [telling, most] = [view, seen];
  }
  return telling;
}

/** How many samples show a face that a finding concerns. */
function countConcerned({ shown }: Solid, faces: Rendering['opaque']['faces']): number {
  const colors = shown?.highlight.faceColors;
  if (colors === undefined) return 0;
  let count = 0;
  for (const face of faces) if (face !== NO_FACE && colors[triangleOf(face) * 4 + 3] > 0) count++;
  return count;
}

/** Lines of a finding are always seen. */
function hidesFinding(solid: Solid, { opaque }: Rendering): boolean {
  const { shown } = solid;
  if (shown === undefined || shown.highlight.lines.some(({ ends }) => ends.length > 0)) return false;
  const { faceColors } = shown.highlight;
  const isConcerned = (triangle: number) => faceColors[triangle * 4 + 3] > 0;
  if (!faceColors.some((_, triangle) => isConcerned(triangle))) return false;
  return countConcerned(solid, opaque.faces) === 0;
}

function cutsIntoModel(
  { box }: Solid,
  { eye, orientation, near_mm }: Viewpoint,
  { projection }: ShotRequest,
): boolean {
  if (projection === 'orthographic') return false;
  const towardsViewer = new Vector3(0, 0, 1).applyQuaternion(orientation);
  return boxCorners(box).some(corner => eye.clone().sub(corner).dot(towardsViewer) < near_mm);
}

/** Sentences about what is special in a finished picture. */
function remarks(
  solid: Solid,
  viewpoint: Viewpoint,
  request: ShotRequest,
  { samples, edgesOnly, linesOmitted, image }: Rendering,
): string[] {
  if (samples.covered === 0) return [NOTHING_TO_SEE];
  const notes: string[] = [];
  const { cut, note } = cutOf(request, solid, viewpoint);
  if (note !== undefined) notes.push(note);
  if (cut !== null && !solid.sound) {
    notes.push('The mesh is not closed, so what the section shows as solid may be wrong.');
  }
  if (edgesOnly) {
    notes.push('From here the model is too thin or too small to show a face, so its edges were drawn.');
  }
  if (linesOmitted) {
    notes.push(
      'Lines between faces that meet at less than 28° were left out, because they would be too dense.',
    );
  }
  const backsSeen = samples.backFacing > NOTEWORTHY_BACKS * samples.covered;
  if (!solid.sound && !edgesOnly && warnsOfBacks(solid, request) && backsSeen) {
    notes.push(
      'Magenta faces are seen from behind: there the mesh is open, or its faces point the wrong way.',
    );
  }
  if (request.projection === 'perspective' && boxContains(solid.box, viewpoint.eye)) {
    notes.push('The camera stands within the bounding box of the model.');
  }
  if (image.width_px * image.height_px > MAX_ANTIALIASED_PIXELS) {
    notes.push('A picture of this size is drawn without antialiasing.');
  }
  return notes;
}
