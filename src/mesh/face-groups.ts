import type { Mesh } from '../contracts/mesh.ts';

/** The triangles of a mesh that have one colour. */
export interface ColorGroup {
  /** Red, green, blue, alpha, 0–255 (sRGB); null for a mesh without colours. */
  readonly rgba: readonly [number, number, number, number] | null;
  /** Numbers of its triangles, in order. */
  readonly triangles: Uint32Array;
}

/**
 * Sorts the triangles of a mesh by colour, in the order in which colours occur first. A mesh without
 * colours is one group.
 */
export function groupByColor({ indices, faceColors }: Mesh): ColorGroup[] {
  const count = indices.length / 3;
  if (faceColors === null)
    return [{ rgba: null, triangles: Uint32Array.from({ length: count }, (_, at) => at) }];
  const numbers = new Map<number, number[]>();
  const view = new DataView(faceColors.buffer, faceColors.byteOffset, faceColors.byteLength);
  for (let triangle = 0; triangle < count; triangle++) {
    const key = view.getUint32(triangle * 4);
    const group = numbers.get(key);
    if (group === undefined) numbers.set(key, [triangle]);
    else group.push(triangle);
  }
  return [...numbers].map(([key, triangles]) => ({
    rgba: [key >>> 24, (key >>> 16) & 255, (key >>> 8) & 255, key & 255],
    triangles: Uint32Array.from(triangles),
  }));
}

/** `#RRGGBB`, or `#RRGGBBAA` where the colour is not opaque. */
export function formatHexColor([red, green, blue, alpha]: readonly [number, number, number, number]): string {
  const channels = alpha === 255 ? [red, green, blue] : [red, green, blue, alpha];
  return `#${channels.map(value => value.toString(16).padStart(2, '0')).join('')}`.toUpperCase();
}
