import { UNCOLORED_FACE_RGB } from '../contracts/mesh.ts';

/** Red, green, blue in sRGB, 0–255. */
export type Rgb = readonly [number, number, number];

/**
 * OpenSCAD's Cornfield colour scheme, plus the few colours it has no word for.
 *
 * The two colours OpenSCAD bakes into exported faces (uncoloured and cut) are Cornfield's own, so face
 * colours of a mesh are drawn as they come.
 */
export const THEME = {
  background: [0xff, 0xff, 0xe5],
  face: UNCOLORED_FACE_RGB,
  /** A face seen from behind where that means a faulty mesh; no OpenSCAD scheme comes near this magenta. */
  backFaceWarning: [0xe6, 0x1e, 0xb4],
  outlineFill: [0x00, 0xbf, 0x99],
  outlineStroke: [0x00, 0x6b, 0x56],
  separator: [0xc4, 0xc4, 0xac],
  captionText: [0x33, 0x33, 0x33],
} as const satisfies Record<string, Rgb>;

/** The colour as `#rrggbb`, for SVG and CSS. */
export function cssColor([red, green, blue]: Rgb): string {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
}

/** The colour as one number, red in the highest byte, as three.js takes it. */
export function hexColor([red, green, blue]: Rgb): number {
  return (red << 16) | (green << 8) | blue;
}
