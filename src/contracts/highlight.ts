import type { Mesh, Vec3 } from './mesh.ts';

/** What a picture can be coloured by. */
export const HIGHLIGHTS = ['overhangs', 'thickness', 'open_edges', 'parts'] as const;

/** A member of {@link HIGHLIGHTS}. */
export type HighlightName = (typeof HIGHLIGHTS)[number];

/** Red, green, blue in sRGB, 0–255. */
export type HighlightColor = readonly [number, number, number];

/** What a finding looks like in the picture. */
export type HighlightSign = 'faces' | 'lines' | 'points';

/** One line of a legend. */
export interface LegendEntry {
  /** What it is, with its number and unit. */
  readonly text: string;
  /** Null for a line that stands for nothing in the picture, such as "no overhang > 45°". */
  readonly key: { readonly sign: HighlightSign; readonly color: HighlightColor } | null;
  /** A point on the largest or worst of what the line stands for, in mm. */
  readonly at?: Vec3;
}

/** Colours that stand for numbers. */
export interface ColorScale {
  /** Places on the scale from 0 (first colour) to 1 (last), ascending. Between two the colours are mixed. */
  readonly stops: readonly { readonly at: number; readonly color: HighlightColor }[];
  /** Numbers beside the scale. */
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
}

/** Explains the colours of a picture. */
export interface Legend {
  readonly title: string;
  readonly scale?: ColorScale;
  readonly entries: readonly LegendEntry[];
}

/** A finding about a 3D model, ready to be drawn. */
export interface Highlight {
  /** The model. Its triangles are divided where one of them would need several colours. */
  readonly mesh: Mesh;
  /** Red, green, blue, 255 for each triangle of {@link mesh}, or four zeros where nothing was found. */
  readonly faceColors: Uint8Array;
  /** Lines that are seen through the model: x, y, z of both ends of each. */
  readonly lines: readonly { readonly color: HighlightColor; readonly ends: Float32Array }[];
  /** Places that are marked, seen through the model. */
  readonly points: readonly { readonly color: HighlightColor; readonly at: Vec3 }[];
  /** Names written onto sets of triangles where there is room. */
  readonly names?: {
    readonly texts: readonly string[];
    /** For each triangle of {@link mesh} its place in `texts`, or one that is not there. */
    readonly ofTriangle: Uint32Array;
  };
  readonly legend: Legend;
  /** What a reader has to know besides, in sentences. */
  readonly notes: readonly string[];
}
