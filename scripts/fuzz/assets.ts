import type { Mesh } from '../../src/contracts/mesh.ts';
import { write3mf } from '../../src/mesh/write-3mf.ts';
import { writeAmf } from '../../src/mesh/write-amf.ts';
import { writeObj } from '../../src/mesh/write-obj.ts';
import { writeOff } from '../../src/mesh/write-off.ts';
import { writeBinaryStl } from '../../src/mesh/write-stl.ts';
import { encodePng } from '../../src/preview/png/encode-png.ts';

/** A file that models read, and the statement that reads it. */
export interface Asset {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly code: string;
}

const TETRAHEDRON: Mesh = {
  positions: Float32Array.of(0, 0, 0, 10, 0, 0, 0, 10, 0, 0, 0, 10),
  indices: Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3),
  faceColors: Uint8Array.of(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 9, 9, 9, 255),
};

const TITLE = { title: 'fuzz', application: 'fuzz' };

const SVG = `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="20mm" height="20mm" viewBox="0 0 20 20">
<path d="M2,2 L18,2 C20,10 12,9 18,18 Q5,20 2,18 A3 3 0 0 1 2 12 Z"/><circle cx="9" cy="9" r="3"/>
<g transform="rotate(30) scale(2)"><rect x="1" y="1" width="4" height="2" rx="1"/></g></svg>
`;

const DXF = [
  '0',
  'SECTION',
  '2',
  'ENTITIES',
  '0',
  'LINE',
  '8',
  '0',
  '10',
  '0',
  '20',
  '0',
  '11',
  '9',
  '21',
  '0',
]
  .concat(['0', 'LINE', '8', '0', '10', '9', '20', '0', '11', '0', '21', '9', '0', 'LINE', '8', '0'])
  .concat([
    '10',
    '0',
    '20',
    '9',
    '11',
    '0',
    '21',
    '0',
    '0',
    'CIRCLE',
    '8',
    '0',
    '10',
    '3',
    '20',
    '3',
    '40',
    '1',
  ])
  .concat(['0', 'ENDSEC', '0', 'EOF', ''])
  .join('\n');

const ASCII_STL = `solid a
facet normal 0 0 0
outer loop
vertex 0 0 0
vertex 1 0 0
vertex 0 1 0
endloop
endfacet
endsolid a
`;

/** One small and right file of each kind that can be imported. */
export function makeAssets(): readonly Asset[] {
  const encode = (text: string) => new TextEncoder().encode(text);
  const objects = [{ name: 'a', mesh: TETRAHEDRON }];
  const rgba = Uint8ClampedArray.from({ length: 8 * 8 * 4 }, (_, index) => (index * 37) % 256);
  const solid = (extension: string, bytes: Uint8Array): Asset => ({
    name: `part.${extension}`,
    bytes,
    code: `import("part.${extension}");`,
  });
  const flat = (extension: string, text: string): Asset => ({
    name: `flat.${extension}`,
    bytes: encode(text),
    code: `linear_extrude(2) import("flat.${extension}");`,
  });
  return [
    solid('stl', writeBinaryStl(TETRAHEDRON)),
    solid('stl', encode(ASCII_STL)),
    solid('off', writeOff(TETRAHEDRON)),
    solid('obj', writeObj(objects)),
    solid('amf', writeAmf(objects, TITLE)),
    solid('3mf', write3mf(objects, TITLE)),
    flat('svg', SVG),
    flat('dxf', DXF),
    { name: 'map.png', bytes: encodePng(8, 8, rgba), code: 'surface("map.png", center = true);' },
    { name: 'map.dat', bytes: encode('# map\n1 2 3\n4 5 6\n7 8 9\n'), code: 'surface("map.dat");' },
    {
      name: 'data.json',
      bytes: encode('{"a": [1, {"b": null}], "c": "d"}'),
      code: 'echo(import("data.json")); cube(1);',
    },
  ];
}
