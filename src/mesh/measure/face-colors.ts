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

/**
 * For each set of triangles (0 … count − 1) the key of the colour that covers most of its area among those
 * that somebody gave; −1 when there is none.
 */
export function findMainColors(mesh: Mesh, setOf: (triangle: number) => number, count: number): number[] {
  const main = new Array<number>(count).fill(-1);
  if (mesh.faceColors === null) return main;
  const areasOf = Array.from({ length: count }, () => new Map<number, number>());
  for (let triangle = 0; triangle < mesh.indices.length / 3; triangle++) {
    const key = colorKey(mesh.faceColors, triangle);
    if (key < 0) continue;
    const set = setOf(triangle);
    const areas = areasOf[set];
    areas.set(key, (areas.get(key) ?? 0) + twiceAreaOf(mesh, triangle));
  }
  for (let set = 0; set < count; set++) {
    let largest = 0;
    for (const [key, area] of areasOf[set]) {
      if (area <= largest) continue;
      largest = area;
      main[set] = key;
    }
  }
  return main;
}
