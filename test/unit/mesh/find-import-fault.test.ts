import { describe, expect, it } from 'vitest';
import { findImportFault } from '../../../src/mesh/find-import-fault.ts';
import { writeOff } from '../../../src/mesh/write-off.ts';
import { writeBinaryStl } from '../../../src/mesh/write-stl.ts';
import { amf, dxf, dxfOutline, greyPng, obj, png, textStl } from '../../support/asset-files.ts';
import { torus } from '../../support/meshes.ts';

const RING = torus(20, 5, 12, 8);
const row = (length: number) => Array.from({ length }, () => 0);

function faultOf(name: string, content: string | Uint8Array): string | null {
  return findImportFault(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
}

describe('findImportFault finds nothing wrong with', () => {
  it.each([
    ['a.stl', writeBinaryStl(RING)],
    ['a.stl', textStl(RING)],
    ['a.stl', ` \nSOLID infinity nan\n${textStl(RING).slice(11)}`],
    ['a.off', writeOff(RING)],
    ['a.off', `OFF # nan, inf\n# 9999999 9999999\n3 1 0 # x\n0 0 0\n1e-3 0 0\n0 1 0\n3 0 1 2\n`],
    ['a.obj', obj(RING)],
    ['a.obj', '# f 9 9 9\no nan\nv 0 0 0\r\nv 1 0 0\r\nv 0 1 0\r\nvn 0 0 1\r\nf 1//1 2//1 3//1\r\n'],
    ['a.amf', amf(RING)],
    ['a.amf', '<amf><object><mesh>'],
    ['a.amf', 'PK\x03\x04'],
    ['a.dxf', dxf(dxfOutline('0', [[0, 0]]))],
    ['a.dxf', dxf().replace(/\n/g, '\r\n')],
    ['a.json', '\u{feff}{"a": [1, null, "x"]}'],
    ['a.png', greyPng([[0, 1]])],
    ['a.png', greyPng(Array.from({ length: 500 }, () => row(1000)))],
    ['a.dat', '# inf\n\n1 2 3\r\n4 5 6'],
    ['a.dat', `${'1 '.repeat(1000)}\n`.repeat(500)],
    ['a.svg', 'anything'],
    ['a.scad', 'nan'],
    ['LICENSE', ''],
  ])('%s, case %#', (name, content) => {
    expect(faultOf(name, content)).toBe(null);
  });
});

describe('findImportFault says what is wrong with', () => {
  it.each([
    ['a.STL', new Uint8Array(84), /no triangles/],
    ['a.stl', writeBinaryStl(RING).slice(0, -1), /192 triangles in 9684 bytes, but it has 9683/],
    ['a.stl', 'hello', /too short/],
    ['a.stl', textStl(RING).replace('vertex 25', 'vertex -nan'), /finite/],
    ['a.stl', textStl(RING).replace('vertex 25', 'vertex INF'), /finite/],
    ['a.off', 'OFF\n1 1 0\n0 Infinity 0\n', /finite/],
    ['a.off', 'COFF 9999 1 0\n0 0 0\n', /9999 points/],
    ['a.obj', 'v 0 0 0\nf 1 1 2\nv 1 1 1\n', /point 2, and 1/],
    ['a.obj', 'v 0 0 0\nf 1/1/1 1 -1\n', /backwards/],
    ['a.amf', amf(RING).replace('<v1>0</v1>', '<v1>1.5</v1>'), /point 1\.5, and 96/],
    ['a.amf', amf(RING).replace('<v1>0</v1>', '<v1> </v1>'), /names no point/],
    ['a.dxf', 'AutoCAD Binary DXF\r\n\u001a\u0000', /binary/],
    ['a.dxf', 'SECTIONS', /no sections/],
    ['a.json', '{\n"a": }', /not JSON \(\S.*\)$/],
    ['a.png', greyPng([[0, 1]]).slice(1), /not a PNG/],
    [
      'a.png',
      png({ width: 1000, height: 501, depth: 8, colorType: 0, rows: [] }),
      /1000 × 501 heights; .* 500000/,
    ],
    ['a.dat', `${'1 '.repeat(1000)}\n`.repeat(501), /1000 × 501/],
    ['a.dat', '# only a comment\n', /no numbers/],
    ['a.dat', '1 2\n3 nan\n', /finite/],
  ])('%s, case %#', (name, content, message) => {
    expect(faultOf(name, content)).toMatch(message);
  });

  it('any file of 16 MB within three seconds', () => {
    const length = 16 << 20;
    for (const text of ['nan # ', 'v', '\n', ' ', '1 ', '#', 'f 1 ', '{', '<v1>']) {
      const content = text.repeat(length / text.length);
      for (const name of ['a.stl', 'a.off', 'a.obj', 'a.dxf', 'a.dat', 'a.json', 'a.amf']) {
        const started = performance.now();
        faultOf(name, content);
        expect(performance.now() - started, `${text} as ${name}`).toBeLessThan(3000);
      }
    }
  }, 60_000);
});
