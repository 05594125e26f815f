import type { Highlight } from '../contracts/highlight.ts';
import type { Mesh, Outline } from '../contracts/mesh.ts';
import type { PictureRequest, Projection } from '../contracts/picture.ts';

/** A finished picture before it is encoded. */
export interface Drawing {
  /** The view's name (`camera` for a given camera), or several joined by `+` for a sheet. */
  readonly view: string;
  readonly width_px: number;
  readonly height_px: number;
  /** Four bytes per pixel: sRGB with straight alpha, rows from the top. */
  readonly rgba: Uint8ClampedArray;
  /** The scale, where it is the same all over the picture: one orthographic view or a 2D model. */
  readonly mm_per_px?: number;
  /** What the drawing had to change to be possible, in sentences for the caller. */
  readonly notes: readonly string[];
}

/** What to draw. */
export type Subject =
  | {
      readonly kind: '3d';
      readonly mesh: Mesh;
      /** Whether the mesh has no open edges, when the caller knows; it is found out otherwise. */
      readonly closed?: boolean;
      /** What the request's highlight found; its mesh is drawn instead. */
      readonly highlight?: Highlight;
    }
  | { readonly kind: '2d'; readonly outline: Outline };

/** What to draw, with the projection of one view decided. */
export interface ShotRequest extends PictureRequest {
  readonly projection: Projection;
}

/** Things on disk that drawing may use. */
export interface DrawResources {
  /** Path of a TrueType font for captions, numbers and letters; without it there are none. */
  readonly captionFontFile?: string;
}
