import {
  Matrix4,
  Mesh,
  MeshPhongMaterial,
  MeshStandardMaterial,
  type Object3D,
  SRGBColorSpace,
  Vector3,
} from 'three';
import { ThreeMFLoader } from 'three/examples/jsm/loaders/3MFLoader.js';
import { AMFLoader } from 'three/examples/jsm/loaders/AMFLoader.js';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { OBJLoader } from 'three/examples/jsm/loaders/OBJLoader.js';
import { STLLoader } from 'three/examples/jsm/loaders/STLLoader.js';
import type { Soup } from './solid-of-soup.ts';
import { TinyDomParser } from './tiny-dom.ts';

// The loaders look for what a browser has.
Object.assign(globalThis, { self: globalThis, DOMParser: TinyDomParser });

/** A solid as a program of somebody else reads it from one of our files, in millimetres with Z up. */
export interface ReadObject {
  readonly name: string;
  readonly soup: Soup;
  /** `#rrggbb`, and the alpha behind it where that is not 1; sorted, each once. Empty where there are none. */
  readonly colors: readonly string[];
}

const bufferOf = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Reads a binary STL by three. */
export function readStlByThree(bytes: Uint8Array): ReadObject[] {
  return [{ name: '', soup: soupOf(new Mesh(new STLLoader().parse(bufferOf(bytes)))), colors: [] }];
}

/** Reads OBJ by three. */
export function readObjByThree(bytes: Uint8Array): ReadObject[] {
  return readChildren(new OBJLoader().parse(textOf(bytes)), () => null);
}

/** Reads 3MF by three, which makes a group of each build item. */
export function read3mfByThree(bytes: Uint8Array): ReadObject[] {
  return readChildren(new ThreeMFLoader().parse(bufferOf(bytes)), colorOf);
}

/** Reads AMF by three, which takes its channels for linear ones and leaves them text. */
export function readAmfByThree(bytes: Uint8Array): ReadObject[] {
  return readChildren(new AMFLoader().parse(bufferOf(bytes)), ({ material }) => {
    if (!(material instanceof MeshPhongMaterial) || material.name === '__DEFAULT') return null;
    const channels = material.color.toArray().map(channel => Math.round(Number(channel) * 255));
    return formatColor(
      channels.map(channel => channel.toString(16).padStart(2, '0')).join(''),
      material.opacity,
    );
  });
}

/** Reads GLB by three, and turns it back into millimetres with Z up. */
export async function readGlbByThree(bytes: Uint8Array): Promise<ReadObject[]> {
  const { scene } = await new GLTFLoader().parseAsync(bufferOf(bytes), '');
  const back = new Matrix4().makeRotationX(Math.PI / 2).scale(new Vector3(1000, 1000, 1000));
  scene.applyMatrix4(back);
  scene.updateMatrixWorld(true);
  return readChildren(scene.children[0], colorOf);
}

/** Reads OFF, which no loader of three's does. */
export function readOffByHand(bytes: Uint8Array): ReadObject[] {
  const [magic, counts, ...lines] = textOf(bytes).trim().split('\n');
  const [vertices, faces] = counts.split(' ').map(Number);
  if (magic !== 'OFF' || lines.length !== vertices + faces) throw new Error('not an OFF file');
  const points = lines.slice(0, vertices).map(line => line.split(' ').map(Number));
  const rows = lines.slice(vertices).map(line => line.split(' ').map(Number));
  const colors = rows.map(([, , , , ...rgba]) => {
    const hex = rgba.slice(0, 3).map(channel => channel.toString(16).padStart(2, '0'));
    return formatColor(hex.join(''), (rgba[3] ?? 255) / 255);
  });
  const soup = rows.flatMap(([, a, b, c]) => [a, b, c].flatMap(corner => points[corner]));
  return [{ name: '', soup, colors: [...new Set(colors)].sort() }];
}

function readChildren(root: Object3D, readColor: (mesh: Mesh) => string | null): ReadObject[] {
  root.updateMatrixWorld(true);
  return root.children.map(child => {
    const meshes: Mesh[] = [];
    child.traverse(node => {
      if (node instanceof Mesh) meshes.push(node);
    });
    const colors = meshes.map(readColor).filter(color => color !== null);
    return {
      // The glTF loader changes names to what its animations need, and keeps the true one beside it.
      name: String(child.userData.name ?? child.name),
      soup: meshes.flatMap(mesh => soupOf(mesh)),
      colors: [...new Set(colors)].sort(),
    };
  });
}

/** The triangles of a mesh where it stands. */
function soupOf({ geometry, matrixWorld }: Mesh): number[] {
  const flat = geometry.index === null ? geometry : geometry.toNonIndexed();
  const corners = flat.getAttribute('position');
  const point = new Vector3();
  return Array.from({ length: corners.count }, (_, corner) =>
    point.fromBufferAttribute(corners, corner).applyMatrix4(matrixWorld).toArray(),
  ).flat();
}

function colorOf({ material }: Mesh): string | null {
  const hasColor = material instanceof MeshPhongMaterial || material instanceof MeshStandardMaterial;
  if (!hasColor || material.name === '__DEFAULT') return null;
  return formatColor(material.color.getHexString(SRGBColorSpace), material.opacity);
}

function formatColor(hex: string, opacity: number | string): string {
  const alpha = Number(Number(opacity).toFixed(2));
  return alpha === 1 ? `#${hex}` : `#${hex} ${alpha}`;
}
