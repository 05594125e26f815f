import { describe, expect, it } from 'vitest';
import { dxf, dxfOutline, greyPng, png } from '../support/asset-files.ts';
import { compareKnownShapes } from '../support/known-shapes.ts';

/** Drawings, data and heights that a model can read, through the server, against what the file is known to hold. */

const { expectVolume, expectArea } = compareKnownShapes();

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="100mm" height="50mm" viewBox="0 0 100 50">
<g inkscape:groupmode="layer" inkscape:label="plate" id="layer1"><rect id="wide" x="0" y="0" width="40" height="10"/></g>
<g inkscape:groupmode="layer" inkscape:label="holes" id="layer2"><rect id="small" x="50" y="20" width="5" height="5"/></g></svg>`;
/** Without units a length is a pixel, of which `dpi` says the size, where there is a viewBox. */
const PIXEL_SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="72" height="72" viewBox="0 0 72 72"><rect width="72" height="72"/></svg>';

describe('import() of SVG', () => {
  it.each([
    ['everything', 'import("a.svg");', 425],
    ['one id', 'import("a.svg", id = "small");', 25],
    ['one layer', 'import("a.svg", layer = "plate");', 400],
    ['a number of facets', 'import("a.svg", convexity = 10, $fn = 8);', 425],
  ])('reads %s', async (_, code, area) => {
    await expectArea(code, { 'a.svg': SVG }, area);
  });

  it('counts pixels by dpi', async () => {
    await expectArea('import("a.svg", dpi = 72);', { 'a.svg': PIXEL_SVG }, 25.4 ** 2);
    await expectArea('import("a.svg", dpi = 144);', { 'a.svg': PIXEL_SVG }, 12.7 ** 2);
  });

  it('can be centred', async () => {
    const { size } = await expectArea('import("a.svg", center = true);', { 'a.svg': PIXEL_SVG }, 25.4 ** 2);
    expect(size.min[0]).toBeCloseTo(-size.max[0], 4);
  });

  it('is found beside a file in a subfolder that is used', async () => {
    const plate = 'module plate() linear_extrude(2) import("a.svg");';
    await expectVolume('use <lib/plate.scad>\nplate();', { 'lib/plate.scad': plate, 'lib/a.svg': SVG }, 850);
  });
});

const DXF = dxf(
  dxfOutline('cut', [
    [0, 0],
    [30, 0],
    [30, 10],
    [0, 10],
  ]),
  dxfOutline('engrave', [
    [50, 0],
    [54, 0],
    [54, 4],
    [50, 4],
  ]),
);

describe('import() of DXF', () => {
  it.each([
    ['everything', 'import("a.dxf");', 316],
    ['one layer', 'import("a.dxf", layer = "engrave", convexity = 3);', 16],
  ])('reads %s', async (_, code, area) => {
    await expectArea(code, { 'a.dxf': DXF }, area);
  });

  it('can be centred', async () => {
    const { size } = await expectArea(
      'import("a.dxf", layer = "cut", center = true);',
      { 'a.dxf': DXF },
      300,
    );
    expect(size.min).toEqual([-15, -5]);
  });

  it('is found beside a file in a subfolder that is included', async () => {
    const plate = 'module plate() linear_extrude(2) import("a.dxf", layer = "cut");';
    await expectVolume(
      'include <lib/plate.scad>\nplate();',
      { 'lib/plate.scad': plate, 'lib/a.dxf': DXF },
      600,
    );
  });
});

describe('import() of JSON', () => {
  const data = JSON.stringify({ size: [2, 3, 4], name: 'box', holes: { count: 2 }, on: true });

  it('gives an object', async () => {
    const code = 'data = import("data.json"); echo(data.name, data.holes.count, data.on); cube(data.size);';
    const { diagnostics } = await expectVolume(code, { 'data.json': data }, 24);
    expect(diagnostics[0].message).toBe('"box", 2, true');
  });

  it('is found beside a file in a subfolder that is used', async () => {
    const part = 'data = import("data.json"); module part() cube(data["size"]);';
    await expectVolume('use <lib/part.scad>\npart();', { 'lib/part.scad': part, 'lib/data.json': data }, 24);
  });
});

describe('surface()', () => {
  const ramp = '# heights\n0 1 2\n0 1 2\n0 1 2\n';

  it('reads text: the solid goes from 1 below the lowest height', async () => {
    const { size } = await expectVolume('surface("a.dat", convexity = 5);', { 'a.dat': ramp }, 2 * 2 * 2);
    expect(size).toMatchObject({ min: [0, 0, -1], max: [2, 2, 2] });
  });

  it('can be centred', async () => {
    const { size } = await expectVolume('surface("a.dat", center = true);', { 'a.dat': ramp }, 8);
    expect(size).toMatchObject({ min: [-1, -1, -1], max: [1, 1, 2] });
  });

  const grey = [
    [0, 0, 0],
    [255, 255, 255],
  ];
  it.each([
    ['grey', greyPng(grey)],
    [
      'colour',
      png({ width: 3, height: 2, depth: 8, colorType: 2, rows: grey.map(row => [...row, ...row, ...row]) }),
    ],
    [
      '16 bits',
      png({ width: 3, height: 2, depth: 16, colorType: 0, rows: grey.map(row => [...row, ...row]) }),
    ],
    [
      'a palette',
      png({
        width: 3,
        height: 2,
        depth: 8,
        colorType: 3,
        palette: [0, 0, 0, 255, 255, 255],
        rows: grey.map(row => row.map(value => value / 255)),
      }),
    ],
  ])('reads a PNG of %s with heights from 0 to 100', async (_, bytes) => {
    const { size } = await expectVolume('surface(file = "a.png");', { 'a.png': bytes }, 2 * 51);
    expect(size.size).toEqual([2, 1, 101]);
  });

  it('can be turned upside down', async () => {
    const { size } = await expectVolume(
      'surface("a.png", invert = true);',
      { 'a.png': greyPng(grey) },
      2 * 51,
    );
    // The deepest point of a grey of 255 of 256 levels is not quite at 100.
    expect(size.max[2]).toBeLessThan(1);
  });

  it('is found beside a file in a subfolder that is used', async () => {
    const hill = 'module hill() surface("a.dat");';
    await expectVolume('use <lib/hill.scad>\nhill();', { 'lib/hill.scad': hill, 'lib/a.dat': ramp }, 8);
  });
});
