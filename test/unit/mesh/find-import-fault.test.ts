import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { findImportFault } from '../../../src/mesh/find-import-fault.ts';
import { writeOff } from '../../../src/mesh/write-off.ts';
import { writeBinaryStl } from '../../../src/mesh/write-stl.ts';
import { amf, dxf, dxfOutline, greyPng, obj, png, textStl } from '../../support/asset-files.ts';
import { expectLinearTime } from '../../support/linear-time.ts';
import { torus } from '../../support/meshes.ts';

const RING = torus(20, 5, 12, 8);
const row = (length: number) => Array.from({ length }, () => 0);

const encode = (text: string) => new TextEncoder().encode(text);

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
    ['a.amf', `${amf(RING)}<!-- end -->`.replace('<amf ', '<!-- begin --><amf ')],
    ['a.amf', amf(RING).replace('</amf>', '<metadata/></amf>')],
    ['parts/a.amf', zipSync({ 'x/a.amf': encode(amf(RING)), 'notes.txt': encode('x') })],
    ['a.amf', zipSync({ 'folder/': new Uint8Array(), other: encode(amf(RING)) })],
    ['a.off', '3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n'],
    ['a.off', 'nOFF 3\n3 1 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2\n'],
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
    ['a.off', `OFF\n#${'x'.repeat(5000)}\n9999 1 0\n0 0 0\n`, /9999 points/],
    ['a.off', `OFF${'\n'.repeat(5000)}9999 1 0\n0 0 0\n`, /9999 points/],
    ['a.off', '9999 1 0\n0 0 0\n', /9999 points/],
    ['a.off', 'OFF9999 1 0\n0 0 0\n', /9999 points/],
    ['a.off', 'nOFF\n3\n1 9999 0\n0 0 0\n', /9999 faces/],
    ['a.off', 'OFF\r1 1 0\r0 Infinity 0\r', /finite/],
    ['a.obj', 'v 0 0 0\nf 1 1 2\nv 1 1 1\n', /point 2, and 1/],
    ['a.obj', 'v 0 0 0\nf 1/1/1 1 -1\n', /backwards/],
    ['a.amf', amf(RING).replace('<v1>0</v1>', '<v1>1.5</v1>'), /point 1\.5, and 96/],
    ['a.amf', amf(RING).replace('<v1>0</v1>', '<v1> </v1>'), /names no point/],
    ['a.amf', amf(RING).replace('<v1>0</v1>', '<v1>900<x>0</x></v1>'), /point 900, and 96/],
    ['a.amf', amf(RING).replace('<v1>0</v1>', ''), /fewer than three corners/],
    [
      'a.amf',
      amf(RING).replace('<v1>0</v1>', '<v1>96</v1>').replace('<mesh>', '<coordinates></coordinates><mesh>'),
      /point 96, and 96/,
    ],
    ['a.amf', amf(RING).replace('<mesh>', '<metadata/><mesh>'), /empty element <metadata\/>/],
    ['a.amf', amf(RING).replace('<object', '<metadata/><object'), /empty element <metadata\/>/],
    ['a.amf', amf(RING).replace('<amf', '<!DOCTYPE amf><amf'), /DOCTYPE/],
    ['a.amf', amf(RING).replace('"1.0"', '"1.0" encoding="UTF-7"'), /not in UTF-8/],
    ['a.amf', '<amf><object><mesh>', /malformed/],
    ['a.amf', 'PK\x03\x04', /not a ZIP archive/],
    ['a.amf', zipSync({ 'a.amf': encode(amf(RING).replace('<v1>0</v1>', '<v1>900</v1>')) }), /point 900/],
    ['a.amf', zipSync({ 'b.amf': encode(amf(RING)), c: encode(amf(RING)) }), /no file "a\.amf"/],
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

  it('a file of one line that ends in CR, in linear time', async () => {
    await expectLinearTime(
      length => '1 2\r'.repeat(length),
      text => faultOf('a.dat', text),
      20_000,
    );
  });

  it('any file of 16 MB within three seconds', () => {
    const length = 16 << 20;
    for (const text of ['nan # ', '1 2\r', 'v', '\n', ' ', '1 ', '#', 'f 1 ', '{', '<v1>']) {
      const content = text.repeat(length / text.length);
      for (const name of ['a.stl', 'a.off', 'a.obj', 'a.dxf', 'a.dat', 'a.json', 'a.amf']) {
        const started = performance.now();
        faultOf(name, content);
        expect(performance.now() - started, `${text} as ${name}`).toBeLessThan(3000);
      }
    }
  }, 60_000);
});
