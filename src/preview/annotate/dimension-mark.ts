import type { Line } from '../raster/draw-lines.ts';
import { cssColor } from '../theme.ts';
import type { Detail } from './detail.ts';
import { capHeight_px, drawText, type Lettering, textWidth_px } from './lettering.ts';
import {
  arrowLength_px,
  boundsOf,
  directionTo,
  drawArrowHead,
  drawStrokes,
  moved,
  type Point,
  type Rectangle,
} from './strokes.ts';

/** Lengths for a font of 13 px. */
const SIZES_PX = { gapAtPart: 4, overshoot: 4, clearance: 5, textGap: 4, tail: 8, width: 1 };

const PLATE = { rim_px: 2, opacity: 0.85 };

/** A length that is to be dimensioned, on the screen. */
export interface MeasuredEdge {
  readonly from: Point;
  readonly to: Point;
  /** Where the part begins in line with the ends: there the extension lines start. */
  readonly fromStart: Point;
  readonly toStart: Point;
  /** Where the ends go when the edge is moved away from the part by 1 px measured across the edge. */
  readonly fromShift: Point;
  readonly toShift: Point;
  /** What the model may hide of the extension lines, in its own coordinates. */
  readonly hideable: readonly Line[];
  readonly label: string;
}

/** A dimension laid out on the screen. */
export interface DimensionMark {
  readonly extensions: readonly (readonly [Point, Point])[];
  /** The continuation of the extension lines to the part, in the model's coordinates. */
  readonly hideable: readonly Line[];
  readonly lines: readonly (readonly [Point, Point])[];
  readonly arrows: readonly { readonly tip: Point; readonly direction: Point }[];
  /** The middle of the number. */
  readonly text: Point;
  readonly label: string;
}

/** Half the size of a dimension's number, with a little room around it. */
function halfTextSize(label: string, { font_px, unit }: Detail): Point {
  return {
    x: textWidth_px(label, font_px) / 2 + SIZES_PX.textGap * unit,
    y: capHeight_px(font_px) / 2 + SIZES_PX.textGap * unit,
  };
}

/**
 * Lays out extension lines, the dimension line with its arrows and the number, which always stands upright
 * in a gap of the line. Where the line is too short for both, the number goes outside; where it is too
 * short for its arrows, they point at it from outside.
 *
 * @returns null when the edge is seen end on.
 */
export function layOutDimension(edge: MeasuredEdge, detail: Detail): DimensionMark | null {
  const { unit } = detail;
  const { clearance, gapAtPart, overshoot, tail } = SIZES_PX;
  const half = halfTextSize(edge.label, detail);
  const along = directionTo(edge.from, edge.to);
  if (along === null) return null;
  const across = { x: -along.direction.y, y: along.direction.x };
  // The number must not reach back to the part, so a line next to which it is wide stands further off.
  const halfAcross = half.x * Math.abs(across.x) + half.y * Math.abs(across.y);
  const offset = clearance * unit + halfAcross;
  const from = moved(edge.from, edge.fromShift, offset);
  const to = moved(edge.to, edge.toShift, offset);
  const line = directionTo(from, to);
  if (line === null) return null;
  const { direction, distance } = line;

  const gap = halfAlong(half, direction);
  const arrow = arrowLength_px(unit);
  const fitsInside = distance >= 2 * (gap + arrow);
  const arrowsInside = fitsInside || distance >= 2.5 * arrow;
  const middle = moved(from, direction, distance / 2);
  const outwards = outwardsOf(edge, across);
  const text = fitsInside ? middle : moved(middle, outwards, halfAcross + overshoot * unit);
  const beyond = arrowsInside ? 0 : arrow + tail * unit;
  const start = moved(from, direction, -beyond);
  const end = moved(to, direction, beyond);
  const back = { x: -direction.x, y: -direction.y };
  return {
    extensions: [
      [
        moved(edge.fromStart, edge.fromShift, gapAtPart * unit),
        moved(from, edge.fromShift, overshoot * unit),
      ],
      [moved(edge.toStart, edge.toShift, gapAtPart * unit), moved(to, edge.toShift, overshoot * unit)],
    ],
    lines: fitsInside
      ? [
          [start, moved(middle, direction, -gap)],
          [moved(middle, direction, gap), end],
        ]
      : [[start, end]],
    arrows: [
      { tip: from, direction: arrowsInside ? back : direction },
      { tip: to, direction: arrowsInside ? direction : back },
    ],
    text,
    hideable: edge.hideable,
    label: edge.label,
  };
}

/** From the middle of an upright rectangle to its border, in the given direction. */
function halfAlong(half: Point, { x, y }: Point): number {
  return Math.min(half.x / Math.max(1e-9, Math.abs(x)), half.y / Math.max(1e-9, Math.abs(y)));
}

/** The one of the two directions across the edge in which it is moved. */
function outwardsOf({ fromShift, toShift }: MeasuredEdge, across: Point): Point {
  const shift = (fromShift.x + toShift.x) * across.x + (fromShift.y + toShift.y) * across.y;
  return shift >= 0 ? across : { x: -across.x, y: -across.y };
}

/** The upright rectangle around everything a dimension draws. */
export function dimensionBounds(
  { extensions, lines, text, label }: DimensionMark,
  detail: Detail,
): Rectangle {
  const half = halfTextSize(label, detail);
  return boundsOf([
    ...extensions.flat(),
    ...lines.flat(),
    { x: text.x - half.x, y: text.y - half.y },
    { x: text.x + half.x, y: text.y + half.y },
  ]);
}

/** Tells whether the number and the arrows' points of a dimension are within a picture. */
export function isInside(
  { text, arrows, label }: DimensionMark,
  detail: Detail,
  { width_px, height_px }: { readonly width_px: number; readonly height_px: number },
): boolean {
  const half = halfTextSize(label, detail);
  const corners = [
    { x: text.x - half.x, y: text.y - half.y },
    { x: text.x + half.x, y: text.y + half.y },
  ];
  return [...corners, ...arrows.map(({ tip }) => tip)].every(
    ({ x, y }) => x >= 0 && y >= 0 && x <= width_px && y <= height_px,
  );
}

/** The width of a dimension's lines in pixels. */
export function dimensionWidth_px({ unit }: Detail): number {
  return SIZES_PX.width * Math.max(1, unit);
}

/** Draws a dimension as SVG elements. */
export function drawDimension(mark: DimensionMark, detail: Detail, lettering: Lettering): string[] {
  const { ink } = lettering.theme;
  const width_px = dimensionWidth_px(detail);
  const baseline = mark.text.y + capHeight_px(detail.font_px) / 2;
  return [
    drawStrokes([...mark.extensions, ...mark.lines], width_px, ink),
    ...mark.arrows.map(({ tip, direction }) => drawArrowHead(tip, direction, detail.unit, ink)),
    drawPlate(
      mark.text,
      textWidth_px(mark.label, detail.font_px) / 2,
      capHeight_px(detail.font_px) / 2,
      lettering,
    ),
    drawText(mark.label, mark.text.x, baseline, 'middle', lettering),
  ];
}

/** A patch in the background's colour, which keeps grid and axes out of a number. */
function drawPlate(middle: Point, halfWidth: number, halfHeight: number, { theme }: Lettering): string {
  const [x, y] = [middle.x - halfWidth - PLATE.rim_px, middle.y - halfHeight - PLATE.rim_px];
  const size = `width="${(2 * (halfWidth + PLATE.rim_px)).toFixed(1)}" height="${(2 * (halfHeight + PLATE.rim_px)).toFixed(1)}"`;
  const look = `fill="${cssColor(theme.background)}" fill-opacity="${PLATE.opacity}"`;
  return `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${size} ${look}/>`;
}
