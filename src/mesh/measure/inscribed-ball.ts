import { closestOnTriangle, NearestPoint } from './nearest-point.ts';
import { RayCaster } from './ray.ts';
import type { TriangleTree } from './triangle-tree.ts';

/** A facet straight across counts as the other side of a wall when it is turned by less. Cosine of 140°. */
const WALL = Math.cos((140 * Math.PI) / 180);

/** Contacts farther apart than this are a wall even in the tip of a wedge: a feather edge. Cosine of 160°. */
const FEATHER = Math.cos((160 * Math.PI) / 180);

/** Nearer contacts than this are the two sides of a corner. Cosine of 110°. */
const CORNER = Math.cos((110 * Math.PI) / 180);

/** How near the middle of a ball of radius 1 the plane through three contacts comes when they hold it. */
const HELD = 0.25;

/** Facets whose normals differ by less are one flat sheet. Cosine of 15°. */
const FLAT_SHEET = Math.cos((15 * Math.PI) / 180);

/** Facets whose normals differ by less may be one curved sheet. Cosine of 50°. */
const CURVED_SHEET = Math.cos((50 * Math.PI) / 180);

/** How near a sheet must come to a point to be said to reach it, by the ball's radius or distance. */
const REACH = 0.2;

/** A ball is free when the surface comes into it by less than this share of its radius. */
const SLACK = 2e-3;

/**
 * A ball that touches a round body all around can only be proved free by looking at every facet. So what
 * comes into it by this share of the radius is searched thoroughly, and what comes in less only in so many
 * boxes.
 */
const COARSE_SLACK = 0.15;
const MAX_FINE_BOXES = 400;

const MAX_STEPS = 40;

/**
 * Measures how thick a solid is at points of its surface.
 *
 * The thickness at p is the diameter of the largest ball that touches p from inside. It is found by
 * shrinking a ball that is too large: whenever a surface point q lies in it, it is replaced by the one
 * through p and q (Ma, Bae and Choi, 2012). What then touches the ball besides p tells what p is part of:
 *
 * - A contact opposite p (110° and more around the ball): a wall, and the diameter is its thickness, unless the
 *   ball lies in the tip of a wedge, which may be blunt. A web under a groove has no tip. A wedge sharper
 *   than 20° counts as a wall up to its edge.
 * - Any other contact: p lies near a corner, and the ball is small because of the corner. Where the facet
 *   straight across faces p within 40°, the ball between the two is the measure.
 * - Otherwise the ball grows out of the corner, keeping in touch with both sheets, until it meets a third; if the
 *   three contacts lie around it, it is a measure of the body there. If not, there is none.
 */
export class InscribedBall {
  /** Outward unit normals by slot of the tree. */
  readonly #normals: Float64Array;
  readonly #near: NearestPoint;
  readonly #rays: RayCaster;
  // The point and its normal, the ball's centre and radius, and the direction from the centre to the contact.
  readonly #p = new Float64Array(3);
  readonly #n = new Float64Array(3);
  readonly #c = new Float64Array(3);
  readonly #m = new Float64Array(3);
  /** The contact itself and the slot of its facet, after {@link InscribedBall.#shrink}. */
  readonly #q = new Float64Array(3);
  #contactSlot = -1;
  #r = 0;
  #exitSlot = -1;

  /** Thinner than this is rounding: p lies on an edge. */
  readonly #tolerance: number;

  /** `normals` holds x, y, z per triangle, outwards. Balls not larger than the tolerance do not count. */
  constructor(tree: TriangleTree, normals: Float64Array, tolerance_mm: number) {
    this.#tolerance = tolerance_mm;
    this.#near = new NearestPoint(tree, SLACK);
    this.#rays = new RayCaster(tree);
    this.#normals = new Float64Array(tree.triangles.length * 3);
    for (let slot = 0; slot < tree.triangles.length; slot++) {
      const at = tree.triangles[slot] * 3;
      this.#normals.set(normals.subarray(at, at + 3), slot * 3);
    }
  }

  /** Thickness in mm at the point and outward unit normal that start at `at`; NaN where there is none. */
  measure(points: Float64Array, normals: Float64Array, at: number): number {
    this.#p.set(points.subarray(at, at + 3));
    this.#n.set(normals.subarray(at, at + 3));
    const exit = this.#findExit(this.#p, this.#n, -1);
    if (exit === Infinity) return Number.NaN;
    const exitSlot = this.#exitSlot;
    const isFacedAcross = this.#facingAt(exitSlot, this.#n) <= WALL;
    this.#shrink(exit / 2, isFacedAcross);
    if (2 * this.#r <= this.#tolerance) return Number.NaN;
    const opening = dotOf(this.#n, this.#m);
    if (opening > CORNER)
      return isFacedAcross ? this.#measureAcross(exit, exitSlot) : this.#growOutOfCorner();
    return this.#isTip(opening) ? this.#growOutOfCorner() : 2 * this.#r;
  }

  /** The diameter of the ball between p and the sheet straight across; NaN in a tip. */
  #measureAcross(exit: number, slot: number): number {
    this.#normalOf(slot, this.#m);
    const facing = -dotOf(this.#n, this.#m);
    this.#r = (exit * facing) / (1 + facing);
    for (let axis = 0; axis < 3; axis++) this.#c[axis] = this.#p[axis] - this.#r * this.#n[axis];
    if (this.#isTip(-facing)) return Number.NaN;
    // That is for a plane. Where the sheet ends before it reaches the ball, its point straight across counts.
    const contact = this.#c.map((value, axis) => value + this.#r * this.#m[axis]);
    return this.#reaches(this.#m, contact, REACH * this.#r, FLAT_SHEET) ? 2 * this.#r : exit;
  }

  /** How far the solid reaches from a point along `sign` times a direction; Infinity through a gap. */
  #findExit(from: Float64Array, direction: Float64Array, sign: 1 | -1): number {
    let exit = Infinity;
    this.#exitSlot = -1;
    const visit = (slot: number, distance: number) => {
      const isLeaving = sign * this.#facingAt(slot, direction) > 0;
      if (!isLeaving || distance >= exit) return exit;
      exit = distance;
      this.#exitSlot = slot;
      return exit;
    };
    const [x, y, z] = from;
    const [dx, dy, dz] = direction;
    this.#rays.cast(x, y, z, sign * dx, sign * dy, sign * dz, Infinity, visit);
    return exit;
  }

  #facingAt(slot: number, direction: Float64Array): number {
    const at = slot * 3;
    const normals = this.#normals;
    return normals[at] * direction[0] + normals[at + 1] * direction[1] + normals[at + 2] * direction[2];
  }

  /**
   * Shrinks the ball that touches p from the given radius until the surface no longer comes into it, or, if
   * the size of a ball in a corner is of no interest, until it is seen to be in one.
   */
  #shrink(radius: number, stopsInCorner: boolean): void {
    const p = this.#p;
    const n = this.#n;
    this.#r = radius;
    // The first contact is where the ray left, straight across.
    for (let axis = 0; axis < 3; axis++) this.#m[axis] = -n[axis];
    for (let step = 0; step < MAX_STEPS; step++) {
      for (let axis = 0; axis < 3; axis++) this.#c[axis] = p[axis] - this.#r * n[axis];
      if (!this.#findIntruder()) return;
      const wx = p[0] - this.#near.x;
      const wy = p[1] - this.#near.y;
      const wz = p[2] - this.#near.z;
      const depth = wx * n[0] + wy * n[1] + wz * n[2];
      if (depth <= 0) return;
      this.#r = (wx * wx + wy * wy + wz * wz) / (2 * depth);
      for (let axis = 0; axis < 3; axis++) this.#c[axis] = p[axis] - this.#r * n[axis];
      this.#pointTo(this.#near.x, this.#near.y, this.#near.z);
      this.#q.set([this.#near.x, this.#near.y, this.#near.z]);
      this.#contactSlot = this.#near.slot;
      if (stopsInCorner && dotOf(this.#n, this.#m) > CORNER) return;
    }
  }

  /** Looks for a point of the surface inside the ball. */
  #findIntruder(): boolean {
    const [x, y, z] = this.#c;
    if (this.#near.find(x, y, z, this.#r * (1 - COARSE_SLACK))) return true;
    return this.#near.find(x, y, z, this.#r * (1 - SLACK), undefined, MAX_FINE_BOXES);
  }

  /** Makes m the direction from the centre to a point. */
  #pointTo(x: number, y: number, z: number): void {
    const dx = x - this.#c[0];
    const dy = y - this.#c[1];
    const dz = z - this.#c[2];
    const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    if (length === 0) return;
    this.#m[0] = dx / length;
    this.#m[1] = dy / length;
    this.#m[2] = dz / length;
  }

  /**
   * Whether the solid ends where the two sheets approach each other, so that the ball lies in a tip: both
   * go on to the line in which their planes meet, or the way there leaves the solid before. Under a groove
   * only one of them does, and between two grooves the way goes on.
   */
  #isTip(opening: number): boolean {
    if (opening <= FEATHER) return false;
    const toLine = this.#r / (1 + opening);
    const line = this.#c.map((value, axis) => value + toLine * (this.#n[axis] + this.#m[axis]));
    const way = line.map((value, axis) => value - this.#c[axis]);
    // A ray is many times quicker than looking around in a dense mesh.
    if (this.#findExit(this.#c, way, 1) < 1 - REACH / 4) return true;
    const reach = REACH * this.#r * Math.sqrt((1 - opening) / (1 + opening));
    return (
      this.#reaches(this.#n, line, reach, CURVED_SHEET) && this.#reaches(this.#m, line, reach, CURVED_SHEET)
    );
  }

  /** Whether facets with normals like the one given come nearer to a point than a distance. */
  #reaches(normal: Float64Array, point: Float64Array, distance: number, likeness: number): boolean {
    const isLike = (slot: number) => this.#facingAt(slot, normal) > likeness;
    return this.#near.hasWithin(point[0], point[1], point[2], distance, isLike);
  }

  #normalOf(slot: number, out: Float64Array): void {
    for (let axis = 0; axis < 3; axis++) out[axis] = this.#normals[slot * 3 + axis];
  }

  /**
   * Lets the ball grow between the two sheets it touches. Its centre moves along their bisector u from the
   * line where they meet, and at the distance s from it the radius is k s with k = cos(φ/2).
   */
  #growOutOfCorner(): number {
    const n = this.#n;
    const first = this.#m.slice();
    if (this.#facingAt(this.#contactSlot, first) > FLAT_SHEET) this.#normalOf(this.#contactSlot, first);
    const g = dotOf(n, first);
    const k = Math.sqrt((1 + g) / 2);
    const u = n.map((value, axis) => -(value + first[axis]) / (2 * k));
    // Both planes, seen from the centre, and the point of their line nearest to it.
    const toContact = this.#q.map((value, axis) => value - this.#c[axis]);
    const h = dotOf(toContact, first);
    const alongN = (this.#r - g * h) / (1 - g * g);
    const alongFirst = (h - g * this.#r) / (1 - g * g);
    const apex = this.#c.map((value, axis) => value + alongN * n[axis] + alongFirst * first[axis]);
    const start = this.#c.reduce((sum, value, axis) => sum + (value - apex[axis]) * u[axis], 0);
    const room = this.#findExit(this.#c, u, 1);
    if (!(start + room < Infinity)) return Number.NaN;
    this.#growBetween(apex, u, k, start, start + room);
    return this.#isHeld(first) ? 2 * this.#r : Number.NaN;
  }

  /** Finds the largest free ball with its centre at apex + s u and the radius k s, for s from `start` to `limit`. */
  #growBetween(apex: Float64Array, u: Float64Array, k: number, start: number, limit: number): void {
    let s = limit;
    for (let step = 0; step < MAX_STEPS; step++) {
      for (let axis = 0; axis < 3; axis++) this.#c[axis] = apex[axis] + u[axis] * s;
      this.#r = k * s;
      if (!this.#findIntruder()) return;
      const { x, y, z } = this.#near;
      const shorter = growthUntil(apex, u, k, x, y, z);
      if (!(shorter < s)) return;
      s = Math.max(shorter, start);
      for (let axis = 0; axis < 3; axis++) this.#c[axis] = apex[axis] + u[axis] * s;
      this.#pointTo(x, y, z);
      if (s === start) return;
    }
  }

  /** Whether the contacts at p, at `first` and at m lie around the centre, so that the ball cannot give way. */
  #isHeld(first: Float64Array): boolean {
    const contacts = Float64Array.of(...this.#n, ...first, ...this.#m);
    const nearest = new Float64Array(3);
    closestOnTriangle(contacts, 0, 0, 0, 0, nearest);
    return Math.hypot(...nearest) <= HELD;
  }
}

function dotOf(a: Float64Array, b: Float64Array): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The least s at which the ball around apex + s u with radius k s reaches a point: |q − apex − s u| = k s. */
function growthUntil(
  apex: Float64Array,
  u: Float64Array,
  k: number,
  x: number,
  y: number,
  z: number,
): number {
  const gx = x - apex[0];
  const gy = y - apex[1];
  const gz = z - apex[2];
  const square = gx * gx + gy * gy + gz * gz;
  const ahead = gx * u[0] + gy * u[1] + gz * u[2];
  return square / (ahead + Math.sqrt(Math.max(0, ahead * ahead - (1 - k * k) * square)));
}
