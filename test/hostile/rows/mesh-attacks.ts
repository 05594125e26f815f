import { zipSync } from 'fflate';
import { writeBinaryStl } from '../../../src/mesh/write-stl.ts';
import { box } from '../../support/meshes.ts';
import type { AssetAttack } from './asset-attack.ts';

const BOX = box([0, 0, 0], [1, 1, 1]);
const triangle = (corner: string) =>
  `solid a\nfacet normal 0 0 1\nouter loop\nvertex ${corner}\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\nendsolid\n`;

/** The count at the end of the header of a binary STL file. */
function announce(triangles: number): Uint8Array {
  const bytes = writeBinaryStl(BOX);
  new DataView(bytes.buffer).setUint32(80, triangles, true);
  return bytes;
}

/** Entries 78–80 of the catalogue. */
export const STL_ATTACKS: readonly AssetAttack[] = [
  {
    id: 78,
    title: 'a header of 2^28 facets and few bytes',
    file: 'a.stl',
    content: announce(2 ** 28),
    message: /a\.stl.*268435456 triangles/,
  },
  {
    id: 78,
    title: 'a header of fewer facets',
    file: 'a.stl',
    content: announce(1),
    message: /1 triangles/,
  },
  {
    id: 78,
    title: 'no facets',
    file: 'a.stl',
    content: announce(0).slice(0, 84),
    message: /no triangles/,
  },
  { id: 78, title: 'nothing', file: 'a.stl', content: '', message: /empty/ },
  {
    id: 79,
    title: 'a name of a megabyte and a vertex that ends too early',
    file: 'a.stl',
    content: `solid ${'x'.repeat(1 << 19)}\nfacet normal 0 0 1\nouter loop\nvertex 0 0`,
    message: /a\.stl/,
  },
  ...['nan 0 0', '1e999 0 0', '0 inf 0', '0 0 -infinity'].map(
    (corner): AssetAttack => ({
      id: 80,
      title: `the vertex ${corner}`,
      file: 'a.stl',
      content: triangle(corner),
      // Without our check, OpenSCAD looks for the intersection with infinity for ever.
      code: 'difference() { import("a.stl"); cube(1); }',
      message: /a\.stl/,
    }),
  ),
  {
    id: 80,
    title: 'a vertex that is not finite in binary',
    file: 'a.stl',
    content: writeBinaryStl({ ...BOX, positions: BOX.positions.map(() => Number.NaN) }),
    message: /finite/,
  },
];

const POINTS = 'v 0 0 0\nv 1 0 0\nv 0 1 0\n';
const amf = (corner: string) =>
  `<amf><object id="0"><mesh><vertices>${'<vertex><coordinates><x>0</x><y>0</y><z>0</z></coordinates></vertex>'.repeat(3)}</vertices><volume><triangle><v1>0</v1><v2>1</v2><v3>${corner}</v3></triangle></volume></mesh></object></amf>`;

/** Entry 87, and data. */
export const INDEX_ATTACKS: readonly AssetAttack[] = [
  ...[
    { title: 'an index out of range', content: 'OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 99\n' },
    { title: 'a negative index', content: 'OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 -1\n' },
    { title: 'negative counts', content: 'OFF\n-3 -1 0\n0 0 0\n', message: /-3 points/ },
    {
      title: 'two billion points',
      content: 'OFF\n2000000000 2000000000 0\n0 0 0\n',
      message: /2000000000 points/,
    },
    { title: 'a face of a billion corners', content: 'OFF\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n1000000000 0 1 2\n' },
    {
      title: 'two billion points behind a long comment',
      content: `OFF #${'x'.repeat(5000)}\n2000000000 2000000000 0\n0 0 0\n`,
      message: /2000000000 points/,
    },
    {
      title: 'a point at infinity',
      content: 'OFF\n3 1 0\ninf 0 0\n1 0 0\n0 1 0\n3 0 1 2\n',
      message: /finite/,
    },
  ].map((attack): AssetAttack => ({ id: 87, file: 'a.off', ...attack })),
  ...[
    { title: 'an index out of range', content: `${POINTS}f 1 2 99\n`, message: /point 99/ },
    { title: 'a negative index', content: `${POINTS}f -1 -2 -99\n`, message: /backwards/ },
    { title: 'index 0', content: `${POINTS}f 0 1 2\n`, message: /point 0/ },
    // Without our check an exception ends the run.
    {
      title: 'an index of 20 digits',
      content: `${POINTS}f 1 2 99999999999999999999\n`,
      message: /names point 1/,
    },
    {
      title: 'a point that is no number',
      content: 'v nan 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n',
      message: /finite/,
    },
  ].map((attack): AssetAttack => ({ id: 87, file: 'a.obj', ...attack })),
  ...[
    // Without our check the point comes from whatever lies in memory.
    { title: 'an index out of range', content: amf('5'), message: /point 5, and 3/ },
    { title: 'a negative index', content: amf('-9'), message: /point -9/ },
    {
      title: 'an index out of range, packed',
      content: zipSync({ 'a.amf': new TextEncoder().encode(amf('100000000')) }),
      message: /point 100000000, and 3/,
    },
    {
      title: 'a DOCTYPE and an index out of range',
      content: `<!DOCTYPE amf>${amf('900')}`,
      message: /DOCTYPE/,
    },
    { title: 'XML that ends too early', content: '<amf><object id="0"><mesh>' },
  ].map((attack): AssetAttack => ({ id: 87, file: 'a.amf', ...attack })),
  ...[
    { title: 'no JSON', content: '{', message: /not JSON/ },
    { title: 'nothing', content: '', message: /not JSON/ },
    {
      title: 'a depth of 100,000',
      content: '['.repeat(100_000) + ']'.repeat(100_000),
      // Where exceptions are caught in WebAssembly the stack suffices.
      expected: ['ok', 'SCAD_RUNTIME'] as const,
    },
  ].map(
    (attack): AssetAttack => ({ id: 87, file: 'a.json', code: 'd = import("a.json"); cube(d);', ...attack }),
  ),
];
