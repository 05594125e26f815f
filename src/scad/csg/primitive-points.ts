import type { Vec3 } from '../../contracts/mesh.ts';

/** Arguments of a node by name; unnamed ones by their position. */
export type NodeArguments = ReadonlyMap<string, string>;

/** Takes the arguments of a node apart; the values stay as written. */
export function splitArguments(text: string): NodeArguments {
  const found = new Map<string, string>();
  let start = 0;
  let depth = 0;
  const add = (end: number) => {
    const part = text.slice(start, end).trim();
    const [, name, value] = /^(\$?\w+)\s*=\s*([\s\S]*)$/.exec(part) ?? [];
    if (part !== '') found.set(name ?? String(found.size), value ?? part);
    start = end + 1;
  };
  for (let at = 0; at < text.length; at++) {
    if ('(['.includes(text[at])) depth += 1;
    else if (')]'.includes(text[at])) depth -= 1;
    else if (text[at] === ',' && depth === 0) add(at);
  }
  add(text.length);
  return found;
}

/** A number in a tree; null for what is none, or not finite. */
function readNumber(text: string | undefined): number | null {
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

/**
 * A list of points, or a matrix; null when any of it is not a finite number.
 *
 * @param columns numbers in each row; any number of them unless given.
 */
export function readRows(text: string | undefined, columns?: number): number[][] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? '');
  } catch {
    return null;
  }
  if (!Array.isArray(parsed)) return null;
  const rows: number[][] = [];
  for (const row of parsed) {
    if (!Array.isArray(row) || (columns !== undefined && row.length !== columns)) return null;
    rows.push(row.map(Number));
  }
  return rows.every(row => row.every(Number.isFinite)) ? rows : null;
}

/** A sphere of 600 fragments has fewer; one of 30,000 would fill the memory. */
const MAX_POINTS = 200_000;

/**
 * The corners of a primitive solid as OpenSCAD makes it; null when the node is none, has arguments that are not
 * finite numbers, or too many corners. A solid without extent has no corners.
 */
export function primitivePoints(name: string, given: NodeArguments): Vec3[] | null {
  switch (name) {
    case 'cube':
      return cubePoints(given);
    case 'sphere':
      return spherePoints(given);
    case 'cylinder':
      return cylinderPoints(given);
    case 'polyhedron':
      return polyhedronPoints(given);
    default:
      return null;
  }
}

/** The points that faces use; others are not part of the solid. */
function polyhedronPoints(given: NodeArguments): Vec3[] | null {
  const points = readRows(given.get('points'), 3);
  const faces = readRows(given.get('faces'));
  if (points === null || faces === null) return null;
  const used = new Set(faces.flat());
  return points.flatMap(([x, y, z], index): Vec3[] => (used.has(index) ? [[x, y, z]] : []));
}

function cubePoints(given: NodeArguments): Vec3[] | null {
  const size = readRows(`[${given.get('size')}]`, 3)?.[0];
  if (size === undefined) return null;
  if (size.some(side => side <= 0)) return [];
  const isCentred = given.get('center') === 'true';
  const from = size.map(side => (isCentred ? -side / 2 : 0));
  const to = size.map(side => (isCentred ? side / 2 : side));
  const ends = [from, to];
  return ends.flatMap(([x]) => ends.flatMap(([, y]) => ends.map(([, , z]): Vec3 => [x, y, z])));
}

/** Rings of points half a step away from the poles, as OpenSCAD places them. */
function spherePoints(given: NodeArguments): Vec3[] | null {
  const radius = readNumber(given.get('r'));
  const fragments = radius === null ? null : countFragments(radius, given);
  if (radius === null || fragments === null) return null;
  if (radius <= 0) return [];
  const rings = Math.floor((fragments + 1) / 2);
  if (rings * fragments > MAX_POINTS) return null;
  return Array.from({ length: rings }, (_, ring) => {
    const polar = (180 * (ring + 0.5)) / rings;
    return ringPoints(radius * sine(polar), radius * cosine(polar), fragments);
  }).flat();
}

function cylinderPoints(given: NodeArguments): Vec3[] | null {
  const height = readNumber(given.get('h'));
  const bottom = readNumber(given.get('r1'));
  const top = readNumber(given.get('r2'));
  if (height === null || bottom === null || top === null) return null;
  const fragments = countFragments(Math.max(bottom, top), given);
  if (fragments === null || fragments > MAX_POINTS) return null;
  if (height <= 0 || bottom < 0 || top < 0 || (bottom === 0 && top === 0)) return [];
  const low = given.get('center') === 'true' ? -height / 2 : 0;
  const high = given.get('center') === 'true' ? height / 2 : height;
  return [...ringPoints(bottom, low, fragments), ...ringPoints(top, high, fragments)];
}

function ringPoints(radius: number, z: number, fragments: number): Vec3[] {
  if (radius === 0) return [[0, 0, z]];
  return Array.from({ length: fragments }, (_, index): Vec3 => {
    const angle = (360 * index) / fragments;
    return [radius * cosine(angle), radius * sine(angle), z];
  });
}

/** Below this radius OpenSCAD makes the least of fragments. Source: `GRID_FINE` in its grid.h. */
const SMALLEST_RADIUS = 0.00000095367431640625;

/**
 * The number of sides of a circle by `$fn`, `$fa` and `$fs`. Source: the OpenSCAD manual on special variables, and
 * `get_fragments_from_r` in its calc.cc.
 */
function countFragments(radius: number, given: NodeArguments): number | null {
  const fn = readNumber(given.get('$fn'));
  const fa = readNumber(given.get('$fa'));
  const fs = readNumber(given.get('$fs'));
  if (fn === null || fa === null || fs === null) return null;
  if (radius < SMALLEST_RADIUS) return 3;
  if (fn > 0) return Math.max(3, Math.floor(fn));
  return Math.ceil(Math.max(Math.min(360 / fa, (radius * 2 * Math.PI) / fs), 5));
}

/** Cosine of degrees; exact where it is 0, ±½ or ±1, as OpenSCAD's is. */
function cosine(degrees: number): number {
  const turned = ((degrees % 360) + 360) % 360;
  const exact = EXACT_COSINES.get(turned);
  return exact ?? Math.cos((turned * Math.PI) / 180);
}

function sine(degrees: number): number {
  return cosine(degrees - 90);
}

const EXACT_COSINES: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [60, 0.5],
  [90, 0],
  [120, -0.5],
  [180, -1],
  [240, -0.5],
  [270, 0],
  [300, 0.5],
]);
