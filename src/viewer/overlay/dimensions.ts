import { type Vector2, Vector3 } from 'three';
import { formatNumber } from '../hosts/results.ts';
import type { Stage } from '../scene/stage.ts';
import type { OverlayItem } from './overlay.ts';

/** Distance of a dimension line from the model, as a part of its size. */
const AWAY = 0.07;

/** Below this length on the screen a dimension would be a smudge. */
const SHORTEST_PX = 18;

const TICK_PX = 5;

/** The lengths of the bounding box in mm, along those of its edges that are towards the eye. */
export function boxDimensions(stage: Stage): OverlayItem[] {
  const { min, max } = stage.box;
  const size = new Vector3().subVectors(max, min);
  const away = size.length() * AWAY;
  const { x, y } = stage.eye.direction;
  const nearX = x > 0 ? max.x + away : min.x - away;
  const nearY = y > 0 ? max.y + away : min.y - away;
  // The upright edge that is on the rim of the picture, at the right.
  const isTurned = x * y > 0;
  const rimX = isTurned === y < 0 ? max.x + away : min.x - away;
  const rimY = isTurned === y < 0 ? max.y : min.y;
  const spans: readonly (readonly [number, Vector3, Vector3])[] = [
    [size.x, new Vector3(min.x, nearY, min.z), new Vector3(max.x, nearY, min.z)],
    [size.y, new Vector3(nearX, min.y, min.z), new Vector3(nearX, max.y, min.z)],
    [size.z, new Vector3(rimX, rimY, min.z), new Vector3(rimX, rimY, max.z)],
  ];
  return spans.flatMap(([length, from, to]) => {
    const ends = [stage.project(from), stage.project(to)];
    return length === 0 ? [] : drawSpan(ends[0], ends[1], `${formatNumber(length)} mm`);
  });
}

function drawSpan(from: Vector2 | null, to: Vector2 | null, text: string): OverlayItem[] {
  if (from === null || to === null || from.distanceTo(to) < SHORTEST_PX) return [];
  const along = to.clone().sub(from).normalize();
  const across = along.clone().set(-along.y, along.x).multiplyScalar(TICK_PX);
  const tick = (at: Vector2): OverlayItem => ({
    kind: 'line',
    name: 'dimension',
    from: at.clone().add(across),
    to: at.clone().sub(across),
  });
  const middle = from.clone().add(to).multiplyScalar(0.5);
  return [
    { kind: 'line', name: 'dimension', from, to },
    tick(from),
    tick(to),
    { kind: 'label', name: 'dimension', at: middle, text },
  ];
}
