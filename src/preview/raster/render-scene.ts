import type { Scene } from 'three';
import type { Style } from '../../contracts/picture.ts';
import { createImage, type RgbaImage } from '../rgba-image.ts';
import type { ModelMesh } from '../scene/build-scene.ts';
import type { Rgb } from '../theme.ts';
import { boundsOnScreen } from './bounds-on-screen.ts';
import { drawFaceEdges } from './draw-edges.ts';
import type { Frame } from './frame.ts';
import { gatherLighting } from './lighting.ts';
import { type FoundFaces, paintFaces } from './paint-faces.ts';
import { paintLineDrawing } from './paint-line-drawing.ts';
import { projectVertices } from './project-vertices.ts';
import { OPAQUE, rasterizeModel, TRANSLUCENT, VISIBLE } from './rasterize.ts';
import { type SceneCamera, type ScreenTransform, screenTransform } from './screen-transform.ts';
import type { SectionCut } from './section.ts';
import { paintCap, sectionPlane } from './section-cap.ts';
import { sectionColors } from './section-color.ts';
import { createFaceShading, type SampleCounts, shadeCap, shadeVisibleFaces } from './shade.ts';
import { isEmpty, reuseVisibilityBuffer, type VisibilityBuffer } from './visibility-buffer.ts';

/** A drawn scene. */
export interface Rendering {
  readonly image: RgbaImage;
  /** Of the opaque and the translucent layer together. */
  readonly samples: SampleCounts;
  /** No face covered a sample, so the sides of the faces were drawn instead; they may be off-screen too. */
  readonly edgesOnly: boolean;
  /** Lines between faces that meet at a small angle were left out, for want of space between them. */
  readonly linesOmitted: boolean;
  /**
   * What hides things drawn over the picture: the opaque faces, or in a drawing of lines or glass all of
   * them. It lasts until the next picture is drawn.
   */
  readonly opaque: VisibilityBuffer;
  /** Model coordinates to samples of the opaque layer. */
  readonly transform: ScreenTransform;
  readonly samplesPerAxis: number;
  /** What a section took away. */
  readonly cut: SectionCut | null;
}

/** How to render. Without what is optional the picture is as OpenSCAD draws it. */
export interface RenderSettings {
  readonly width_px: number;
  readonly height_px: number;
  /** 2 means four samples per pixel. */
  readonly samplesPerAxis: number;
  readonly style?: Style;
  /** Lines on opaque and translucent faces; the other styles have lines of their own. */
  readonly edges?: boolean;
  /** Null leaves what is around the model transparent; without it the theme's is taken. */
  readonly background?: Rgb | null;
  readonly cut?: SectionCut | null;
  /** How far from a place things are that take its light, in the style `shaded`. */
  readonly occlusionRadius_mm?: number;
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
  {
    width_px,
    height_px,
    samplesPerAxis,
    style = 'flat',
    edges = false,
    background = model.theme.background,
    cut = null,
    occlusionRadius_mm = 0,
  }: RenderSettings,
): Rendering {
  scene.updateMatrixWorld();
  camera.updateMatrixWorld();
  const width = width_px * samplesPerAxis;
  const height = height_px * samplesPerAxis;
  const transform = screenTransform(camera, model, width, height);
  const screen = projectVertices(model.data.positions, transform);
  const frame: Frame = { model, screen, transform, cut };

  const { faces, edgesOnly } = findFaces(frame, style, width, height, samplesPerAxis);
  const lighting = gatherLighting(scene, camera, style !== 'flat');
  let samples = shadeVisibleFaces(faces.shading, faces.opaque, model, transform, lighting);
  if (faces.translucent !== null) {
    const more = shadeVisibleFaces(faces.shading, faces.translucent, model, transform, lighting);
    samples = {
      covered: samples.covered + more.covered,
      backFacing: samples.backFacing + more.backFacing,
    };
  }
  const image = createImage(width_px, height_px, background);
  let linesOmitted = false;
  if (edgesOnly || style === 'flat' || style === 'shaded') {
    const isShaded = style === 'shaded' && !edgesOnly && occlusionRadius_mm > 0;
    paintFaces(image, faces, samplesPerAxis, {
      edges: edges && !edgesOnly,
      occlusionRadius_mm: isShaded ? occlusionRadius_mm : null,
    });
  } else {
    linesOmitted = paintLineDrawing(image, faces, style, lighting, samplesPerAxis).linesOmitted;
  }
  return { image, samples, edgesOnly, linesOmitted, opaque: faces.opaque, transform, samplesPerAxis, cut };
}

/** Finds what is nearest at every sample. */
function findFaces(
  frame: Frame,
  style: Style,
  width: number,
  height: number,
  samplesPerAxis: number,
): { readonly faces: FoundFaces; readonly edgesOnly: boolean } {
  const { model, screen, transform, cut } = frame;
  const hasLayers = style === 'flat' || style === 'shaded';
  const bounds = boundsOnScreen(screen, width, height);
  const opaque = reuseVisibilityBuffer('opaque faces', width, height, bounds);
  rasterizeModel(opaque, frame, hasLayers ? OPAQUE : VISIBLE);
  let translucent: VisibilityBuffer | null = null;
  if (hasLayers && model.translucent) {
    translucent = reuseVisibilityBuffer('translucent faces', width, height, bounds);
    rasterizeModel(translucent, frame, TRANSLUCENT);
  }
  const shading = createFaceShading(model);
  if (cut !== null) {
    paintCap(opaque, frame, cut, shading.capFace, samplesPerAxis);
    shadeCap(shading, sectionColors(model.theme), sectionPlane(cut, transform).normal);
  }
  const edgesOnly = isEmpty(opaque) && (translucent === null || isEmpty(translucent));
  if (edgesOnly) drawFaceEdges(opaque, frame);
  return { faces: { frame, opaque, translucent, shading }, edgesOnly };
}
