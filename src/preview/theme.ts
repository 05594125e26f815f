import { CUT_FACE_RGB, type Mesh, UNCOLORED_FACE_RGB } from '../contracts/mesh.ts';
import type { ColorScheme } from '../contracts/picture.ts';

/** Red, green, blue in sRGB, 0–255. */
export type Rgb = readonly [number, number, number];

/** The colours of a picture. */
export interface Theme {
  readonly background: Rgb;
  /** Faces without a colour of their own. */
  readonly face: Rgb;
  /** Faces that a subtraction left. */
  readonly cutFace: Rgb;
  /** The cut surface of a section; without it one that stands out is chosen. */
  readonly section?: Rgb;
  /** A face seen from behind where that means a faulty mesh. */
  readonly backFaceWarning: Rgb;
  readonly outlineFill: Rgb;
  readonly outlineStroke: Rgb;
  readonly separator: Rgb;
  /** Letters, axes and everything else that has to stand out from the background. */
  readonly ink: Rgb;
}

/**
 * What OpenSCAD's schemes say of a rendered model (--render): background, front face, cut face, 2D face,
 * axes. The values are those of the files in its `color-schemes/render` folder; Cornfield's are built in.
 */
const SCHEMES: Readonly<Record<ColorScheme, readonly [number, number, number, number, number]>> = {
  Cornfield: [0xffffe5, 0xf9d72c, 0x9dcb51, 0x00bf99, 0x191916],
  Metallic: [0xaaaaff, 0xddddff, 0xdd22dd, 0x00bf99, 0x222233],
  Sunset: [0xaa4444, 0xffaaaa, 0x882233, 0x00bf99, 0x220d0d],
  Starnight: [0x000000, 0xffffe0, 0x00ffff, 0x9370db, 0xe5e5e5],
  BeforeDawn: [0x333333, 0xcccccc, 0x5563dd, 0x00bf99, 0xc1c1c1],
  Nature: [0xfafafa, 0x16a085, 0xdbf4da, 0x00bf99, 0x323232],
  DeepOcean: [0x333333, 0xeeeeee, 0x0babc8, 0x9370db, 0xc1c1c1],
  Solarized: [0xfdf6e3, 0xb58800, 0x882233, 0x6c71c4, 0x191816],
  Tomorrow: [0xf8f8f8, 0x3e999f, 0xeab700, 0x718c00, 0x181818],
  'Tomorrow Night': [0x1d1f21, 0x8abeb7, 0xf0c674, 0xb5bd68, 0xe8e8e8],
  Monotone: [0xffffe5, 0xf9d72c, 0xf9d72c, 0x00bf99, 0x191916],
};

/** No scheme comes near this magenta. */
const BACK_FACE_WARNING: Rgb = [0xe6, 0x1e, 0xb4];

/** The colours of a scheme, with those derived that OpenSCAD has no word for. */
export function themeOf(scheme: ColorScheme): Theme {
  const [background, face, cutFace, outlineFill, ink] = SCHEMES[scheme].map(fromHex);
  return {
    background,
    face,
    cutFace,
    backFaceWarning: BACK_FACE_WARNING,
    outlineFill,
    outlineStroke: mix(outlineFill, [0, 0, 0], 0.44),
    separator: mix(background, ink, 0.25),
    ink,
  };
}

/** Faces nothing was found about: pale on a light background, so that colours stand out, and not white on a dark one. */
const NEUTRAL_FACE: Rgb = [0xd8, 0xda, 0xdc];
const NEUTRAL_FACE_ON_DARK: Rgb = [0xa2, 0xa5, 0xa9];

/** The theme in which a finding is shown: all is grey that has no colour by the finding. */
export function neutralTheme(theme: Theme): Theme {
  const face = isDark(theme) ? NEUTRAL_FACE_ON_DARK : NEUTRAL_FACE;
  return { ...theme, face, cutFace: face, section: mix(face, [0, 0, 0], 0.3) };
}

/** Whether letters are brighter than the background. */
export function isDark({ background, ink }: Theme): boolean {
  return brightnessOf(ink) > brightnessOf(background);
}

function brightnessOf([red, green, blue]: Rgb): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/**
 * The colours of a mesh's faces in a theme: those that OpenSCAD baked into faces nobody coloured become
 * the theme's own. Null when the mesh has no colours.
 */
export function themedFaceColors({ faceColors }: Mesh, theme: Theme): Uint8Array | null {
  if (faceColors === null) return null;
  const themed = faceColors.slice();
  for (let at = 0; at < themed.length; at += 4) {
    if (isRgb(themed, at, UNCOLORED_FACE_RGB)) themed.set(theme.face, at);
    else if (isRgb(themed, at, CUT_FACE_RGB)) themed.set(theme.cutFace, at);
  }
  return themed;
}

/** The colour as `#rrggbb`, for SVG and CSS. */
export function cssColor([red, green, blue]: Rgb): string {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, '0')}`;
}

/** The colour as one number, red in the highest byte, as three.js takes it. */
export function hexColor([red, green, blue]: Rgb): number {
  return (red << 16) | (green << 8) | blue;
}

/** The colour `share` of the way from one to another. */
export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const channel = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

function fromHex(color: number): Rgb {
  return [color >> 16, (color >> 8) & 255, color & 255];
}

function isRgb(colors: Uint8Array, at: number, [red, green, blue]: Rgb): boolean {
  return colors[at] === red && colors[at + 1] === green && colors[at + 2] === blue;
}
