import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';

/** Bytes before the first triangle: 80 of free text and a little-endian uint32 triangle count. */
const HEADER_BYTES = 84;
const COUNT_OFFSET = 80;

/** Bytes per triangle: normal and three corners as 12 float32, then two bytes nobody uses. */
const TRIANGLE_BYTES = 50;

/** The normal comes first; it is skipped because consumers compute better ones from the corners. */
const NORMAL_BYTES = 12;

/**
 * Reads a binary STL file into "soup": nine float32 per triangle (x, y, z of each corner), in file
 * order, nothing shared between triangles.
 *
 * The bytes come from the engine and are not trusted: `ENGINE_CRASHED` when the length does not fit the
 * triangle count of the header, `OUTPUT_TOO_LARGE` above `LIMITS.maxTriangles`. Coordinates may be NaN
 * or infinite; `weldTriangles` takes those out.
 */
export function readBinaryStl(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const triangles = readTriangleCount(view);
  const soup = new Float32Array(triangles * 9);
  let out = 0;
  for (let triangle = 0; triangle < triangles; triangle++) {
    const corners = HEADER_BYTES + triangle * TRIANGLE_BYTES + NORMAL_BYTES;
    for (let coordinate = 0; coordinate < 9; coordinate++) {
      soup[out++] = view.getFloat32(corners + coordinate * 4, true);
    }
  }
  return soup;
}

function readTriangleCount(view: DataView): number {
  if (view.byteLength < HEADER_BYTES) {
    throw new AppError('ENGINE_CRASHED', 'OpenSCAD wrote an STL file without a complete header.');
  }
  const triangles = view.getUint32(COUNT_OFFSET, true);
  if (view.byteLength !== HEADER_BYTES + triangles * TRIANGLE_BYTES) {
    throw new AppError(
      'ENGINE_CRASHED',
      `OpenSCAD wrote an STL file that announces ${triangles} triangles but has ${view.byteLength} bytes.`,
    );
  }
  if (triangles > LIMITS.maxTriangles) {
    throw new AppError(
      'OUTPUT_TOO_LARGE',
      `The model has ${triangles} triangles; the limit is ${LIMITS.maxTriangles}.`,
    );
  }
  return triangles;
}
