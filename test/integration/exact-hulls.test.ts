import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHullGolden } from '../../scripts/hulls/golden.ts';
import { listHullPrograms } from '../../scripts/hulls/programs.ts';
import { listAllExamples } from '../../scripts/native.ts';
import { readGoldenExamples } from '../../scripts/native-examples/golden.ts';
import { writeBinaryStl } from '../../src/mesh/write-stl.ts';
import { asToolFiles } from '../support/asset-files.ts';
import { makeBlockFont } from '../support/block-font.ts';
import { make3mf } from '../support/make-3mf.ts';
import { box } from '../support/meshes.ts';
import { useModelFolder } from '../support/model-folder.ts';
import { expectNear } from '../support/near.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

/**
 * Hulls and Minkowski sums of solids, which OpenSCAD as WebAssembly gets wrong now and then, depending even on the
 * length of the model's path. `npm run compare-hulls` compares all of the corpus.
 */

const folder = useModelFolder('file');
let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer({ args: ['--root', folder.path] });
});
afterAll(() => server.close());

async function measure(args: Record<string, unknown>) {
  const { report } = await server.call('measure_model', args);
  const codes: string[] = report.diagnostics.map(({ code }: { code: string }) => code);
  return { report, codes, volume_mm3: Number(report.mass?.volume_mm3 ?? report.area_mm2) };
}

/** Measures a model that has nothing to say. */
async function expectVolume(code: string, volume_mm3: number, rest: Record<string, unknown> = {}) {
  const { report, codes, volume_mm3: measured } = await measure({ code, ...rest });
  expect(codes, report.summary).toEqual([]);
  expectNear(measured, volume_mm3, 1e-6);
  return report;
}

describe('a sample of the corpus', () => {
  const { volumes } = readHullGolden();
  const places = ['a.scad', 'a part of it.scad', 'deep/er/model.scad', 'a-rather-long-name-for-a-file.scad'];

  it('is one of at least 500 programs, all of which the native program could make', () => {
    const ids = listHullPrograms().map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(500);
    expect(ids.filter(id => typeof volumes[id] !== 'number')).toEqual([]);
  });

  it.each(
    listHullPrograms(7).map(({ id, code }, index) => ({ id, code, place: places[index % places.length] })),
  )('$id in $place has the volume that the native program gives it', async ({ id, code, place }) => {
    const path = folder.write(join(id, place), code);
    const { report, codes, volume_mm3 } = await measure({ path });
    expect(codes, report.summary).toEqual([]);
    expectNear(volume_mm3, volumes[id] ?? Number.NaN, 1e-4);
  });
});

describe.skipIf(listAllExamples().length === 0 && !process.env.CI)("Debian's examples", () => {
  it.each(['animation.scad', 'example006.scad'])(
    '%s has its volume from any folder and by any name',
    async name => {
      const source = listAllExamples().find(file => basename(file) === name);
      if (source === undefined) throw new Error('install the Debian package openscad');
      const { volume_mm3: expected } = readGoldenExamples().models[name];
      for (const place of [
        name,
        'x.scad',
        `some/where/else/${name}`,
        'a name that is much longer than others.scad',
      ]) {
        const path = folder.write(`examples/${place}`);
        copyFileSync(source, path);
        const { report, codes, volume_mm3 } = await measure({ path });
        expect(codes, report.summary).toEqual(['ECHO']);
        expectNear(volume_mm3, expected, 1e-4);
      }
    },
  );
});

const ELL = 'difference() { cube(10); translate([4, 4, -1]) cube(12); }';
const PAIR = 'cube(2); translate([8, 0, 0]) cube(2);';
const BAR_mm3 = 10 * 2 * 2;

describe('sums that can be reckoned', () => {
  it.each([
    ['boxes', 'minkowski() { cube([1, 2, 3]); cube(4); translate([50, 0, 0]) cube(1); }', 6 * 7 * 8],
    ['an L and a box', `minkowski() { ${ELL} cube([1, 2, 3]); }`, (5 * 12 + 11 * 6 - 5 * 6) * 13],
    [
      'a frame and a box',
      'minkowski() { difference() { cube(10); translate([2, 2, -1]) cube([6, 6, 12]); } cube(1); }',
      (121 - 25) * 11,
    ],
    [
      'two parts and a box',
      'minkowski() { union() { cube(3); translate([10, 0, 0]) cube(3); } cube(1); }',
      128,
    ],
    [
      'parts that touch at an edge',
      'minkowski() { union() { cube(3); translate([3, 3, 0]) cube(3); } cube(1); }',
      124,
    ],
    [
      'a hollow box and a smaller one',
      'minkowski() { difference() { cube(9); translate([2, 2, 2]) cube(5); } cube(1); }',
      1000 - 64,
    ],
    [
      'a hollow box and one that fills it',
      'minkowski() { difference() { cube(9, center = true); cube(2, center = true); } cube(3); }',
      1728,
    ],
  ])('of %s', async (_, code, volume_mm3) => {
    await expectVolume(code, volume_mm3);
  });
});

describe('what is in a hull, or around it', () => {
  const stl = writeBinaryStl(box([8, 0, 0], [10, 2, 2]));
  const threeMf = make3mf([box([8, 0, 0], [10, 2, 2])]);

  it.each([
    [
      'a part that is only looked at',
      `hull() { ${PAIR} %translate([0, 0, 90]) cube(1); *translate([0, 90, 0]) cube(1); }`,
    ],
    ['a highlighted part', `hull() { cube(2); #translate([8, 0, 0]) cube(2); }`],
    [
      'a highlighted hull',
      `difference() { translate([-1, -1, -1]) cube([12, 4, 3]); #hull() { ${PAIR} } translate([-2, -2, -2]) cube([14, 6, 2]); translate([-1, -1, 0]) cube([12, 1, 3]); translate([-1, 2, 0]) cube([12, 1, 3]); translate([-1, 0, 0]) cube([1, 2, 2]); translate([10, 0, 0]) cube([1, 2, 2]); } hull() { ${PAIR} }`,
    ],
    ['a hull as root', `cube(90); !hull() { ${PAIR} }`],
    [
      'children that are nothing',
      `hull() { group(); cube(0); if (false) cube(50); difference() { cube(1); cube(2); } ${PAIR} }`,
    ],
    ['a loop', 'hull() for (x = [0:4:8]) translate([x, 0, 0]) cube(2);'],
    ['children()', `module around() hull() children(); around() { ${PAIR} }`],
    [
      'intersection_for()',
      `hull() { intersection_for(z = [0:1]) translate([0, 0, -z]) cube([2, 2, 3]); translate([8, 0, 0]) cube(2); }`,
    ],
    [
      'render() and color()',
      `render() color("red") hull() { color("blue") render() cube(2); translate([8, 0, 0]) cube(2); }`,
    ],
    ['resize()', 'hull() { resize([2, 2, 2]) cube(7); translate([8, 0, 0]) cube(2); }'],
    ['an extrusion', 'hull() { linear_extrude(2) square(2); translate([8, 0, 0]) cube(2); }'],
    [
      'parts without thickness',
      'hull() for (x = [0, 10]) polyhedron([[x, 0, 0], [x, 2, 0], [x, 2, 2], [x, 0, 2]], [[0, 1, 2, 3]]);',
    ],
    ['an STL file', 'hull() { cube(2); import("part.stl"); }'],
    ['a 3MF file', 'hull() { cube(2); import("part.3mf"); }'],
    ['hulls of hulls', `hull() { hull() { cube(1); cube(2); } translate([8, 0, 0]) hull() { cube(2); } }`],
    [
      'a module of a library',
      `include <BOSL2/std.scad>\nhull_points([for (x = [0, 10], y = [0, 2], z = [0, 2]) [x, y, z]]); *chain_hull() { cube(1); cube(2); }`,
    ],
    [
      'chain_hull() of a library',
      `include <BOSL2/std.scad>\nchain_hull() { cube(2, center = false); translate([4, 0, 0]) cube(2, center = false); translate([8, 0, 0]) cube(2, center = false); }`,
    ],
  ])('%s', async (_, code) => {
    const files = asToolFiles({ 'part.stl': stl, 'part.3mf': threeMf });
    await expectVolume(code, BAR_mm3, { files });
  });

  it('text in a font of the model', async () => {
    const files = asToolFiles({ 'block.ttf': makeBlockFont() });
    const code = 'use <block.ttf>\nhull() { linear_extrude(2) text("a\\"b", font = "Block"); }';
    const { report } = await measure({ code, files });
    const { size } = (await measure({ code: code.replace('hull()', 'union()'), files })).report;
    expect(report.size.size).toEqual(size.size);
    expectNear(report.mass.volume_mm3, size.size[0] * size.size[1] * 2, 1e-5);
  });

  it('parameters, time and preview', async () => {
    const code =
      'side = $preview ? 50 : 1; length = 1; hull() { cube([length, 2, 2 * side]); translate([8 * $t, 0, 0]) cube(2); }';
    await expectVolume(`$t = 1; ${code}`, BAR_mm3, { parameters: { length: 2 } });
  });

  it('shadows and other flat things made of it', async () => {
    const { report } = await measure({ code: `projection() hull() { ${PAIR} }` });
    expect(report).toMatchObject({ kind: '2d', diagnostics: [] });
    await expectVolume(
      `linear_extrude(3) projection(cut = true) translate([0, 0, -1]) hull() { ${PAIR} }`,
      60,
    );
    await expectVolume('linear_extrude(3) hull() { square(1); translate([3, 0]) square(1); }', 12);
  });

  const draw = async (code: string) => {
    const { report, images } = await server.call('render_model', { code, width_px: 96, height_px: 96 });
    expect(images, report.summary).toHaveLength(1);
    return { png: images[0], view: report.images[0].view };
  };

  it('the camera that a model sets', async () => {
    const settings = '$vpr = [0, 0, 0]; $vpt = [5, 1, 0]; $vpd = $preview ? 20 : 60;';
    const drawn = await draw(`${settings} hull() { ${PAIR} }`);
    expect(drawn.view).toBe('camera');
    expect(drawn).toEqual(await draw(`${settings} cube([10, 2, 2]);`));
  });

  it('colours', async () => {
    const bar = 'cube([10, 2, 2]);';
    const dot = 'color("blue") translate([0, 5, 0]) cube(1);';
    const parts = 'color("red") cube(2); translate([8, 0, 0]) cube(2);';
    expect(await draw(`color("red") hull() { ${PAIR} } ${dot}`)).toEqual(
      await draw(`color("red") ${bar} ${dot}`),
    );
    expect(await draw(`hull() { ${parts} } ${dot}`)).toEqual(await draw(`${bar} ${dot}`));
    expect(await draw(`color("red") ${bar} ${dot}`)).not.toEqual(await draw(`${bar} ${dot}`));
  });
});

describe('diagnostics of a model with a hull', () => {
  const HULL = `hull() { ${PAIR} }`;
  const listed = async (code: string) => {
    const { report } = await measure({ code });
    return report.diagnostics.map(
      ({ code: kind, file, line }: { code: string; file?: string; line?: number }) =>
        [kind, file, line].filter(part => part !== undefined).join(' '),
    );
  };

  it.each([
    ['a warning of the script', `\n\nfoo();\n${HULL}`, ['UNKNOWN_MODULE main.scad 3']],
    ['what it prints, once', `echo("a");\n${HULL}\necho("b");`, ['ECHO', 'ECHO']],
    ['a failing assert', `\nassert(1 > 2);\n${HULL}`, ['ASSERTION main.scad 2', 'TRACE main.scad 2']],
    [
      'a warning of the geometry',
      `\n${HULL}\nsquare(3);`,
      ['MIXED_DIMENSIONS main.scad 3', 'MIXED_DIMENSIONS main.scad 3'],
    ],
    ['a file that is missing', `\n${HULL}\n\nimport("no.stl");`, ['FILE_NOT_FOUND main.scad 4']],
    [
      'a file that is missing inside',
      '\n\nhull() {\nimport("no.stl");\ncube(2); translate([8, 0, 0]) cube(2); }',
      ['FILE_NOT_FOUND main.scad 4'],
    ],
    ['an argument out of range, once', `\ncolor([2, 0, 0]) ${HULL}`, ['BAD_ARGUMENT main.scad 2']],
    ['two concave operands', `minkowski() { ${ELL} ${ELL} }`, ['INEXACT_HULL']],
    [
      'flat and solid children',
      `\nhull() { cube(1); translate([3, 3, 3]) cube(1); square(3); }`,
      ['MIXED_DIMENSIONS main.scad 2', 'MIXED_DIMENSIONS main.scad 2', 'INEXACT_HULL'],
    ],
    [
      'an inexact part of an exact hull',
      `hull() { difference() { minkowski() { ${ELL} ${ELL} } cube(2); } cube(1); }`,
      ['INEXACT_HULL'],
    ],
    [
      'more parts than are evaluated',
      'for (i = [1:210]) translate([9 * i, 0, 0]) hull() { linear_extrude(i) square(1); cube(2); }',
      ['INEXACT_HULL'],
    ],
  ])('%s', async (_, code, expected) => {
    expect(await listed(code)).toEqual(expected);
  });
});
