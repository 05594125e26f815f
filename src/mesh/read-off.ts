import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import { UNCOLORED_FACE_RGB } from '../contracts/mesh.ts';
import { malformedOff, OffScanner } from './off-scanner.ts';

/** What an OFF file holds: polygons over shared vertices, each with a colour. */
export interface OffPolygons {
  /** x, y, z per vertex in millimetres, to six significant digits: OpenSCAD writes no more. */
  readonly vertices: Float64Array;
  /** Vertex numbers of all faces, one face after the other. */
  readonly corners: Uint32Array;
  /** Where each face starts in `corners`, and at last the length of `corners`. */
  readonly faceStarts: Uint32Array;
  /**
   * Red, green, blue, alpha per face (0–255), or null when no face names a valid colour. In a file where
   * some do, the others get `UNCOLORED_FACE_RGB`.
   */
  readonly faceColors: Uint8Array | null;
}

/** Shortest possible lines, "0 0 0\n" and "1 0\n": what a header may announce without lying. */
const MIN_VERTEX_BYTES = 6;
const MIN_FACE_BYTES = 4;

/**
 * Reads an OFF file as OpenSCAD writes it, with the header on one line or two. Faces may have any number
 * of corners and may be concave, so do not cut them into fans.
 *
 * A colour with a component outside 0–255 counts as none: for `color(alpha = 0.5)` OpenSCAD 2025.07.18
 * writes the alpha of uninitialised memory.
 *
 * The bytes come from the engine and are not trusted: `ENGINE_CRASHED` when the file is cut off, names a
 * vertex that does not exist, or is not OFF at all; `OUTPUT_TOO_LARGE` above `LIMITS.maxTriangles` faces.
 */
export function readOff(bytes: Uint8Array): OffPolygons {
  const scanner = new OffScanner(bytes);
  scanner.expectWord('OFF');
  const vertexCount = scanner.readCount(bytes.length / MIN_VERTEX_BYTES);
  const faceCount = scanner.readCount(bytes.length / MIN_FACE_BYTES);
  if (faceCount > LIMITS.maxTriangles) {
    throw new AppError(
      'OUTPUT_TOO_LARGE',
      `The model has ${faceCount} faces; the limit is ${LIMITS.maxTriangles}.`,
    );
  }
  // Number of edges, which writers leave at 0 because readers do not need it.
  scanner.readInteger();
  const vertices = readVertices(scanner, vertexCount);
  return { vertices, ...readFaces(scanner, faceCount, vertexCount) };
}

function readVertices(scanner: OffScanner, vertexCount: number): Float64Array {
  const vertices = new Float64Array(vertexCount * 3);
  for (let coordinate = 0; coordinate < vertices.length; coordinate++) {
    vertices[coordinate] = scanner.readNumber();
  }
  return vertices;
}

function readFaces(
  scanner: OffScanner,
  faceCount: number,
  vertexCount: number,
): Omit<OffPolygons, 'vertices'> {
  // A vertex number takes two bytes at least, one of them blank.
  const corners = new Uint32Array(Math.ceil(scanner.remaining / 2));
  const faceStarts = new Uint32Array(faceCount + 1);
  const faceColors = new Uint8Array(faceCount * 4);
  let cornerCount = 0;
  let isColored = false;
  for (let face = 0; face < faceCount; face++) {
    const size = scanner.readCount(scanner.remaining / 2);
    for (let corner = 0; corner < size; corner++) {
      corners[cornerCount++] = scanner.readCount(vertexCount - 1);
    }
    faceStarts[face + 1] = cornerCount;
    if (readColor(scanner, faceColors, face * 4)) isColored = true;
  }
  return {
    corners: corners.slice(0, cornerCount),
    faceStarts,
    faceColors: isColored ? faceColors : null,
  };
}

/** Reads what is left of a face's line into `out[at]` to `out[at + 3]`; whether it was a valid colour. */
function readColor(scanner: OffScanner, out: Uint8Array, at: number): boolean {
  let isValid = true;
  let components = 0;
  // What the line leaves out: alpha, or everything.
  out.set(UNCOLORED_FACE_RGB, at);
  out[at + 3] = 255;
  for (; !scanner.atLineEnd(); components++) {
    if (components === 4) throw malformedOff('with a colour of more than four components');
    const value = scanner.readInteger();
    out[at + components] = value;
    if (value < 0 || value > 255) isValid = false;
  }
  if (components === 0) return false;
  if (components < 3) throw malformedOff('with an incomplete colour');
  if (!isValid) {
    out.set(UNCOLORED_FACE_RGB, at);
    out[at + 3] = 255;
  }
  return isValid;
}
