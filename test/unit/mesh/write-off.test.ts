import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFloat32 } from '../../../src/mesh/format-float32.ts';
import { readOff } from '../../../src/mesh/read-off.ts';
import { writeOff } from '../../../src/mesh/write-off.ts';
import { cube } from '../../support/solids.ts';

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const anyFloat32 = fc.float({ noNaN: true, noDefaultInfinity: true }).filter(value => !Object.is(value, -0));

describe('writeOff', () => {
  it('writes vertices and triangles', () => {
    const positions = Float32Array.from([0, 0, 0, 0.1, 0, 0, 0, -2.5, 0]);
    const text = decode(writeOff({ positions, indices: Uint32Array.from([0, 1, 2]), faceColors: null }));
    expect(text).toBe('OFF\n3 1 0\n0 0 0\n0.1 0 0\n0 -2.5 0\n3 0 1 2\n');
  });

  it('writes colours as integers, and alpha only where it matters', () => {
    const faceColors = Uint8Array.from([1, 2, 3, 255, 4, 5, 6, 7]);
    const indices = Uint32Array.from([0, 1, 2, 2, 1, 0]);
    const text = decode(writeOff({ positions: new Float32Array(9), indices, faceColors }));
    expect(text).toMatch(/\n3 0 1 2 1 2 3\n3 2 1 0 4 5 6 7\n$/);
  });

  it('can be read back to the same mesh', () => {
    const coordinates = fc.array(anyFloat32, { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(coordinates, fc.uint8Array({ minLength: 48, maxLength: 48 }), (numbers, faceColors) => {
        const mesh = { ...cube(1), positions: Float32Array.from(numbers), faceColors };
        const off = readOff(writeOff(mesh));
        expect(Float32Array.from(off.vertices)).toEqual(mesh.positions);
        expect(off.corners).toEqual(mesh.indices);
        expect(off.faceColors).toEqual(faceColors);
      }),
    );
  });
});

describe('formatFloat32', () => {
  it.each([
    [0, '0'],
    [-12, '-12'],
    [Math.fround(0.1), '0.1'],
    [Math.fround(-1 / 3), '-0.33333334'],
    [Math.fround(1e-30), '1e-30'],
    [Math.fround(1e30), '1e+30'],
    [2 ** 24 + 2, '16777218'],
    [2 ** -149, '1e-45'],
    [3.4028234663852886e38, '3.4028235e+38'],
  ])('writes %s as %s', (value, text) => {
    expect(formatFloat32(value)).toBe(text);
  });

  it('brings back the same float32 from at most nine digits', () => {
    fc.assert(
      fc.property(anyFloat32, value => {
        const text = formatFloat32(value);
        expect(Math.fround(Number(text))).toBe(value);
        const significant = text.replace(/e.*/, '').replace(/[-.]/g, '').replace(/^0+/, '');
        expect(significant.replace(/0+$/, '').length).toBeLessThanOrEqual(9);
      }),
    );
  });
});
