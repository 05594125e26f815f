import type { HighlightName } from './highlight.ts';
import type { Bounds, Vec3 } from './mesh.ts';

/** The views a caller can ask for by name, in the order a contact sheet shows them. */
export const NAMED_VIEWS = ['iso', 'front', 'back', 'left', 'right', 'top', 'bottom', 'dimetric'] as const;

/** A member of {@link NAMED_VIEWS}. */
export type NamedView = (typeof NAMED_VIEWS)[number];

/** OpenSCAD's own camera: `$vpr`, `$vpt`, `$vpd` and `$vpf`. */
export interface GimbalCamera {
  /** Degrees about x, y, z. */
  readonly rotation: Vec3;
  /** The point looked at, in mm. */
  readonly translation: Vec3;
  /** From the eye to that point, in mm. */
  readonly distance: number;
  /** Vertical field of view in degrees. */
  readonly fov: number;
}

/** A camera given by where it stands and what it looks at, in mm. */
export interface LookAtCamera {
  readonly eye: Vec3;
  readonly center: Vec3;
  readonly up?: Vec3;
}

/** Perspective as the eye sees, or orthographic as a drawing shows. */
export type Projection = 'perspective' | 'orthographic';

/** How a model is drawn: with all aids to the eye, as OpenSCAD does, see-through, or as lines. */
export const STYLES = ['shaded', 'flat', 'xray', 'wireframe'] as const;

/** A member of {@link STYLES}. */
export type Style = (typeof STYLES)[number];

/** OpenSCAD's colour schemes, by its own names. */
export const COLOR_SCHEMES = [
  'Cornfield',
  'Metallic',
  'Sunset',
  'Starnight',
  'BeforeDawn',
  'Nature',
  'DeepOcean',
  'Solarized',
  'Tomorrow',
  'Tomorrow Night',
  'Monotone',
] as const;

/** A member of {@link COLOR_SCHEMES}. */
export type ColorScheme = (typeof COLOR_SCHEMES)[number];

/** A plane that cuts a model open, perpendicular to an axis. The half towards the eye is taken away. */
export interface Section {
  readonly axis: 'x' | 'y' | 'z';
  /** Where the plane crosses the axis. */
  readonly offset_mm: number;
}

/** What to draw of a model. */
export interface PictureRequest {
  /** Drawn in this order. May be empty when `camera` is set. */
  readonly views: readonly NamedView[];
  /** One more picture, drawn after the named views; its view is called `camera`. */
  readonly camera?: Partial<GimbalCamera> | LookAtCamera;
  /** `auto`: orthographic along an axis, where parallel lines have to stay parallel; else perspective. */
  readonly projection: Projection | 'auto';
  /** Of every picture; a sheet divides it among its cells. */
  readonly width_px: number;
  readonly height_px: number;
  /** One picture holding all views, or one picture each. */
  readonly layout: 'sheet' | 'separate';
  /** `tight` fills the picture with the model, `openscad` is what --viewall does. */
  readonly fit: 'tight' | 'openscad';
  /**
   * Stands for the model's own box in all that goes by it: the fit of the camera, the grid, the axes. With one
   * box for several models their pictures are taken from the same place at the same scale. A 2D model leaves
   * z out of account.
   */
  readonly fitBox?: Bounds;
  readonly style: Style;
  readonly colorScheme: ColorScheme;
  /** The scheme's colour, or nothing: alpha 0. */
  readonly background: 'scheme' | 'transparent';
  /** Lines where surfaces meet at an angle, where one stands before another, and around the model. */
  readonly edges: boolean;
  /** The three axes with their letters. */
  readonly axes: boolean;
  /** A grid on the ground plane with its spacing. */
  readonly grid: boolean;
  /** Dimension lines of the bounding box with numbers. */
  readonly dimensions: boolean;
  readonly section?: Section;
  /** Colours the faces by a finding instead of their own colours, and explains that in a legend. 3D only. */
  readonly highlight?: HighlightName;
}

/** A picture as most callers want it: one isometric view with every aid to the eye but dimensions. */
export const DEFAULT_PICTURE: PictureRequest = {
  views: ['iso'],
  projection: 'auto',
  width_px: 800,
  height_px: 600,
  layout: 'sheet',
  fit: 'tight',
  style: 'shaded',
  colorScheme: 'Cornfield',
  background: 'scheme',
  edges: true,
  axes: true,
  grid: true,
  dimensions: false,
};

/** A finished picture. */
export interface Picture {
  /** The view's name (`camera` for the given camera), or several joined by `+` for a sheet. */
  readonly view: string;
  readonly width_px: number;
  readonly height_px: number;
  readonly png: Uint8Array;
  /** The scale, where it is the same all over the picture: one orthographic view or a 2D model. */
  readonly mm_per_px?: number;
  /** What the drawing had to change to be possible, in sentences for the caller. */
  readonly notes: readonly string[];
}
