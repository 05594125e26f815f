import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasNative, runNative } from '../../scripts/native.ts';
import { measureStlBytes } from '../../scripts/native-examples/measure-stl.ts';
import { useModelFolder } from '../support/model-folder.ts';
import {
  type ReadObject,
  read3mfByThree,
  readAmfByThree,
  readGlbByThree,
  readObjByThree,
  readOffByHand,
  readStlByThree,
} from '../support/read-exports.ts';
import { readPdfArea_mm2 } from '../support/read-pdf.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { measureSoup } from '../support/solid-of-soup.ts';

/** Every exported format, read by programs of others: the same solid, parts, names and colours. */

/** Of volumes and areas; float32 costs the rest. */
const TOLERANCE = 1e-5;

/** A block with a cavity, a ball one can look through, a block of two colours, and a part without colour. */
const SOLID = `
color("red") difference() { cube(12); translate([3, 4, 5]) cube(4); }
color("#0080ff80") translate([20, 5, 5]) sphere(5, $fn = 32);
color("lime") translate([0, 20, 0]) cube([10, 10, 5]);
color("navy") translate([0, 20, 5]) cube([10, 10, 4]);
translate([20 + 1 / 3, 25, 1000 / 7]) rotate([17, 29, 33]) cylinder(h = 10 / 3, r = 7 / 3, $fn = 17);`;

/** Largest part first, as parts are numbered. */
const COLORS = [['#ff0000'], ['#000080', '#00ff00'], ['#0080ff 0.5'], ['#f9d72c']];

/** A plate with a round hole of 64 sides and a ring in it, and a triangle beside. */
const DRAWING = `
difference() { square(40); translate([20, 20]) circle(15, $fn = 64); }
difference() { translate([20, 20]) circle(10, $fn = 64); translate([20, 20]) circle(5, $fn = 64); }
translate([50, -1 / 3]) polygon([[0, 0], [10, 0], [0, 7]]);`;

const circleArea = (radius: number) => 32 * radius ** 2 * Math.sin((2 * Math.PI) / 64);
const DRAWING_AREA_mm2 = 1600 - circleArea(15) + circleArea(10) - circleArea(5) + 35;

interface Part {
  readonly name: string;
  readonly volume_mm3: number;
  readonly area_mm2: number;
  readonly box: readonly number[];
}

const folder = useModelFolder('file');
let server: ConnectedClient;
let parts: readonly Part[] = [];

beforeAll(async () => {
  server = await startServer({ args: ['--root', folder.path] });
  vi.spyOn(console, 'log').mockReturnValue();
  const { report } = await server.call('measure_model', { code: SOLID, what: ['parts'] });
  parts = report.parts.map(({ color, size, ...part }: Record<string, never>, index: number) => ({
    ...part,
    name: `part ${index + 1}${color === undefined ? '' : ` ${color}`}`,
    box: [...Object(size).min, ...Object(size).max],
  }));
});
afterAll(() => server.close());

async function exportTo(name: string, code: string): Promise<Uint8Array> {
  const format = name.split('.').at(-1);
  const { report } = await server.call('export_model', { code, format, output_path: name, overwrite: true });
  expect(report.ok, report.summary).toBe(true);
  return readFileSync(folder.at(name));
}

function expectClose(found: number, expected: number, what: string): void {
  expect(Math.abs(found / expected - 1), `${what}: ${found} for ${expected}`).toBeLessThan(TOLERANCE);
}

function expectSolid(
  found: { volume_mm3: number; area_mm2: number; box: readonly number[] },
  part: Part,
): void {
  expectClose(found.volume_mm3, part.volume_mm3, `volume of ${part.name}`);
  expectClose(found.area_mm2, part.area_mm2, `area of ${part.name}`);
  found.box.forEach((value, at) => {
    expect(value, `box of ${part.name}`).toBeCloseTo(part.box[at], 4);
  });
}

/** All parts together. */
function whole(): Part {
  const total = (value: (part: Part) => number) => parts.reduce((sum, part) => sum + value(part), 0);
  const box = [0, 1, 2, 3, 4, 5].map(at => {
    const values = parts.map(part => part.box[at]);
    return at < 3 ? Math.min(...values) : Math.max(...values);
  });
  return {
    name: 'the whole',
    volume_mm3: total(part => part.volume_mm3),
    area_mm2: total(part => part.area_mm2),
    box,
  };
}

describe('formats that hold named parts', () => {
  const READERS: Readonly<
    Record<string, (bytes: Uint8Array) => readonly ReadObject[] | Promise<readonly ReadObject[]>>
  > = {
    '3mf': read3mfByThree,
    amf: readAmfByThree,
    glb: readGlbByThree,
    obj: readObjByThree,
  };

  it.each(Object.entries(READERS))(
    '%s is read by three as the same parts with their names and colours',
    async (format, read) => {
      const objects = await read(await exportTo(`solid.${format}`, SOLID));
      const spaces = (name: string) => (format === 'obj' ? name.replaceAll(' ', '_') : name);
      expect(parts).toHaveLength(4);
      expect(objects.map(({ name }) => name)).toEqual(parts.map(({ name }) => spaces(name)));
      objects.forEach((object, index) => {
        const measured = measureSoup(object.soup);
        expect(measured.parts).toBe(1);
        expectSolid(measured, parts[index]);
        expect(object.colors).toEqual(format === 'obj' ? [] : COLORS[index]);
      });
    },
  );
});

describe('formats that hold one mesh', () => {
  it.each([
    ['stl', readStlByThree, [] as string[]],
    ['off', readOffByHand, COLORS.flat().sort()],
  ] as const)('%s is read as the same solid', async (format, read, colors) => {
    const [object] = read(await exportTo(`solid.${format}`, SOLID));
    const measured = measureSoup(object.soup);
    expect(measured.parts).toBe(4);
    expectSolid(measured, whole());
    expect(object.colors).toEqual(colors);
  });
});

describe.each(['stl', 'off', 'amf', '3mf', 'obj'])('import() of our own %s', format => {
  it('is the same solid', async () => {
    await exportTo(`own.${format}`, SOLID);
    const path = folder.write(`own-${format}.scad`, `import("own.${format}");`);
    const { report } = await server.call('measure_model', { path, what: ['parts', 'mass'] });
    expect(report.parts).toHaveLength(4);
    const { min, max } = report.size;
    expectSolid({ ...report.mass, box: [...min, ...max] }, whole());
  });
});

describe.skipIf(!hasNative() && !process.env.CI)('native OpenSCAD', () => {
  const makeStl = (name: string, code: string) => {
    const model = folder.write(name, code);
    const { file } = runNative(model, 'stl', 60_000, ['--export-format', 'binstl']);
    if (file === null) throw new Error('the native program made nothing of it');
    return measureStlBytes(readFileSync(file));
  };

  it.each(['stl', 'off', 'amf', '3mf'])('imports %s as the same solid', async format => {
    await exportTo(`native.${format}`, SOLID);
    expectSolid(makeStl(`native-${format}.scad`, `import("native.${format}");`), whole());
  });

  it.each(['svg', 'dxf'])('imports %s as the same area', async format => {
    await exportTo(`native.${format}`, DRAWING);
    const { volume_mm3 } = makeStl(`native-${format}.scad`, `linear_extrude(1) import("native.${format}");`);
    expectClose(volume_mm3, DRAWING_AREA_mm2, format);
  });
});

describe('drawings', () => {
  it.each(['svg', 'dxf'])('import() of our own %s has the same area', async format => {
    await exportTo(`drawing.${format}`, DRAWING);
    const path = folder.write(`drawing-${format}.scad`, `import("drawing.${format}");`);
    const { report } = await server.call('measure_model', { path });
    expectClose(report.outline.area_mm2, DRAWING_AREA_mm2, format);
  });

  it('pdf fills the same area', async () => {
    expectClose(await readPdfArea_mm2(await exportTo('drawing.pdf', DRAWING)), DRAWING_AREA_mm2, 'pdf');
  });
});
