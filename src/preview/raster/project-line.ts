import type { Vec3 } from '../../contracts/mesh.ts';
import type { ScreenTransform } from './screen-transform.ts';

/** A point on the screen: x from the left and y from the top in samples, nearness as in the buffer. */
export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
  readonly nearness: number;
}

/** Projects a point; null when it is nearer to the eye than a perspective picture shows. */
export function projectPoint(point: Vec3, transform: ScreenTransform): ScreenPoint | null {
  const eye = toEye(point, transform);
  return isInFront(eye, transform) ? toScreen(eye, transform) : null;
}

/** Projects a line, cut off at the near plane; null when nothing of it is in front of that. */
export function projectLine(
  from: Vec3,
  to: Vec3,
  transform: ScreenTransform,
): readonly [ScreenPoint, ScreenPoint] | null {
  const a = toEye(from, transform);
  const b = toEye(to, transform);
  const aInFront = isInFront(a, transform);
  const bInFront = isInFront(b, transform);
  if (!aInFront && !bInFront) return null;
  return [
    toScreen(aInFront ? a : cutAtNearPlane(b, a, transform), transform),
    toScreen(bInFront ? b : cutAtNearPlane(a, b, transform), transform),
  ];
}

function toEye([x, y, z]: Vec3, { modelView: m }: ScreenTransform): Vec3 {
  return [
    m[0] * x + m[4] * y + m[8] * z + m[12],
    m[1] * x + m[5] * y + m[9] * z + m[13],
    m[2] * x + m[6] * y + m[10] * z + m[14],
  ];
}

function isInFront([, , z]: Vec3, { perspective, near_mm }: ScreenTransform): boolean {
  return !perspective || -z >= near_mm;
}

/** The point at near_mm on the way from one in front of the eye to one that is not. */
function cutAtNearPlane(front: Vec3, behind: Vec3, { near_mm }: ScreenTransform): Vec3 {
  const part = (-front[2] - near_mm) / (behind[2] - front[2]);
  return [front[0] + (behind[0] - front[0]) * part, front[1] + (behind[1] - front[1]) * part, -near_mm];
}

function toScreen([x, y, z]: Vec3, transform: ScreenTransform): ScreenPoint {
  const { perspective, halfWidth, halfHeight, projection: p } = transform;
  const scale = perspective ? -1 / z : 1;
  return {
    x: halfWidth * (1 + (p[0] * x + p[8] * z + p[12]) * scale),
    y: halfHeight * (1 - (p[5] * y + p[9] * z + p[13]) * scale),
    nearness: perspective ? scale : z,
  };
}
