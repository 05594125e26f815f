import { fieldOf, isRecord, listOf, numberOf } from '../hosts/results.ts';
import { findFeatureLines } from './feature-lines.ts';
import type { ColorRun, Shape } from './shape.ts';

const GLB_MAGIC = 0x46546c67;
const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;

/** A triangle list of one material, with the vertices that it shares with others of its mesh. */
interface Primitive {
  readonly positions: Float32Array;
  readonly indices: Uint32Array;
  readonly rgba: ColorRun['rgba'];
}

/**
 * Reads the GLB files that this server writes: float positions, 32-bit indices, one material per primitive.
 * Coordinates are taken as they stand, in millimetres; the node that turns them into glTF's metres is passed over.
 *
 * @throws Error for anything else.
 */
export function readGlb(bytes: Uint8Array): Shape {
  const primitives = readPrimitives(bytes);
  const offsets = new Map<Float32Array, number>();
  let vertexFloats = 0;
  for (const { positions } of primitives) {
    if (offsets.has(positions)) continue;
    offsets.set(positions, vertexFloats);
    vertexFloats += positions.length;
  }
  const positions = new Float32Array(vertexFloats);
  for (const [own, at] of offsets) positions.set(own, at);
  const indices = new Uint32Array(primitives.reduce((sum, { indices: own }) => sum + own.length, 0));
  const runs: ColorRun[] = [];
  let start = 0;
  for (const { positions: own, indices: corners, rgba } of primitives) {
    const first = (offsets.get(own) ?? 0) / 3;
    for (let at = 0; at < corners.length; at++) indices[start + at] = corners[at] + first;
    runs.push({ rgba, start, count: corners.length });
    start += corners.length;
  }
  return { positions, indices, runs, lines: findFeatureLines({ positions, indices }, runs) };
}

function readPrimitives(bytes: Uint8Array): Primitive[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEADER_BYTES || view.getUint32(0, true) !== GLB_MAGIC)
    throw new Error('This is no GLB file.');
  const jsonStart = HEADER_BYTES + CHUNK_HEADER_BYTES;
  const jsonEnd = jsonStart + view.getUint32(HEADER_BYTES, true);
  const json: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(jsonStart, jsonEnd)));
  const binary = bytes.slice(jsonEnd + CHUNK_HEADER_BYTES).buffer;
  const vertices = new Map<number, Float32Array>();
  return listOf(json, 'meshes').flatMap(mesh =>
    listOf(mesh, 'primitives').map(primitive => {
      const attribute = numberOf(fieldOf(primitive, 'attributes'), 'POSITION') ?? -1;
      const positions = vertices.get(attribute) ?? readFloats(json, attribute, binary);
      vertices.set(attribute, positions);
      const { offset, count } = locate(json, numberOf(primitive, 'indices') ?? -1);
      const material = listOf(json, 'materials')[numberOf(primitive, 'material') ?? -1];
      return { positions, indices: new Uint32Array(binary, offset, count), rgba: readColor(material) };
    }),
  );
}

function readFloats(json: unknown, accessor: number, binary: ArrayBuffer): Float32Array {
  const { offset, count } = locate(json, accessor);
  return new Float32Array(binary, offset, count * 3);
}

/** Where an accessor's elements are in the binary chunk. */
function locate(json: unknown, accessor: number): { offset: number; count: number } {
  const found = listOf(json, 'accessors')[accessor];
  const view = listOf(json, 'bufferViews')[numberOf(found, 'bufferView') ?? -1];
  const count = numberOf(found, 'count');
  if (!isRecord(view) || count === undefined) throw new Error('The GLB file has no such accessor.');
  return { offset: numberOf(view, 'byteOffset') ?? 0, count };
}

function readColor(material: unknown): ColorRun['rgba'] {
  const factor = listOf(fieldOf(material, 'pbrMetallicRoughness'), 'baseColorFactor');
  const [red, green, blue, alpha] = factor.map(Number);
  return [toSrgb(red), toSrgb(green), toSrgb(blue), alpha];
}

/** A linear factor as a channel of sRGB (IEC 61966-2-1). */
function toSrgb(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
