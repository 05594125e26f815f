import type { Vec3 } from '../../contracts/mesh.ts';
import { type MeshEdges, NO_PARTNER } from '../scene/mesh-edges.ts';
import { eyeRays } from './eye-rays.ts';
import type { Frame } from './frame.ts';
import { projectLine, type ScreenPoint } from './project-line.ts';
import { keptPart } from './section.ts';
import { NOT_IN_FRONT, type VisibilityBuffer } from './visibility-buffer.ts';

/** Which edges get a line, and how opaque it is, 0–255. */
export interface FeatureLineStyle {
  /** Faces that meet at a larger angle have a line between them. */
  readonly crease_deg: number;
  readonly visible: number;
  readonly hidden: number;
}

/** A line is hidden when it is this many samples' widths behind all that is seen around it. */
const DEPTH_TOLERANCE_SAMPLES = 4;

/**
 * Draws lines along the edges of a mesh at which faces meet at an angle, one of them is turned away from
 * the eye, or the mesh has a border. Unlike lines found on the screen these are there where they are hidden.
 *
 * @param opacities - of the line at every sample, 0–255; only raised
 * @param buffer - what hides lines
 */
export function drawFeatureLines(
  opacities: Uint8Array,
  buffer: VisibilityBuffer,
  frame: Frame,
  edges: MeshEdges,
  style: FeatureLineStyle,
  samplesPerAxis: number,
): void {
  const selected = selectEdges(frame, edges, style.crease_deg);
  const { positions } = frame.model.data;
  const pen = { opacities, buffer, frame, style, halfWidth: samplesPerAxis / 2 };
  for (let edge = 0; edge < edges.count; edge++) {
    if (selected[edge] === 0) continue;
    const line = keptPart(
      pointAt(positions, edges.vertices[edge * 2]),
      pointAt(positions, edges.vertices[edge * 2 + 1]),
      frame.cut,
    );
    const screen = line === null ? null : projectLine(line[0], line[1], frame.transform);
    if (screen !== null) drawLine(pen, screen);
  }
}

/** The length of all these lines on the screen together, in samples, without what is before the near plane. */
export function featureLineLength(frame: Frame, edges: MeshEdges, crease_deg: number): number {
  const selected = selectEdges(frame, edges, crease_deg);
  const { x, y, nearness } = frame.screen;
  let length = 0;
  for (let edge = 0; edge < edges.count; edge++) {
    const from = edges.vertices[edge * 2];
    const to = edges.vertices[edge * 2 + 1];
    if (selected[edge] === 0 || nearness[from] === NOT_IN_FRONT || nearness[to] === NOT_IN_FRONT) continue;
    length += Math.hypot(x[to] - x[from], y[to] - y[from]);
  }
  return length;
}

/** One per edge: 1 for those that get a line. */
function selectEdges(frame: Frame, edges: MeshEdges, crease_deg: number): Uint8Array {
  const facing = findFacing(frame);
  const least = Math.cos((crease_deg * Math.PI) / 180);
  const selected = new Uint8Array(edges.count);
  for (let edge = 0; edge < edges.count; edge++) {
    const one = edges.triangles[edge * 2];
    const other = edges.triangles[edge * 2 + 1];
    const turns = other !== NO_PARTNER && facing[one] !== facing[other];
    if (turns || edges.cosines[edge] < least) selected[edge] = 1;
  }
  return selected;
}

/** One per triangle: 1 for those whose front is towards the eye. */
function findFacing({ model, transform }: Frame): Uint8Array {
  const { positions: p, indices } = model.data;
  const { modelView: m, perspective } = transform;
  const facing = new Uint8Array(indices.length / 3);
  // The place of the eye in model coordinates; at the end of a parallel ray, its direction.
  const eye = [0, 4, 8].map(column =>
    perspective ? -(m[column] * m[12] + m[column + 1] * m[13] + m[column + 2] * m[14]) : m[column + 2],
  );
  for (let triangle = 0; triangle < facing.length; triangle++) {
    const a = indices[triangle * 3] * 3;
    const b = indices[triangle * 3 + 1] * 3;
    const c = indices[triangle * 3 + 2] * 3;
    const ux = p[b] - p[a];
    const uy = p[b + 1] - p[a + 1];
    const uz = p[b + 2] - p[a + 2];
    const vx = p[c] - p[a];
    const vy = p[c + 1] - p[a + 1];
    const vz = p[c + 2] - p[a + 2];
    const towardsX = perspective ? eye[0] - p[a] : eye[0];
    const towardsY = perspective ? eye[1] - p[a + 1] : eye[1];
    const towardsZ = perspective ? eye[2] - p[a + 2] : eye[2];
    const product =
      (uy * vz - uz * vy) * towardsX + (uz * vx - ux * vz) * towardsY + (ux * vy - uy * vx) * towardsZ;
    if (product > 0) facing[triangle] = 1;
  }
  return facing;
}

function pointAt(positions: Float32Array, vertex: number): Vec3 {
  return [positions[vertex * 3], positions[vertex * 3 + 1], positions[vertex * 3 + 2]];
}

interface Pen {
  readonly opacities: Uint8Array;
  readonly buffer: VisibilityBuffer;
  readonly frame: Frame;
  readonly style: FeatureLineStyle;
  /** Of the line, in samples. */
  readonly halfWidth: number;
}

/** Draws a line step by step along the axis it is closer to. */
function drawLine(
  { opacities, buffer, frame, style, halfWidth }: Pen,
  [a, b]: readonly [ScreenPoint, ScreenPoint],
): void {
  const { width, height } = buffer;
  const steep = Math.abs(b.y - a.y) > Math.abs(b.x - a.x);
  const start = steep ? a.y : a.x;
  const along = steep ? b.y - a.y : b.x - a.x;
  const sideStart = steep ? a.x : a.y;
  const slope = (steep ? b.x - a.x : b.y - a.y) / along;
  if (!Number.isFinite(slope)) return;
  const reach = halfWidth * Math.sqrt(1 + slope * slope);
  const sideEnd = steep ? width : height;
  const first = Math.max(0, Math.ceil(Math.min(start, start + along) - 0.5));
  const end = Math.min(steep ? height : width, Math.ceil(Math.max(start, start + along) - 0.5));
  const tolerance = DEPTH_TOLERANCE_SAMPLES * eyeRays(frame.transform).dx;
  for (let step = first; step < end; step++) {
    const walked = step + 0.5 - start;
    const center = sideStart + walked * slope;
    const nearness = a.nearness + ((b.nearness - a.nearness) * walked) / along;
    const inFrontOf = nearness + (frame.transform.perspective ? nearness * tolerance : tolerance);
    const side = Math.floor(center);
    const seen = steep ? isSeen(buffer, side, step, inFrontOf) : isSeen(buffer, step, side, inFrontOf);
    const opacity = seen ? style.visible : style.hidden;
    const last = Math.min(sideEnd, Math.ceil(center + reach - 0.5));
    for (let across = Math.max(0, Math.ceil(center - reach - 0.5)); across < last; across++) {
      const sample = steep ? step * width + across : across * width + step;
      if (opacities[sample] < opacity) opacities[sample] = opacity;
    }
  }
}

/**
 * Tells whether something around a point on the screen is not nearer. Its neighbours count because a line
 * around a body is beside the samples that the body covers as often as not.
 */
function isSeen({ width, height, nearness }: VisibilityBuffer, x: number, y: number, than: number): boolean {
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      if (nearness[row * width + column] <= than) return true;
    }
  }
  return false;
}
