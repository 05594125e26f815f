import { cssColor, type Rgb } from '../theme.ts';

/** A point or a direction in a picture: x to the right, y downwards, in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An upright rectangle, or lengths on the four sides of one, in pixels. */
export interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The smallest upright rectangle around points. */
export function boundsOf(points: readonly Point[]): Rectangle {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** Length and half the width of an arrow head of a line 1 px wide: 3 to 1, as ISO 129 draws them. */
const ARROW = { length_px: 9, halfWidth_px: 1.6 };

/** A point some way from another one. */
export function moved(from: Point, direction: Point, distance: number): Point {
  return { x: from.x + direction.x * distance, y: from.y + direction.y * distance };
}

/** The direction from one point to another with length 1, and the distance; null when they coincide. */
export function directionTo(from: Point, to: Point): { direction: Point; distance: number } | null {
  const distance = Math.hypot(to.x - from.x, to.y - from.y);
  if (!(distance > 0 && distance < Infinity)) return null;
  return { direction: { x: (to.x - from.x) / distance, y: (to.y - from.y) / distance }, distance };
}

/** Straight lines of one width, colour and opacity (0–1) as an SVG element: where they cross, one mark. */
export function drawStrokes(
  strokes: readonly (readonly [Point, Point])[],
  width_px: number,
  color: Rgb,
  opacity = 1,
): string {
  const path = strokes.map(([from, to]) => `M${pair(from)}L${pair(to)}`).join('');
  const look = `stroke="${cssColor(color)}" stroke-width="${width_px.toFixed(2)}"`;
  return `<path d="${path}" fill="none" ${look}${opacity < 1 ? ` stroke-opacity="${opacity}"` : ''}/>`;
}

/** A filled arrow head with its point at `tip` as an SVG element; `unit` 1 suits a line 1 px wide. */
export function drawArrowHead(tip: Point, direction: Point, unit: number, color: Rgb): string {
  const back = moved(tip, direction, -ARROW.length_px * unit);
  const side = { x: -direction.y, y: direction.x };
  const left = moved(back, side, ARROW.halfWidth_px * unit);
  const right = moved(back, side, -ARROW.halfWidth_px * unit);
  return `<path d="M${pair(tip)}L${pair(left)}L${pair(right)}Z" fill="${cssColor(color)}"/>`;
}

/** The length of an arrow head in pixels. */
export function arrowLength_px(unit: number): number {
  return ARROW.length_px * unit;
}

/** Two decimals are finer than antialiasing shows. */
function pair({ x, y }: Point): string {
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}
