import type { Mesh } from '../contracts/mesh.ts';
import { VertexTable } from './vertex-table.ts';

/** Makes a buffer of that many bytes, for instance a SharedArrayBuffer. */
export type AllocateBuffer = (byteLength: number) => ArrayBufferLike;

/** What {@link weldTriangles} makes: a `Mesh`, and the count of what was left out of it. */
export interface WeldedMesh extends Mesh {
  /** How many triangles were left out. */
  readonly dropped: {
    /** Triangles with a NaN or infinite coordinate. */
    readonly nonFinite: number;
    /** Triangles with two corners in the same place; see {@link weldTriangles}. */
    readonly collapsed: number;
  };
}

function allocatePlain(byteLength: number): ArrayBuffer {
  return new ArrayBuffer(byteLength);
}

/**
 * Joins the corners of a triangle soup (nine float32 per triangle) that lie in exactly the same place.
 * Vertices are numbered in the order in which the soup first mentions them, triangles keep their order.
 *
 * Triangles with two corners in the same place are left out. OpenSCAD computes in double precision and
 * rounds to float32 when it writes, so vertices closer than that fall together, and the sliver between
 * them becomes a line. Kept, it would claim its edges a second time, as if four faces met there. Leaving
 * it out opens nothing, because the edges beside it fell together as well. (Of the 41 solids among
 * OpenSCAD's own examples three have such slivers; all stay closed without them, and two of them lose all
 * their seemingly non-manifold edges.) Triangles without area but with three different corners stay:
 * without them their neighbours would gape.
 *
 * @param allocate places the results, by default in ordinary ArrayBuffers.
 * @param faceColors RGBA per triangle of the soup; returned for the triangles that are left.
 */
export function weldTriangles(
  soup: Float32Array,
  allocate: AllocateBuffer = allocatePlain,
  faceColors: Uint8Array | null = null,
): WeldedMesh {
  const selection = selectTriangles(soup);
  const kept = selection.kept;
  const table = new VertexTable(soup);
  const indices = new Uint32Array(allocate(kept.length * 3 * Uint32Array.BYTES_PER_ELEMENT));
  for (let triangle = 0; triangle < kept.length; triangle++) {
    const offset = kept[triangle] * 9;
    indices[triangle * 3] = table.add(offset);
    indices[triangle * 3 + 1] = table.add(offset + 3);
    indices[triangle * 3 + 2] = table.add(offset + 6);
  }
  const distinct = table.positions;
  const positions = new Float32Array(allocate(distinct.byteLength));
  positions.set(distinct);
  return {
    positions,
    indices,
    faceColors: faceColors === null ? null : selectColors(faceColors, kept, allocate),
    dropped: { nonFinite: selection.nonFinite, collapsed: selection.collapsed },
  };
}

interface Selection {
  /** Numbers of the triangles to keep, ascending. */
  readonly kept: Uint32Array;
  readonly nonFinite: number;
  readonly collapsed: number;
}

function selectTriangles(soup: Float32Array): Selection {
  const triangles = Math.floor(soup.length / 9);
  const kept = new Uint32Array(triangles);
  let keptCount = 0;
  let nonFinite = 0;
  let collapsed = 0;
  for (let triangle = 0; triangle < triangles; triangle++) {
    const offset = triangle * 9;
    if (!isFiniteTriangle(soup, offset)) nonFinite++;
    else if (isCollapsed(soup, offset)) collapsed++;
    else kept[keptCount++] = triangle;
  }
  return { kept: kept.subarray(0, keptCount), nonFinite, collapsed };
}

/** One NaN or infinity spoils the sum, and nine finite float32 cannot overflow a float64. */
function isFiniteTriangle(soup: Float32Array, offset: number): boolean {
  let sum = 0;
  for (let coordinate = 0; coordinate < 9; coordinate++) sum += soup[offset + coordinate];
  return Number.isFinite(sum);
}

function isCollapsed(soup: Float32Array, offset: number): boolean {
  return (
    samePlace(soup, offset, offset + 3) ||
    samePlace(soup, offset + 3, offset + 6) ||
    samePlace(soup, offset + 6, offset)
  );
}

function samePlace(soup: Float32Array, a: number, b: number): boolean {
  return soup[a] === soup[b] && soup[a + 1] === soup[b + 1] && soup[a + 2] === soup[b + 2];
}

function selectColors(faceColors: Uint8Array, kept: Uint32Array, allocate: AllocateBuffer): Uint8Array {
  const selected = new Uint8Array(allocate(kept.length * 4));
  for (let triangle = 0; triangle < kept.length; triangle++) {
    const source = kept[triangle] * 4;
    for (let channel = 0; channel < 4; channel++) {
      selected[triangle * 4 + channel] = faceColors[source + channel];
    }
  }
  return selected;
}
