import { Vector3 } from 'three';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import type { ColorScheme, NamedView, Projection } from '../../../../src/contracts/picture.ts';
import { VIEW_ROTATIONS_DEG } from '../../../../src/preview/camera/named-views.ts';
import { buildCamera, gimbalViewpoint, orientationOf } from '../../../../src/preview/camera/viewpoint.ts';
import {
  type Rendering,
  type RenderSettings,
  renderScene,
} from '../../../../src/preview/raster/render-scene.ts';
import { NO_FACE, triangleOf } from '../../../../src/preview/raster/visibility-buffer.ts';
import { attachLamps } from '../../../../src/preview/scene/build-scene.ts';
import { prepareSolid } from '../../../../src/preview/solid.ts';
import { themeOf } from '../../../../src/preview/theme.ts';

/** A picture from a named view, of whatever is around `center`. */
export interface View extends Partial<RenderSettings> {
  readonly view?: NamedView;
  readonly projection?: Projection;
  readonly center?: readonly [number, number, number];
  readonly distance_mm?: number;
  readonly colorScheme?: ColorScheme;
}

/** Renders a mesh with the camera given, so that pictures of different meshes can be compared. */
export function render(mesh: Mesh, view: View): Rendering {
  const {
    center = [0, 0, 0],
    distance_mm = 120,
    colorScheme = 'Cornfield',
    projection = 'perspective',
  } = view;
  const { view: name = 'iso', width_px = 160, height_px = 120, samplesPerAxis = 2, ...effects } = view;
  const solid = prepareSolid(mesh, themeOf(colorScheme));
  const orientation = orientationOf(VIEW_ROTATIONS_DEG[name]);
  const viewpoint = gimbalViewpoint(orientation, new Vector3(...center), distance_mm, 22.5);
  const camera = buildCamera(viewpoint, projection, width_px / height_px);
  attachLamps(camera);
  solid.model.showBackFaces(solid.sound ? 'hide' : 'warn');
  solid.scene.add(camera);
  const settings = { ...effects, width_px, height_px, samplesPerAxis };
  const rendering = renderScene(solid.scene, solid.model, camera, settings);
  const { opaque } = rendering;
  // The next picture overwrites what hides lines.
  const kept = { ...opaque, nearness: opaque.nearness.slice(), faces: opaque.faces.slice() };
  return { ...rendering, opaque: kept };
}

/** The triangle seen at every sample, the section's cut surface as `triangles` and -1 for nothing. */
export function seenTriangles({ opaque }: Rendering, triangles: number): number[] {
  return Array.from(opaque.faces, face => (face === NO_FACE ? -1 : Math.min(triangles, triangleOf(face))));
}

/** How much two sets of samples have in common: intersection by union, 1 for two empty ones. */
export function overlap(a: readonly boolean[], b: readonly boolean[]): number {
  let both = 0;
  let either = 0;
  a.forEach((value, index) => {
    if (value && b[index]) both++;
    if (value || b[index]) either++;
  });
  return either === 0 ? 1 : both / either;
}
