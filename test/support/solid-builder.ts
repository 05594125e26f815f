import { ShapeUtils, Vector2 } from 'three';
import type { Mesh, Vec2, Vec3 } from '../../src/contracts/mesh.ts';
import { weldTriangles } from '../../src/mesh/weld.ts';

/** A closed line in the plane, counter-clockwise, without a repeated last point. */
export type Loop = readonly Vec2[];

/** A regular polygon with its corners on a circle, as OpenSCAD's `circle(d, $fn)`. */
export function circle(diameter: number, sides: number, center: Vec2 = [0, 0], turn_deg = 0): Loop {
  return Array.from({ length: sides }, (_, side) => {
    const angle = (2 * Math.PI * side) / sides + (turn_deg * Math.PI) / 180;
    return [center[0] + (diameter / 2) * Math.cos(angle), center[1] + (diameter / 2) * Math.sin(angle)];
  });
}

/** A rectangle by two corners. */
export function rectangle([x, y]: Vec2, [toX, toY]: Vec2): Loop {
  return [
    [x, y],
    [toX, y],
    [toX, toY],
    [x, toY],
  ];
}

/** A rectangle with round corners of so many facets each, tangent to its sides. */
export function roundedRectangle(width: number, depth: number, radius: number, facets: number): Loop {
  const centres = [
    [width - radius, depth - radius],
    [radius, depth - radius],
    [radius, radius],
    [width - radius, radius],
  ] as const;
  const points = centres.flatMap(([x, y], corner) =>
    Array.from({ length: facets + 1 }, (_, step) => {
      const turn = ((corner + step / facets) * Math.PI) / 2;
      return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)] as const;
    }),
  );
  // Where the corners of a slot meet they share a point.
  return points.filter((point, at) => {
    const before = points[(at + points.length - 1) % points.length];
    return Math.hypot(point[0] - before[0], point[1] - before[1]) > 1e-9;
  });
}

/** Builds solids from flat faces at heights and walls between them, whose triangles fit together exactly. */
export class SolidBuilder {
  readonly #soup: number[] = [];

  /** A level face that looks up or down, with holes. */
  face(looks: 'up' | 'down', z: number, outline: Loop, ...holes: readonly Loop[]): this {
    const points = [outline, ...holes].flat();
    const vectors = (loop: Loop) => loop.map(([x, y]) => new Vector2(x, y));
    for (const [a, b, c] of ShapeUtils.triangulateShape(vectors(outline), holes.map(vectors))) {
      const isLeft = leftTurn(points[a], points[b], points[c]) > 0;
      const order = isLeft === (looks === 'up') ? [a, b, c] : [a, c, b];
      for (const point of order) this.#soup.push(points[point][0], points[point][1], z);
    }
    return this;
  }

  /** The wall from a loop at one height to one with as many points at another; material is inside or outside. */
  wall(material: 'inside' | 'outside', lower: Loop, z: number, upper: Loop, toZ: number): this {
    for (let at = 0; at < lower.length; at++) {
      const next = (at + 1) % lower.length;
      const corners: Vec3[] = [
        [...lower[at], z],
        [...lower[next], z],
        [...upper[next], toZ],
        [...upper[at], toZ],
      ];
      const order = material === 'inside' ? [0, 1, 2, 0, 2, 3] : [0, 2, 1, 0, 3, 2];
      for (const corner of order) this.#soup.push(...corners[corner]);
    }
    return this;
  }

  /** A straight prism with through holes. */
  prism(z: number, toZ: number, outline: Loop, ...holes: readonly Loop[]): this {
    this.face('down', z, outline, ...holes).face('up', toZ, outline, ...holes);
    this.wall('inside', outline, z, outline, toZ);
    for (const hole of holes) this.wall('outside', hole, z, hole, toZ);
    return this;
  }

  /** The solid; triangles with two corners in one place, as at the tip of a cone, are left out. */
  build(): Mesh {
    const { positions, indices } = weldTriangles(Float32Array.from(this.#soup));
    return { positions, indices, faceColors: null };
  }
}

function leftTurn(a: Vec2, b: Vec2, c: Vec2): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]);
}

/** The same mesh turned about x, then y, then z by angles in degrees, as OpenSCAD's `rotate`. */
export function rotated(mesh: Mesh, angles_deg: Vec3): Mesh {
  const positions = new Float32Array(mesh.positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    const point: Vec3 = [mesh.positions[at], mesh.positions[at + 1], mesh.positions[at + 2]];
    positions.set(rotatePoint(point, angles_deg), at);
  }
  return { ...mesh, positions };
}

/** A point turned about x, then y, then z by angles in degrees. */
export function rotatePoint(point: Vec3, angles_deg: Vec3): Vec3 {
  const [a, b, c] = angles_deg.map(angle => (angle * Math.PI) / 180);
  const [x, y, z] = point;
  const [y1, z1] = [y * Math.cos(a) - z * Math.sin(a), y * Math.sin(a) + z * Math.cos(a)];
  const [x2, z2] = [x * Math.cos(b) + z1 * Math.sin(b), z1 * Math.cos(b) - x * Math.sin(b)];
  return [x2 * Math.cos(c) - y1 * Math.sin(c), x2 * Math.sin(c) + y1 * Math.cos(c), z2];
}
