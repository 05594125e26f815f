import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import type { PictureRequest } from '../contracts/picture.ts';

/** A picture as most callers want it: one isometric view. */
export const DEFAULT_PICTURE: PictureRequest = {
  views: ['iso'],
  projection: 'perspective',
  width_px: 800,
  height_px: 600,
  layout: 'sheet',
  fit: 'tight',
};

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
      {
        hint: 'Raise width_px and height_px, or use layout "separate".',
      },
    );
  }
}
