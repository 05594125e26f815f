/** Three coordinates, in millimetres unless a name says otherwise. */
export type Vec3 = readonly [number, number, number];

/** Two coordinates, in millimetres unless a name says otherwise. */
export type Vec2 = readonly [number, number];

/** An axis-aligned box in millimetres; `size` is `max - min`. Two numbers each for 2D models. */
export interface Bounds<V extends Vec2 | Vec3 = Vec3> {
  readonly min: V;
  readonly max: V;
  readonly size: V;
}

/**
 * An indexed triangle mesh in millimetres, Z up, as OpenSCAD models.
 *
 * The arrays may be backed by a SharedArrayBuffer, so that the thread that evaluates and the thread
 * that draws see the same bytes. Nobody writes to a mesh after it is made.
 */
export interface Mesh {
  /** x, y, z per vertex. */
  readonly positions: Float32Array;
  /** Three vertex indices per triangle, counter-clockwise seen from outside. */
  readonly indices: Uint32Array;
  /**
   * Red, green, blue, alpha per triangle (sRGB, 0–255), or null when nothing in the model has a colour.
   * Faces without a colour of their own carry {@link UNCOLORED_FACE_RGB} or {@link CUT_FACE_RGB}.
   */
  readonly faceColors: Uint8Array | null;
}

/** The colour OpenSCAD bakes into exported faces that nobody coloured: Cornfield's front face. */
export const UNCOLORED_FACE_RGB = [0xf9, 0xd7, 0x2c] as const;

/** The colour OpenSCAD bakes into faces left by a subtraction: Cornfield's cut face. */
export const CUT_FACE_RGB = [0x9d, 0xcb, 0x51] as const;

/** What goes into a file besides its geometry. */
export interface FileTitle {
  /** What the file is called in programs that show it. */
  readonly title: string;
  /** The program that wrote it, with its version. */
  readonly application: string;
}

/** What is worth telling about a mesh in every result. */
export interface MeshFacts {
  readonly triangles: number;
  readonly vertices: number;
  /**
   * The surface is closed: every edge is used as often in one direction as in the other. Solids that
   * touch along an edge stay watertight.
   */
  readonly watertight: boolean;
  /** Solids, connected over shared vertices; the wall of a cavity belongs to the solid around it. */
  readonly parts: number;
  /**
   * Enclosed volume, negative when the faces are wound inside out; of an open mesh the value means little.
   */
  readonly volume_mm3: number;
  readonly area_mm2: number;
}

/** A 2D model: closed contours, filled by the even-odd rule, Y up. */
export interface Outline {
  /** Per contour x, y pairs in millimetres, without a repeated last point. */
  readonly contours: readonly Float64Array[];
}

/** What is worth telling about a 2D model in every result. */
export interface OutlineFacts {
  readonly contours: number;
  readonly area_mm2: number;
  readonly perimeter_mm: number;
}
