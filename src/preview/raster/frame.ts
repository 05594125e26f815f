import type { ModelMesh } from '../scene/build-scene.ts';
import type { ScreenVertices } from './project-vertices.ts';
import type { ScreenTransform } from './screen-transform.ts';
import type { SectionCut } from './section.ts';

/** A model as it lies on the screen of one picture. */
export interface Frame {
  readonly model: ModelMesh;
  readonly screen: ScreenVertices;
  readonly transform: ScreenTransform;
  /** What is cut away, or null. */
  readonly cut: SectionCut | null;
}
