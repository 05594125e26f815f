import { CUT_FACE_RGB, type Mesh, UNCOLORED_FACE_RGB } from '../../contracts/mesh.ts';
import { twiceAreaOf } from './triangle-area.ts';

/** A face's colour as one number, `0xrrggbbaa`, or −1 when nobody coloured it. */
export function colorKey(faceColors: Uint8Array | null, triangle: number): number {
  if (faceColors === null) return -1;
  const at = triangle * 4;
  const isOneOf = ([red, green, blue]: readonly number[]) =>
    faceColors[at] === red && faceColors[at + 1] === green && faceColors[at + 2] === blue;
  if (isOneOf(UNCOLORED_FACE_RGB) || isOneOf(CUT_FACE_RGB)) return -1;
  return (
    ((faceColors[at] << 24) | (faceColors[at + 1] << 16) | (faceColors[at + 2] << 8) | faceColors[at + 3]) >>>
    0
  );
}

/** Writes a key as `#rrggbb`, or `#rrggbbaa` when it is not opaque; null for no colour. */
export function formatColor(key: number): string | null {
  if (key < 0) return null;
  const digits = key.toString(16).padStart(8, '0');
  return `#${digits.endsWith('ff') ? digits.slice(0, 6) : digits}`;
}

/** A colour that covers less than this share of a set is no part of what the set looks like. */
const MIN_SHARE = 0.05;

/**
 * For each set of triangles (0 … count − 1) the keys of the colours that somebody gave and that cover more
 * than 5 % of its area, the largest first; the one that covers most whatever its share.
 */
export function findColors(
  mesh: Mesh,
  setOf: (triangle: number) => number,
  count: number,
): readonly (readonly number[])[] {
  if (mesh.faceColors === null) return new Array<number[]>(count).fill([]);
  const areasOf = Array.from({ length: count }, () => new Map<number, number>());
  const totals = new Float64Array(count);
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle++) {
    const key = colorKey(mesh.faceColors, triangle);
    const set = setOf(triangle);
    const area = twiceAreaOf(mesh, triangle);
    totals[set] += area;
    if (key >= 0) areasOf[set].set(key, (areasOf[set].get(key) ?? 0) + area);
  }
  return areasOf.map((areas, set) =>
    [...areas]
      .filter(([, area]) => area > 0)
      .sort(([, a], [, b]) => b - a)
      .filter(([, area], at) => at === 0 || area > MIN_SHARE * totals[set])
      .map(([key]) => key),
  );
}

/** For each set of triangles the key of the colour that covers most of it; −1 when nobody coloured it. */
export function findMainColors(mesh: Mesh, setOf: (triangle: number) => number, count: number): number[] {
  return findColors(mesh, setOf, count).map(keys => keys[0] ?? -1);
}
