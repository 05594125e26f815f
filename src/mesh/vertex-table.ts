/** Table size that keeps at least a third of the slots free, so that probe runs stay short. */
function slotCountFor(maxVertices: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(maxVertices * 1.5, 16)));
}

/** Spreads the bits of three float32 patterns; multipliers and shifts are those of MurmurHash3. */
function hashCorner(x: number, y: number, z: number): number {
  let hash = Math.imul(x, 0xcc9e2d51);
  hash = Math.imul(hash ^ (hash >>> 15) ^ y, 0x1b873593);
  hash = Math.imul(hash ^ (hash >>> 15) ^ z, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/**
 * The distinct corners of a triangle soup, numbered in the order in which they were first added.
 *
 * A hash table with open addressing over typed arrays: JavaScript maps with string keys take more than
 * ten times as long. Corners are equal when their float32 coordinates are; −0 equals 0.
 */
export class VertexTable {
  readonly #soup: Float32Array;
  readonly #bits: Uint32Array;
  readonly #positions: Float32Array;
  /** Vertex number plus one per slot; zero marks a free slot. */
  readonly #slots: Uint32Array;
  readonly #slotMask: number;
  #count = 0;

  /** `soup` holds x, y, z per corner, all finite where `add` is going to look. */
  constructor(soup: Float32Array) {
    const slotCount = slotCountFor(soup.length / 3);
    this.#soup = soup;
    this.#bits = new Uint32Array(soup.buffer, soup.byteOffset, soup.length);
    this.#positions = new Float32Array(soup.length);
    this.#slots = new Uint32Array(slotCount);
    this.#slotMask = slotCount - 1;
  }

  /** x, y, z per distinct corner so far; a view, so copy it before adding more. */
  get positions(): Float32Array {
    return this.#positions.subarray(0, this.#count * 3);
  }

  /** Returns the number of the vertex that lies where the corner starting at `soup[offset]` lies. */
  add(offset: number): number {
    // Adding zero turns −0 into 0, so that both compare, hash and print alike.
    const x = this.#soup[offset] + 0;
    const y = this.#soup[offset + 1] + 0;
    const z = this.#soup[offset + 2] + 0;
    let slot = this.#hashAt(offset) & this.#slotMask;
    for (;;) {
      const stored = this.#slots[slot];
      if (stored === 0) break;
      const at = (stored - 1) * 3;
      if (this.#positions[at] === x && this.#positions[at + 1] === y && this.#positions[at + 2] === z) {
        return stored - 1;
      }
      slot = (slot + 1) & this.#slotMask;
    }
    const vertex = this.#count++;
    this.#slots[slot] = vertex + 1;
    this.#positions[vertex * 3] = x;
    this.#positions[vertex * 3 + 1] = y;
    this.#positions[vertex * 3 + 2] = z;
    return vertex;
  }

  #hashAt(offset: number): number {
    return hashCorner(
      withoutNegativeZero(this.#bits[offset]),
      withoutNegativeZero(this.#bits[offset + 1]),
      withoutNegativeZero(this.#bits[offset + 2]),
    );
  }
}

/** Maps the bit pattern of −0 to that of 0. */
function withoutNegativeZero(bits: number): number {
  return bits === 0x80000000 ? 0 : bits;
}
