import { Vector3 } from 'three';
import { EVEN_MARGIN, type Margin } from './camera/fit.ts';
import type { ModelBox } from './scene/model-box.ts';

/** How the plane of a 2D model lies on the picture. */
export interface OutlinePlacement {
  readonly width_px: number;
  readonly height_px: number;
  readonly mm_per_px: number;
  /** The point in the middle of the picture, in mm. */
  readonly centerX: number;
  readonly centerY: number;
}

const EVEN_MARGINS: Margin = {
  left: EVEN_MARGIN,
  right: EVEN_MARGIN,
  top: EVEN_MARGIN,
  bottom: EVEN_MARGIN,
};

/** The points of a 2D model in the plane z = 0 with the box around them. */
export interface FlatModel {
  /** x, y, 0 each. */
  readonly points: Float64Array;
  readonly box: ModelBox;
}

/** Measures contours; null when they have no points. */
export function measureOutline(contours: readonly Float64Array[]): FlatModel | null {
  const count = contours.reduce((sum, contour) => sum + (contour.length >> 1), 0);
  if (count === 0) return null;
  const points = new Float64Array(count * 3);
  const min = new Vector3(Infinity, Infinity, 0);
  const max = new Vector3(-Infinity, -Infinity, 0);
  let at = 0;
  for (const contour of contours) {
    for (let i = 0; i + 1 < contour.length; i += 2, at += 3) {
      points[at] = contour[i];
      points[at + 1] = contour[i + 1];
      min.set(Math.min(min.x, contour[i]), Math.min(min.y, contour[i + 1]), 0);
      max.set(Math.max(max.x, contour[i]), Math.max(max.y, contour[i + 1]), 0);
    }
  }
  const center = new Vector3(min.x + (max.x - min.x) / 2, min.y + (max.y - min.y) / 2, 0);
  return { points, box: { min, max, center, diagonal_mm: min.distanceTo(max) || 1 } };
}

/** Puts an outline into the middle of what the margin leaves of a picture, as large as possible. */
export function placeOutline(
  box: ModelBox | null,
  width_px: number,
  height_px: number,
  margin = EVEN_MARGINS,
): OutlinePlacement {
  if (box === null) return { width_px, height_px, mm_per_px: 1, centerX: 0, centerY: 0 };
  const { min, max, center } = box;
  const freeWidth_px = width_px * (1 - (margin.left + margin.right) / 2);
  const freeHeight_px = height_px * (1 - (margin.top + margin.bottom) / 2);
  const fitted = Math.max((max.x - min.x) / freeWidth_px, (max.y - min.y) / freeHeight_px);
  // A single point is shown as a dot at any scale.
  const mm_per_px = fitted > 0 ? fitted : 1;
  return {
    width_px,
    height_px,
    mm_per_px,
    // Margins are parts of half the picture, and half their difference moves the middle.
    centerX: center.x - ((margin.left - margin.right) / 4) * width_px * mm_per_px,
    centerY: center.y - ((margin.bottom - margin.top) / 4) * height_px * mm_per_px,
  };
}

/** Where a point given in mm is in the picture, in pixels. */
export function toPicture(
  x: number,
  y: number,
  { width_px, height_px, mm_per_px, centerX, centerY }: OutlinePlacement,
): { readonly x: number; readonly y: number } {
  return { x: width_px / 2 + (x - centerX) / mm_per_px, y: height_px / 2 - (y - centerY) / mm_per_px };
}
