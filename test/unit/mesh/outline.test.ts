import { describe, expect, it } from 'vitest';
import { measureOutline, readSvgOutline } from '../../../src/mesh/outline.ts';
import { meshFixture } from '../../support/mesh-fixtures.ts';

const svgOf = (data: string) =>
  `<svg width="9mm"><title>OpenSCAD Model</title>\n<path d="\n${data}\n" stroke="black"/>\n</svg>`;
const SQUARE = 'M 10,-10 L 0,-10 L 0,-0 L 10,-0 z';

/** Area of a regular polygon of `corners` corners on a circle. */
const polygonArea = (radius: number, corners: number) =>
  (corners / 2) * radius ** 2 * Math.sin((2 * Math.PI) / corners);

describe('readSvgOutline', () => {
  it('reads contours and turns Y up', () => {
    const { contours } = readSvgOutline(svgOf(SQUARE));
    expect(contours.map(contour => [...contour])).toEqual([[10, 10, 0, 10, 0, 0, 10, 0]]);
  });

  it('reads several contours, line breaks anywhere between tokens, and exponents', () => {
    const data = 'M 1,2 L 3,4\n L 1e-05,-2.5e+3 \nz\nM 0,0 L\n1,0 L 1,1 z';
    const { contours } = readSvgOutline(svgOf(data));
    expect(contours.map(contour => [...contour])).toEqual([
      [1, -2, 3, -4, 0.00001, 2500],
      [0, 0, 1, 0, 1, -1],
    ]);
  });

  it('reads an empty path as nothing', () => {
    expect(readSvgOutline(svgOf('')).contours).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['no path', '<svg></svg>'],
    ['a path cut short', svgOf(SQUARE).slice(0, 80)],
    ['two paths', svgOf(SQUARE) + svgOf(SQUARE)],
    ['an open contour', svgOf('M 0,0 L 1,1')],
    ['a contour without a start', svgOf('L 0,0 z')],
    ['a start inside a contour', svgOf('M 0,0 M 1,1 z')],
    ['an empty contour', svgOf('M z')],
    ['a point too many', svgOf('M 0,0 1,1 z')],
    ['half a point', svgOf('M 0 L 1,1 z')],
    ['half a coordinate', svgOf('M 0, L 1,1 z')],
    ['a third coordinate', svgOf('M 0,1,2 L 1,1 z')],
    ['a curve', svgOf('M 0,0 C 1,1 2,2 3,3 z')],
    ['not a number', svgOf('M nan,0 L 1,1 z')],
    ['infinity', svgOf('M inf,0 L 1,1 z')],
    ['hexadecimal', svgOf('M 0x10,0 L 1,1 z')],
  ])('refuses %s', (_, svg) => {
    expect(() => readSvgOutline(svg)).toThrow(expect.objectContaining({ code: 'ENGINE_CRASHED' }));
  });
});

describe('measureOutline', () => {
  it('measures a square', () => {
    expect(measureOutline(readSvgOutline(svgOf(SQUARE)))).toEqual({
      contours: 1,
      area_mm2: 100,
      perimeter_mm: 40,
    });
  });

  it('subtracts holes and adds islands in them, as OpenSCAD winds them', () => {
    const facts = measureOutline(readSvgOutline(new TextDecoder().decode(meshFixture('rings.svg'))));
    // circle(r) without $fn: $fa = 12 and $fs = 2 give max(5, ceil(min(30, 2πr / 2))) corners.
    const expected =
      polygonArea(20, 30) - polygonArea(15, 30) + polygonArea(10, 30) - polygonArea(5, 16) + 200;
    expect(facts.contours).toBe(5);
    expect(facts.area_mm2).toBeCloseTo(expected, 1);
  });

  it('loses no precision far from the origin', () => {
    const far = readSvgOutline(svgOf('M 1000000.5,-0 L 1000000.5,-0.5 L 1000000,-0.5 L 1000000,-0 z'));
    expect(measureOutline(far)).toEqual({ contours: 1, area_mm2: 0.25, perimeter_mm: 2 });
  });
});
