import { describe, expect, it } from 'vitest';
import { writeBinaryStl } from '../../../src/mesh/write-stl.ts';
import { cube } from '../../support/solids.ts';

describe('writeBinaryStl', () => {
  it('starts with a header that no reader takes for text', () => {
    const bytes = writeBinaryStl(cube(10));
    expect(new TextDecoder().decode(bytes.subarray(0, 80))).toMatch(/^Binary STL, millimetres, Z up\0+$/);
    expect(new DataView(bytes.buffer).getUint32(80, true)).toBe(12);
    expect(bytes.length).toBe(84 + 12 * 50);
  });

  it('computes unit normals that point outwards', () => {
    const view = new DataView(writeBinaryStl(cube(10)).buffer);
    const normals = Array.from({ length: 12 }, (_, triangle) =>
      [0, 4, 8].map(at => view.getFloat32(84 + triangle * 50 + at, true) + 0).join(),
    );
    expect(normals.filter((_, triangle) => triangle % 2 === 0)).toEqual([
      '0,0,-1',
      '0,0,1',
      '0,-1,0',
      '0,1,0',
      '-1,0,0',
      '1,0,0',
    ]);
  });

  it('gives a triangle without area no normal', () => {
    const positions = Float32Array.from([0, 0, 0, 1, 1, 1, 2, 2, 2]);
    const bytes = writeBinaryStl({ positions, indices: Uint32Array.from([0, 1, 2]), faceColors: null });
    expect([...new Float32Array(bytes.slice(84, 96).buffer)]).toEqual([0, 0, 0]);
  });
});
