import { Box2, ShapeUtils, Vector2 } from 'three';
import type { ColorRun, Shape } from './shape.ts';

/** OpenSCAD's colour of drawings (Cornfield's 2D face), as pictures show them. */
const OUTLINE_RGBA: ColorRun['rgba'] = [0, 0xbf / 255, 0x99 / 255, 1];

/** A closed line of a drawing, and what it lies in. */
interface Contour {
  readonly points: readonly Vector2[];
  readonly box: Box2;
}

/**
 * Reads a drawing that this server wrote as SVG: paths of straight lines in millimetres, Y down, filled by the even-odd
 * rule. It becomes a flat shape at z = 0.
 */
export function readOutline(svg: string): Shape {
  const contours = readContours(svg).map(points => ({ points, box: new Box2().setFromPoints(points) }));
  const depths = contours.map(
    contour => contours.filter(other => other !== contour && holds(other, contour.points[0])).length,
  );
  const positions: number[] = [];
  const indices: number[] = [];
  contours.forEach((contour, at) => {
    if (depths[at] % 2 === 1) return;
    const holes = contours
      .filter((other, hole) => depths[hole] === depths[at] + 1 && holds(contour, other.points[0]))
      .map(({ points }) => points);
    const first = positions.length / 3;
    for (const { x, y } of [contour.points, ...holes].flat()) positions.push(x, y, 0);
    for (const triangle of ShapeUtils.triangulateShape(contour.points, holes)) {
      indices.push(...triangle.map(corner => corner + first));
    }
  });
  return {
    positions: Float32Array.from(positions),
    indices: Uint32Array.from(indices),
    runs: [{ rgba: OUTLINE_RGBA, start: 0, count: indices.length }],
    lines: Float32Array.from(contours.flatMap(({ points }) => linesOf(points))),
  };
}

function readContours(svg: string): Vector2[][] {
  const paths = [...svg.matchAll(/\sd="([^"]*)"/g)].map(([, path]) => path);
  return paths.flatMap(path =>
    path
      .split(/[Mm]/)
      .map(part => [...part.matchAll(/(-?[\d.]+(?:e-?\d+)?)[ ,]+(-?[\d.]+(?:e-?\d+)?)/g)])
      .filter(points => points.length >= 3)
      // SVG counts y downwards.
      .map(points => points.map(([, x, y]) => new Vector2(Number(x), -Number(y)))),
  );
}

function linesOf(contour: readonly Vector2[]): number[] {
  return contour.flatMap((from, at) => {
    const to = contour[(at + 1) % contour.length];
    return [from.x, from.y, 0, to.x, to.y, 0];
  });
}

/** Whether a point is inside a contour: a ray from it crosses the contour an odd number of times. */
function holds({ points, box }: Contour, point: Vector2): boolean {
  // A drawing of thousands of holes asks this of every two of them.
  if (!box.containsPoint(point)) return false;
  const { x, y } = point;
  let inside = false;
  points.forEach((a, at) => {
    const b = points[(at + 1) % points.length];
    const isCrossing = a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x;
    if (isCrossing) inside = !inside;
  });
  return inside;
}
