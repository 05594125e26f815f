import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { UNCOLORED_FACE_RGB } from '../../../src/contracts/mesh.ts';
import { readOff } from '../../../src/mesh/read-off.ts';
import { meshFixture } from '../../support/mesh-fixtures.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const TRIANGLE = 'OFF 3 1 0\n0 0 0\n10 0 0\n0 10 0\n3 0 1 2';

describe('readOff', () => {
  it('reads a header on one line', () => {
    const off = readOff(encode('OFF 3 1 0\n0 0 0 \n1.5 -2 3e-05 \n1e+20 0.25 -0 \n3 0 1 2 255 0 128\n'));
    expect([...off.vertices]).toEqual([0, 0, 0, 1.5, -2, 3e-5, 1e20, 0.25, -0]);
    expect([...off.corners]).toEqual([0, 1, 2]);
    expect([...off.faceStarts]).toEqual([0, 3]);
    expect(off.faceColors).toEqual(Uint8Array.from([255, 0, 128, 255]));
  });

  it.each([
    ['a header on two lines', TRIANGLE.replace('OFF ', 'OFF\n')],
    ['comments and blank lines', `# made by\n${TRIANGLE.replaceAll('\n', ' # note\n\n#\n')}#`],
    ['Windows line ends', TRIANGLE.replaceAll('\n', '\r\n')],
    ['tabs', TRIANGLE.replaceAll(' ', '\t')],
    ['leading blanks', TRIANGLE.replaceAll('\n', '\n  ')],
    ['other ways to write numbers', TRIANGLE.replaceAll('10', '+1.0E1')],
  ])('reads %s', (_, text) => {
    expect(readOff(encode(text))).toEqual(readOff(encode(TRIANGLE)));
  });

  it('reads faces of any size', () => {
    const off = readOff(
      encode('OFF 5 3 0\n0 0 0\n1 0 0\n1 1 0\n0 1 0\n0 2 0\n5 0 1 2 4 3\n3 0 1 2\n4 3 2 1 0\n'),
    );
    expect([...off.faceStarts]).toEqual([0, 5, 8, 12]);
    expect([...off.corners]).toEqual([0, 1, 2, 4, 3, 0, 1, 2, 3, 2, 1, 0]);
    expect(off.faceColors).toBeNull();
  });

  it('gives faces without a colour the one OpenSCAD shows', () => {
    const off = readOff(encode('OFF 3 2 0\n0 0 0\n1 0 0\n0 1 0\n3 0 1 2 # plain\n3 2 1 0 1 2 3 4\n'));
    expect([...(off.faceColors ?? [])]).toEqual([...UNCOLORED_FACE_RGB, 255, 1, 2, 3, 4]);
  });

  it('takes components no colour can have for no colour, as OpenSCAD writes for alpha alone', () => {
    const off = readOff(encode(`${TRIANGLE} 0 0 0 17933256\n`));
    expect(off.faceColors).toBeNull();
    const real = readOff(meshFixture('alpha-only.off')).faceColors ?? new Uint8Array();
    expect(real.length).toBe(36 * 4);
    for (let at = 0; at < real.length; at += 4) {
      expect([...real.subarray(at, at + 4)]).toEqual([...UNCOLORED_FACE_RGB, 255]);
    }
  });

  it('reads coordinates that are not finite as NaN', () => {
    const off = readOff(encode('OFF 3 0 0\nnan inf -inf\n-nan Infinity NaN\n0 0 0'));
    expect([...off.vertices.subarray(0, 6)].every(Number.isNaN)).toBe(true);
  });

  it('reads numbers as JavaScript does', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 });
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: 17 }), (value, digits) => {
        const text = value.toPrecision(digits);
        const [read] = readOff(encode(`OFF 1 0 0\n${text} 0 0\n`)).vertices;
        expect(Math.abs(read - Number(text))).toBeLessThanOrEqual(Math.abs(value) * 1e-14 + 1e-300);
      }),
    );
  });

  it('reads what OpenSCAD writes', () => {
    const off = readOff(meshFixture('purple-notched-prism.off'));
    expect(off.faceStarts.length - 1).toBe(7);
    expect([...off.faceStarts].slice(0, 3)).toEqual([0, 5, 10]);
    expect([...(off.faceColors ?? []).slice(0, 4)]).toEqual([128, 0, 128, 255]);
  });

  it.each([
    ['nothing', ''],
    ['another format', 'solid OpenSCAD_Model'],
    ['another word', 'OFFSET 0 0 0'],
    ['only the magic word', 'OFF'],
    ['missing counts', 'OFF 3 1'],
    ['a negative count', 'OFF -3 1 0\n'],
    ['a fractional count', 'OFF 3.5 1 0\n'],
    ['more vertices than the file can hold', 'OFF 4000000000 0 0\n0 0 0\n'],
    ['more faces than the file can hold', 'OFF 0 4000000000 0\n'],
    ['a count beyond all numbers', `OFF ${'9'.repeat(400)} 0 0\n`],
    ['too few vertices', 'OFF 4 1 0\n0 0 0\n1 0 0\n0 1 0\n'],
    ['a vertex number that is too large', TRIANGLE.replace('3 0 1 2', '3 0 1 3')],
    ['a negative vertex number', TRIANGLE.replace('3 0 1 2', '3 0 1 -1')],
    ['a face of negative size', TRIANGLE.replace('3 0 1 2', '-3 0 1 2')],
    ['a face that claims a million corners', TRIANGLE.replace('3 0 1 2', '1000000 0 1 2')],
    ['an unfinished face', TRIANGLE.replace('3 0 1 2', '3 0 1')],
    ['half a colour', `${TRIANGLE} 255 0\n`],
    ['five colour components', `${TRIANGLE} 1 2 3 4 5\n`],
    ['a fractional colour', `${TRIANGLE} 0.5 0.5 0.5\n`],
    ['letters for a coordinate', TRIANGLE.replace('10 0 0', 'x 0 0')],
    ['a hexadecimal coordinate', TRIANGLE.replace('10 0 0', '0x10 0 0')],
    ['a lone sign', TRIANGLE.replace('10 0 0', '- 0 0')],
    ['a lone point', TRIANGLE.replace('10 0 0', '. 0 0')],
    ['an unfinished exponent', TRIANGLE.replace('10 0 0', '1e 0 0')],
  ])('refuses %s', (_, text) => {
    expect(() => readOff(encode(text))).toThrow(expect.objectContaining({ code: 'ENGINE_CRASHED' }));
  });

  it('refuses more faces than the limit', () => {
    const faces = LIMITS.maxTriangles + 1;
    const text = `OFF 0 ${faces} 0\n`.padEnd(faces * 4, ' ');
    expect(() => readOff(encode(text))).toThrow(expect.objectContaining({ code: 'OUTPUT_TOO_LARGE' }));
  });

  it('reads or refuses a damaged file and does nothing else', () => {
    const file = meshFixture('translucent-cubes.off');
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), fc.nat(file.length), (at, byte, length) => {
        const damaged = file.slice(0, length);
        if (at < length) damaged[at] = byte;
        try {
          const { corners, vertices, faceStarts } = readOff(damaged);
          expect(Math.max(0, ...corners)).toBeLessThan(vertices.length / 3);
          expect(faceStarts[faceStarts.length - 1]).toBe(corners.length);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});
