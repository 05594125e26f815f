import { AppError } from '../contracts/errors.ts';
import type { HighlightName } from '../contracts/highlight.ts';
import { LIMITS } from '../contracts/limits.ts';
import {
  type ColorScheme,
  DEFAULT_PICTURE,
  type NamedView,
  type PictureRequest,
  type Projection,
  type Section,
  type Style,
} from '../contracts/picture.ts';
import { toCamera } from './camera-argument.ts';

/** What a caller may say of a picture; the names are those of the tool's arguments. */
export interface PictureArguments {
  readonly views?: readonly NamedView[];
  /** Checked by `toCamera`. */
  readonly camera?: unknown;
  readonly projection?: Projection;
  readonly width_px?: number;
  readonly height_px?: number;
  readonly layout?: 'sheet' | 'separate';
  readonly fit?: 'tight' | 'openscad';
  readonly style?: Style;
  readonly color_scheme?: ColorScheme;
  readonly background?: 'scheme' | 'transparent';
  readonly edges?: boolean;
  readonly axes?: boolean;
  readonly grid?: boolean;
  readonly dimensions?: boolean;
  readonly section?: Section;
  readonly highlight?: HighlightName;
}

/**
 * Completes what a caller said of a picture. `flat` is OpenSCAD's own look and has no aids unless they are
 * asked for by name.
 *
 * @param maxSide_px the operator's bound, which sizes that nobody asked for stay within.
 * @throws AppError INVALID_INPUT for a camera that is none.
 */
export function toPictureRequest(given: PictureArguments, maxSide_px = Infinity): PictureRequest {
  const { camera, section, highlight, color_scheme, style = DEFAULT_PICTURE.style } = given;
  const hasAids = style !== 'flat';
  return {
    views: given.views ?? (camera === undefined ? DEFAULT_PICTURE.views : []),
    projection: given.projection ?? DEFAULT_PICTURE.projection,
    width_px: given.width_px ?? Math.min(DEFAULT_PICTURE.width_px, maxSide_px),
    height_px: given.height_px ?? Math.min(DEFAULT_PICTURE.height_px, maxSide_px),
    layout: given.layout ?? DEFAULT_PICTURE.layout,
    fit: given.fit ?? DEFAULT_PICTURE.fit,
    style,
    colorScheme: color_scheme ?? DEFAULT_PICTURE.colorScheme,
    background: given.background ?? DEFAULT_PICTURE.background,
    edges: given.edges ?? hasAids,
    axes: given.axes ?? hasAids,
    grid: given.grid ?? hasAids,
    dimensions: given.dimensions ?? DEFAULT_PICTURE.dimensions,
    ...(camera === undefined ? {} : { camera: toCamera(camera) }),
    ...(section === undefined ? {} : { section }),
    ...(highlight === undefined ? {} : { highlight }),
  };
}

/** Whether a caller left the view to us. */
export function hasDefaultView({ views, camera }: PictureRequest): boolean {
  return views === DEFAULT_PICTURE.views && camera === undefined;
}

/**
 * Checks what a schema cannot: sizes against the operator's bound, and that every view of a sheet
 * gets room enough.
 *
 * @throws AppError INVALID_INPUT
 */
export function checkPictureRequest(request: PictureRequest, maxSide_px: number): void {
  const { width_px, height_px, views, camera, layout } = request;
  for (const [name, side] of Object.entries({ width_px, height_px })) {
    if (!Number.isInteger(side) || side < LIMITS.minPictureSide_px || side > maxSide_px) {
      throw new AppError(
        'INVALID_INPUT',
        `${name} must be a whole number from ${LIMITS.minPictureSide_px} to ${maxSide_px}, not ${side}.`,
        { hint: 'The upper end is the setting MAX_RENDER_RESOLUTION.' },
      );
    }
  }
  const count = views.length + (camera === undefined ? 0 : 1);
  if (count === 0 || count > LIMITS.maxViews + 1) {
    throw new AppError('INVALID_INPUT', `Ask for 1 to ${LIMITS.maxViews} views.`);
  }
  const cells = Math.ceil(Math.sqrt(count));
  if (layout === 'sheet' && count > 1 && Math.min(width_px, height_px) / cells < LIMITS.minCellSide_px) {
    throw new AppError(
      'INVALID_INPUT',
      `${count} views do not fit on a sheet of ${width_px} × ${height_px} px.`,
      { hint: 'Raise width_px and height_px, or use layout "separate".' },
    );
  }
}
