import { crc32, deflateSync } from 'node:zlib';
import type { Mesh, Vec2 } from '../../src/contracts/mesh.ts';

/** x, y, z of a vertex. */
function pointOf({ positions }: Mesh, vertex: number): number[] {
  return [...positions.subarray(vertex * 3, vertex * 3 + 3)];
}

function trianglesOf({ indices }: Mesh): number[][] {
  return Array.from({ length: indices.length / 3 }, (_, triangle) => [
    ...indices.subarray(triangle * 3, triangle * 3 + 3),
  ]);
}

function pointsOf(mesh: Mesh): number[][] {
  return Array.from({ length: mesh.positions.length / 3 }, (_, vertex) => pointOf(mesh, vertex));
}

/** A mesh as the text form of STL. */
export function textStl(mesh: Mesh): string {
  const facets = trianglesOf(mesh).map(corners => {
    const vertices = corners.map(corner => `vertex ${pointOf(mesh, corner).join(' ')}`).join('\n');
    return `facet normal 0 0 0\nouter loop\n${vertices}\nendloop\nendfacet`;
  });
  return `solid test\n${facets.join('\n')}\nendsolid test\n`;
}

/** A mesh as OBJ, whose indices count from 1. */
export function obj(mesh: Mesh): string {
  const points = pointsOf(mesh).map(point => `v ${point.join(' ')}`);
  const faces = trianglesOf(mesh).map(corners => `f ${corners.map(corner => corner + 1).join(' ')}`);
  return `${[...points, ...faces].join('\n')}\n`;
}

/** A mesh as AMF. */
export function amf(mesh: Mesh): string {
  const points = pointsOf(mesh).map(
    ([x, y, z]) => `<vertex><coordinates><x>${x}</x><y>${y}</y><z>${z}</z></coordinates></vertex>`,
  );
  const faces = trianglesOf(mesh).map(
    ([a, b, c]) => `<triangle><v1>${a}</v1><v2>${b}</v2><v3>${c}</v3></triangle>`,
  );
  return `<?xml version="1.0"?><amf unit="millimeter"><object id="0"><mesh><vertices>${points.join('')}</vertices><volume>${faces.join('')}</volume></mesh></object></amf>`;
}

/** A closed outline on a layer of a DXF file. */
export function dxfOutline(layer: string, points: readonly Vec2[]): string {
  const corners = points.map(([x, y]) => `10\n${x}\n20\n${y}\n`).join('');
  return `0\nLWPOLYLINE\n8\n${layer}\n90\n${points.length}\n70\n1\n${corners}`;
}

/** A DXF file of entities. */
export function dxf(...entities: readonly string[]): string {
  return `0\nSECTION\n2\nENTITIES\n${entities.join('')}0\nENDSEC\n0\nEOF\n`;
}

/** What a PNG file is made of; the fields of its header besides the size. */
export interface PngParts {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 0: grey, 2: red green blue, 3: palette. */
  readonly colorType: number;
  /** Rows without their filter bytes, which are all put to 0. */
  readonly rows: readonly (readonly number[])[];
  readonly palette?: readonly number[];
  readonly hasWrongChecksum?: boolean;
}

/** A PNG file, right or wrong. */
export function png(parts: PngParts): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(parts.width, 0);
  header.writeUInt32BE(parts.height, 4);
  header[8] = parts.depth;
  header[9] = parts.colorType;
  const data = deflateSync(Buffer.from(parts.rows.flatMap(row => [0, ...row])));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header, parts.hasWrongChecksum ?? false),
    ...(parts.palette === undefined ? [] : [chunk('PLTE', Buffer.from(parts.palette))]),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A grey picture of 8 bits a pixel. */
export function greyPng(rows: readonly (readonly number[])[]): Uint8Array {
  return png({ width: rows[0].length, height: rows.length, depth: 8, colorType: 0, rows });
}

function chunk(type: string, data: Buffer, isWrong = false): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE((crc32(named) ^ (isWrong ? 1 : 0)) >>> 0);
  return Buffer.concat([length, named, checksum]);
}

/** A file for the `files` of a tool: text as it is, bytes as a data: URL. */
export function asToolFile(content: string | Uint8Array): string {
  return typeof content === 'string'
    ? content
    : `data:application/octet-stream;base64,${Buffer.from(content).toString('base64')}`;
}

/** A name → content map for the `files` of a tool. */
export function asToolFiles(files: Readonly<Record<string, string | Uint8Array>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, asToolFile(content)]));
}
