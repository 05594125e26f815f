/**
 * Longer arrays are made anew each time: keeping them would fill the memory for the sake of rare pictures.
 * Enough for the samples of a megapixel, four to a pixel.
 */
const MAX_KEPT_BYTES = 16 * 2 ** 20;

/** The memory kept between pictures, by what it is used for. */
const kept = new Map<string, ArrayBuffer>();

/**
 * Memory that the next picture uses again, because making and clearing it anew takes a good part of the
 * time a picture needs. What it holds is left over from earlier pictures: who asks for it has to fill it.
 *
 * @param purpose - one array each; asking again hands out the same memory and ends the life of the first
 */
export function scratchFloats(purpose: string, length: number): Float32Array {
  return new Float32Array(scratchBytes(purpose, length * 4), 0, length);
}

/** As {@link scratchFloats}, for 32-bit integers. */
export function scratchInts(purpose: string, length: number): Int32Array {
  return new Int32Array(scratchBytes(purpose, length * 4), 0, length);
}

/** As {@link scratchFloats}, for bytes. */
export function scratchUint8(purpose: string, length: number): Uint8Array {
  return new Uint8Array(scratchBytes(purpose, length), 0, length);
}

function scratchBytes(purpose: string, byteLength: number): ArrayBuffer {
  const before = kept.get(purpose);
  if (before !== undefined && before.byteLength >= byteLength) return before;
  const bytes = new ArrayBuffer(byteLength);
  if (byteLength <= MAX_KEPT_BYTES) kept.set(purpose, bytes);
  return bytes;
}
