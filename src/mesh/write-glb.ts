import type { FileTitle } from '../contracts/mesh.ts';
import { UNCOLORED_FACE_RGB } from '../contracts/mesh.ts';
import { measureBounds } from './bounds.ts';
import { type ColorGroup, groupByColor } from './face-groups.ts';
import type { MeshObject } from './mesh-object.ts';

/** Numbers that the glTF 2.0 specification gives these things. */
const GLTF = {
  magic: 0x46546c67,
  version: 2,
  jsonChunk: 0x4e4f534a,
  binaryChunk: 0x004e4942,
  float: 5126,
  unsignedInt: 5125,
  arrayBuffer: 34962,
  elementArrayBuffer: 34963,
} as const;

/**
 * Millimetres with Z up to metres with Y up, in glTF's column order: a turn of −90° about X, scaled. As
 * the transform of a node it leaves the coordinates themselves exact.
 */
const MILLIMETRES_TO_METRES_Y_UP = [0.001, 0, 0, 0, 0, 0, -0.001, 0, 0, 0.001, 0, 0, 0, 0, 0, 1];

/** The parts of a glTF document that are filled as objects are added. */
interface Document {
  readonly nodes: object[];
  readonly meshes: object[];
  readonly materials: object[];
  readonly accessors: object[];
  readonly bufferViews: object[];
  readonly chunks: Uint8Array[];
  byteLength: number;
}

/**
 * Writes solids as binary glTF 2.0: a node and a mesh each, vertices shared, one primitive with its own
 * material for every colour. There are no normals, by which viewers shade each face flat.
 */
export function writeGlb(objects: readonly MeshObject[], { title, application }: FileTitle): Uint8Array {
  const document: Document = {
    nodes: [],
    meshes: [],
    materials: [],
    accessors: [],
    bufferViews: [],
    chunks: [],
    byteLength: 0,
  };
  for (const object of objects) addObject(document, object);
  const { nodes, meshes, materials, accessors, bufferViews, chunks, byteLength } = document;
  const root = { name: title, matrix: MILLIMETRES_TO_METRES_Y_UP, children: nodes.map((_, node) => node) };
  const json = {
    asset: { version: '2.0', generator: application },
    scene: 0,
    scenes: [{ name: title, nodes: [nodes.length] }],
    nodes: [...nodes, root],
    meshes,
    materials,
    accessors,
    bufferViews,
    buffers: [{ byteLength }],
  };
  return joinChunks(new TextEncoder().encode(JSON.stringify(json)), chunks, byteLength);
}

function addObject(document: Document, { name, mesh }: MeshObject): void {
  const { positions, indices } = mesh;
  const { min, max } = measureBounds(positions);
  const position = addAccessor(document, positions, GLTF.arrayBuffer, {
    componentType: GLTF.float,
    type: 'VEC3',
    count: positions.length / 3,
    min,
    max,
  });
  const primitives = groupByColor(mesh).map(group => {
    const corners = new Uint32Array(group.triangles.length * 3);
    group.triangles.forEach((triangle, at) => {
      corners.set(indices.subarray(triangle * 3, triangle * 3 + 3), at * 3);
    });
    const accessor = addAccessor(document, corners, GLTF.elementArrayBuffer, {
      componentType: GLTF.unsignedInt,
      type: 'SCALAR',
      count: corners.length,
    });
    return { attributes: { POSITION: position }, indices: accessor, material: addMaterial(document, group) };
  });
  document.meshes.push({ name, primitives });
  document.nodes.push({ name, mesh: document.meshes.length - 1 });
}

/** Adds an array to the buffer; all of ours have elements of four bytes, so everything stays aligned. */
function addAccessor(
  document: Document,
  array: Float32Array | Uint32Array,
  target: number,
  accessor: object,
): number {
  const { bufferViews, accessors, chunks, byteLength } = document;
  bufferViews.push({ buffer: 0, byteOffset: byteLength, byteLength: array.byteLength, target });
  chunks.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  document.byteLength += array.byteLength;
  accessors.push({ bufferView: bufferViews.length - 1, ...accessor });
  return accessors.length - 1;
}

function addMaterial({ materials }: Document, { rgba }: ColorGroup): number {
  const [red, green, blue, alpha] = rgba ?? [...UNCOLORED_FACE_RGB, 255];
  const baseColorFactor = [...[red, green, blue].map(toLinear), alpha / 255];
  materials.push({
    pbrMetallicRoughness: { baseColorFactor, metallicFactor: 0, roughnessFactor: 0.8 },
    ...(alpha === 255 ? {} : { alphaMode: 'BLEND' }),
  });
  return materials.length - 1;
}

/** A channel of sRGB (IEC 61966-2-1), 0–255, as the linear factor that glTF wants. */
function toLinear(channel: number): number {
  const value = channel / 255;
  const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  return Number(linear.toFixed(6));
}

function joinChunks(json: Uint8Array, chunks: readonly Uint8Array[], binaryBytes: number): Uint8Array {
  const jsonBytes = Math.ceil(json.length / 4) * 4;
  const file = new Uint8Array(12 + 8 + jsonBytes + 8 + binaryBytes);
  const view = new DataView(file.buffer);
  [GLTF.magic, GLTF.version, file.length, jsonBytes, GLTF.jsonChunk].forEach((word, index) => {
    view.setUint32(index * 4, word, true);
  });
  // JSON is padded with spaces.
  file.fill(0x20, 20, 20 + jsonBytes);
  file.set(json, 20);
  let at = 20 + jsonBytes;
  view.setUint32(at, binaryBytes, true);
  view.setUint32(at + 4, GLTF.binaryChunk, true);
  at += 8;
  for (const chunk of chunks) {
    file.set(chunk, at);
    at += chunk.length;
  }
  return file;
}
