import type { Mesh, Vec2, Vec3 } from '../../src/contracts/mesh.ts';
import { weldTriangles } from '../../src/mesh/weld.ts';

/** The eight corners of a unit cube as `x + 2y + 4z`, and its twelve triangles seen from outside. */
const CUBE_TRIANGLES = [
  [0, 2, 3],
  [0, 3, 1], // bottom
  [4, 5, 7],
  [4, 7, 6], // top
  [0, 1, 5],
  [0, 5, 4], // front
  [2, 6, 7],
  [2, 7, 3], // back
  [0, 4, 6],
  [0, 6, 2], // left
  [1, 3, 7],
  [1, 7, 5], // right
].flat();

/** An axis-aligned cube with `corner` as its smallest coordinates. */
export function cube(side: number, corner: Vec3 = [0, 0, 0]): Mesh {
  const positions = new Float32Array(24);
  for (let vertex = 0; vertex < 8; vertex++) {
    positions[vertex * 3] = corner[0] + (vertex & 1) * side;
    positions[vertex * 3 + 1] = corner[1] + ((vertex >> 1) & 1) * side;
    positions[vertex * 3 + 2] = corner[2] + (vertex >> 2) * side;
  }
  return { positions, indices: Uint32Array.from(CUBE_TRIANGLES), faceColors: null };
}

/** A cube without its top. */
export function openBox(side: number): Mesh {
  const closed = cube(side);
  const isTop = (corner: number) => corner >= 6 && corner < 12;
  return { ...closed, indices: closed.indices.filter((_, corner) => !isTop(corner)) };
}

/** A ball of `rings` × `segments` faces whose vertices lie on the sphere; its poles are points. */
export function ball(radius: number, segments: number, rings: number): Mesh {
  const positions = [0, 0, radius];
  for (let ring = 1; ring < rings; ring++) {
    const polar = (Math.PI * ring) / rings;
    for (let segment = 0; segment < segments; segment++) {
      const turn = (2 * Math.PI * segment) / segments;
      positions.push(
        radius * Math.sin(polar) * Math.cos(turn),
        radius * Math.sin(polar) * Math.sin(turn),
        radius * Math.cos(polar),
      );
    }
  }
  positions.push(0, 0, -radius);
  const indices: number[] = [];
  const bottom = positions.length / 3 - 1;
  const at = (ring: number, segment: number) => 1 + (ring - 1) * segments + (segment % segments);
  for (let segment = 0; segment < segments; segment++) {
    indices.push(0, at(1, segment), at(1, segment + 1));
    indices.push(bottom, at(rings - 1, segment + 1), at(rings - 1, segment));
    for (let ring = 1; ring < rings - 1; ring++) {
      indices.push(at(ring, segment), at(ring + 1, segment), at(ring + 1, segment + 1));
      indices.push(at(ring, segment), at(ring + 1, segment + 1), at(ring, segment + 1));
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices), faceColors: null };
}

/** The same surface seen from the other side. */
export function insideOut(mesh: Mesh): Mesh {
  return { ...mesh, indices: mesh.indices.slice().reverse(), faceColors: null };
}

/** The triangles of several meshes as soup, nine float32 each, with nothing shared between them. */
export function soupOf(...meshes: readonly Mesh[]): Float32Array {
  const soup: number[] = [];
  for (const { positions, indices } of meshes) {
    for (const vertex of indices) {
      soup.push(positions[vertex * 3], positions[vertex * 3 + 1], positions[vertex * 3 + 2]);
    }
  }
  return Float32Array.from(soup);
}

/** Several meshes in one, joined where their vertices coincide. */
export function weld(...meshes: readonly Mesh[]): Mesh {
  const { positions, indices } = weldTriangles(soupOf(...meshes));
  return { positions, indices, faceColors: null };
}

/** A quadrilateral as two triangles' worth of soup. */
function quad(a: Vec3, b: Vec3, c: Vec3, d: Vec3): number[] {
  return [a, b, c, a, c, d].flat();
}

function meshOf(soup: readonly number[]): Mesh {
  const { positions, indices } = weldTriangles(Float32Array.from(soup));
  return { positions, indices, faceColors: null };
}

/** A closed profile of [radius, z], counter-clockwise, turned around the z axis in so many flat segments. */
export function revolve(profile: readonly Vec2[], segments: number): Mesh {
  const at = ([radius, z]: Vec2, segment: number): Vec3 => {
    // Whole turns must meet exactly, and vertices on the axis be one.
    const turn = (2 * Math.PI * (segment % segments)) / segments;
    return [radius * Math.cos(turn), radius * Math.sin(turn), z];
  };
  const soup: number[] = [];
  for (const [index, start] of profile.entries()) {
    const end = profile[(index + 1) % profile.length];
    for (let segment = 0; segment < segments; segment++) {
      const corners = [at(start, segment), at(start, segment + 1), at(end, segment + 1), at(end, segment)];
      if (start[0] > 0 && end[0] > 0) soup.push(...quad(corners[0], corners[1], corners[2], corners[3]));
      else if (start[0] > 0) soup.push(...corners[0], ...corners[1], ...corners[2]);
      else if (end[0] > 0) soup.push(...corners[0], ...corners[2], ...corners[3]);
    }
  }
  return meshOf(soup);
}

/** A convex polygon, counter-clockwise, pulled up from z = 0. */
export function prism(polygon: readonly Vec2[], height: number): Mesh {
  const soup: number[] = [];
  for (const [index, [x, y]] of polygon.entries()) {
    const [nextX, nextY] = polygon[(index + 1) % polygon.length];
    soup.push(...quad([x, y, 0], [nextX, nextY, 0], [nextX, nextY, height], [x, y, height]));
    if (index === 0 || index === polygon.length - 1) continue;
    const [firstX, firstY] = polygon[0];
    soup.push(firstX, firstY, height, x, y, height, nextX, nextY, height);
    soup.push(firstX, firstY, 0, nextX, nextY, 0, x, y, 0);
  }
  return meshOf(soup);
}

/** The corners of a regular polygon whose first corner lies on the x axis. */
export function regularPolygon(radius: number, segments: number): Vec2[] {
  return Array.from({ length: segments }, (_, index) => {
    const turn = (2 * Math.PI * index) / segments;
    return [radius * Math.cos(turn), radius * Math.sin(turn)];
  });
}

/** Unit cubes at whole coordinates, joined into solids: only faces with nothing behind them are made. */
export function voxels(cells: readonly Vec3[]): Mesh {
  const filled = new Set(cells.map(cell => cell.join()));
  const soup: number[] = [];
  for (const [x, y, z] of cells) {
    for (let axis = 0; axis < 3; axis++) {
      for (const side of [0, 1]) {
        const step = [0, 0, 0];
        step[axis] = side === 1 ? 1 : -1;
        if (filled.has([x + step[0], y + step[1], z + step[2]].join())) continue;
        const corner = (u: number, v: number): Vec3 => {
          const offset = [0, 0, 0];
          offset[axis] = side;
          offset[(axis + 1) % 3] = u;
          offset[(axis + 2) % 3] = v;
          return [x + offset[0], y + offset[1], z + offset[2]];
        };
        const corners = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
        const [a, b, c, d] = side === 1 ? corners : corners.reverse();
        soup.push(...quad(a, b, c, d));
      }
    }
  }
  return meshOf(soup);
}

/** Square tiles of side 10 in a row, each with a round hole of so many segments (a multiple of four). */
export function plateWithHoles(holes: number, radius: number, segments: number, height: number): Mesh {
  const soup: number[] = [];
  const circle = regularPolygon(radius, segments);
  const outer: readonly Vec2[] = [
    [5, 5],
    [-5, 5],
    [-5, -5],
    [5, -5],
  ];
  for (let hole = 0; hole < holes; hole++) {
    const place = ([x, y]: Vec2, z: number): Vec3 => [x + hole * 10, y, z];
    /** A triangle of the top, and its mirror image at the bottom. */
    const addFace = (a: Vec2, b: Vec2, c: Vec2) => {
      soup.push(...place(a, height), ...place(b, height), ...place(c, height));
      soup.push(...place(a, 0), ...place(c, 0), ...place(b, 0));
    };
    const addWall = (a: Vec2, b: Vec2) => {
      soup.push(...quad(place(a, 0), place(b, 0), place(b, height), place(a, height)));
    };
    for (let quarter = 0; quarter < 4; quarter++) {
      const corner = outer[quarter];
      for (let step = 0; step < segments / 4; step++) {
        const here = circle[(quarter * segments) / 4 + step];
        const next = circle[((quarter * segments) / 4 + step + 1) % segments];
        addFace(here, corner, next);
        addWall(next, here);
      }
      const last = circle[(((quarter + 1) * segments) / 4) % segments];
      addFace(last, corner, outer[(quarter + 1) % 4]);
    }
    addWall(outer[0], outer[1]);
    addWall(outer[2], outer[3]);
    if (hole === 0) addWall(outer[1], outer[2]);
    if (hole === holes - 1) addWall(outer[3], outer[0]);
  }
  return meshOf(soup);
}
