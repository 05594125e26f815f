import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useModelFolder } from '../support/model-folder.ts';
import { type ConnectedClient, runCli, startServer } from '../support/server.ts';

/** Measuring, checking and exporting, as a client's tools reach them. */

const folder = useModelFolder('file');

/** A plate with a through hole, a blind hole and a boss. */
const PLATE = `$fn = 64;
difference() {
  union() {
    cube([40, 20, 5]);
    translate([30, 10, 5]) cylinder(d = 6, h = 4);
  }
  translate([10, 10, -1]) cylinder(d = 5, h = 7);
  translate([20, 10, 2]) cylinder(d = 3, h = 4);
}`;

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer({ args: ['--root', folder.path] });
});
afterAll(() => server.close());

describe('measure_model', () => {
  const measure = async (args: Record<string, unknown>) => (await server.call('measure_model', args)).report;

  it('tells size, mass, topology and parts unless asked for something else', async () => {
    const report = await measure({ code: 'cube([10, 20, 30]);', material: 'PLA' });
    expect(report.size.size).toEqual([10, 20, 30]);
    expect(report.mass).toMatchObject({ volume_mm3: 6000, area_mm2: 2200, center_mm: [5, 10, 15] });
    expect(report.mass.mass_g).toBeCloseTo(6 * 1.24, 6);
    expect(report.mass.material).toBe('PLA');
    expect(report.topology).toMatchObject({ watertight: true, manifold: true, genus: 0, open_edges: 0 });
    expect(report.parts).toHaveLength(1);
  });

  it('finds holes and bosses with their true diameters', async () => {
    const { features } = await measure({ code: PLATE, what: ['features'] });
    const holes = features.holes.map(({ diameter_mm, through, at }: Record<string, unknown>) => ({
      diameter_mm,
      through,
      at,
    }));
    expect(holes).toEqual([
      { diameter_mm: 5, through: true, at: expect.anything() },
      { diameter_mm: 3, through: false, at: [20, 10, 5] },
    ]);
    expect(features.bosses[0]).toMatchObject({ diameter_mm: 6, depth_mm: 4 });
  });

  it('cuts, and measures walls, gaps and points', async () => {
    const code = 'cube(10); translate([13, 0, 0]) difference() { cube(10); translate([1, 1, 1]) cube(8); }';
    const report = await measure({
      code,
      what: ['thickness', 'distance'],
      section: { axis: 'z', offset_mm: 5 },
    });
    expect(report.section.area_mm2).toBeCloseTo(100 + 36, 3);
    expect(report.thickness.min_mm).toBeCloseTo(1, 3);
    expect(report.distance[0].mm).toBeCloseTo(3, 5);
    const points = await measure({
      model_id: report.model_id,
      points: [
        [0, 0, 0],
        [3, 0, 0],
        [3, 4, 0],
      ],
    });
    expect(points.distance.map(({ mm }: { mm: number }) => mm)).toEqual([3, 4]);
    expect(points.distance[0].angle_at_to_deg).toBeCloseTo(90, 9);
  });

  it.each([
    [{ what: ['section'] }, /where to cut/],
    [{ material: 'unobtainium' }, /no material/],
    [{ material: 'PLA', density_g_cm3: 1 }, /not both/],
    [{ points: [[0, 0, 0]] }, /two points/],
    [{ what: ['weight'] }, /what/],
  ])('refuses %j', async (args, message) => {
    const { isError, report } = await server.call('measure_model', { code: 'cube(1);', ...args });
    expect(isError).toBe(true);
    expect(report.error.code).toBe('INVALID_INPUT');
    expect(report.error.message).toMatch(message);
  });

  it('tells area and perimeter of a 2D model, and what the rest needs', async () => {
    const report = await measure({ code: 'square([4, 3]);' });
    expect(report.outline).toMatchObject({ area_mm2: 12, perimeter_mm: 14 });
    expect(report.notes[0]).toMatch(/linear_extrude/);
  });
});

describe('check_model', () => {
  const check = async (args: Record<string, unknown>) => (await server.call('check_model', args)).report;
  const codes = ({ findings }: Record<string, { code: string }[]>) => findings.map(({ code }) => code);

  it('says what was given and not used', async () => {
    const { report } = await server.call('check_model', {
      code: 'cube(5);',
      printer: { nozzle_mm: 0.6 },
      expect: {},
    });
    expect(report.notes).toEqual([
      expect.stringContaining('printer was not used'),
      expect.stringContaining('expect is empty'),
    ]);
  });

  it('finds nothing wrong with a good part', async () => {
    const report = await check({ code: PLATE, level: 'print' });
    expect(report).toMatchObject({ verdict: 'pass', findings: [] });
    expect(report.orientations[0].fits_bed).toBe(true);
  });

  it.each([
    ['polyhedron([[0,0,0],[9,0,0],[0,9,0],[0,0,9]], [[0,1,2],[0,3,1],[0,2,3]]);', 'geometry', 'NOT_CLOSED'],
    ['cube(10); translate([0, 0, 20]) cube(5);', 'geometry', 'FLOATING_PART'],
    ['cube([10, 10, 20]); translate([0, 0, 15]) cube([40, 10, 5]);', 'print', 'OVERHANG'],
    ['difference() { cube(20); translate([0.3, 0.3, 1]) cube([19.4, 19.4, 30]); }', 'print', 'THIN_WALL'],
    ['cube([300, 10, 10]);', 'print', 'TOO_LARGE'],
  ])('finds what is wrong with %s', async (code, level, finding) => {
    const report = await check({ code, level });
    expect(codes(report)).toContain(finding);
    expect(report.summary).toMatch(/Found: /);
  });

  it('answers what is expected, one by one', async () => {
    const report = await check({
      code: PLATE,
      expect: {
        size_mm: [40, 20, 9],
        parts: 1,
        watertight: true,
        volume_mm3: 5000,
        holes: [{ diameter_mm: 5 }, { diameter_mm: 8 }],
        contains_points: [[1, 1, 1]],
        excludes_points: [[10, 10, 2.5]],
      },
    });
    const verdicts = report.expectations.map(({ name, verdict }: Record<string, string>) => [name, verdict]);
    expect(verdicts).toEqual([
      ['size_mm', 'pass'],
      ['volume_mm3', 'fail'],
      ['parts', 'pass'],
      ['watertight', 'pass'],
      ['holes', 'pass'],
      ['holes', 'fail'],
      ['contains_points', 'pass'],
      ['excludes_points', 'pass'],
    ]);
    expect(report.verdict).toBe('fail');
    expect(report.summary).toMatch(/6 of 8 expectations are met/);
  });

  it('names an expectation that it does not know', async () => {
    const { report } = await server.call('check_model', { code: 'cube(1);', expect: { colour: 'red' } });
    expect(report.error.message).toMatch(/"colour".*size_mm/);
  });
});

describe('check_model of a drawing', () => {
  const PLATE = 'square([80, 50]);';
  const check = async (args: Record<string, unknown>) =>
    (await server.call('check_model', { code: PLATE, ...args })).report;

  it('answers its size and says that the rest is for solids', async () => {
    const right = await check({ expect: { size_mm: [80, 50], fits_in_mm: [100, 60] } });
    expect(right).toMatchObject({
      verdict: 'pass',
      expectations: [{ verdict: 'pass' }, { verdict: 'pass' }],
    });
    const wrong = await check({ expect: { size_mm: [81, 50] } });
    expect(wrong.verdict).toBe('fail');
    const unclear = await check({ level: 'geometry', expect: { volume_mm3: 1, parts: 99 } });
    expect(unclear.verdict).toBe('unknown');
    expect(unclear.expectations).toHaveLength(2);
    expect(unclear.notes.join()).toContain('2D');
  });
});

it('looks at the geometry whenever something is expected of it', async () => {
  const { report } = await server.call('check_model', {
    code: 'polyhedron([[0,0,0],[9,0,0],[0,9,0],[0,0,9]], [[0,1,2],[0,3,1],[0,2,3]]);',
    level: 'syntax',
    expect: { parts: 1 },
  });
  expect(report.verdict).toBe('fail');
  expect(report.findings[0].code).toBe('NOT_CLOSED');
});

it('expects more than a litre', async () => {
  const { report } = await server.call('check_model', {
    code: 'cube([100, 100, 400]);',
    expect: { volume_mm3: 4_000_000 },
  });
  expect(report.verdict).toBe('pass');
});

describe('export_model', () => {
  const SOLID = 'color("red") cube(10); translate([20, 0, 0]) sphere(5);';

  it.each(['stl', '3mf', 'off', 'obj', 'amf', 'glb', 'png', 'csg', 'scad'])(
    'writes a solid as %s',
    async format => {
      const { report } = await server.call('export_model', {
        code: SOLID,
        format,
        output_path: `solid.${format}`,
      });
      expect(report.ok, report.summary).toBe(true);
      expect(readFileSync(folder.at(`solid.${format}`)).length).toBe(report.artifacts[0].bytes);
    },
  );

  it.each(['svg', 'dxf', 'pdf', 'png', 'scad'])('writes a drawing as %s', async format => {
    const { report } = await server.call('export_model', {
      code: 'difference() { square(20); circle(5); }',
      format,
      output_path: `drawing.${format}`,
    });
    expect(report.ok, report.summary).toBe(true);
  });

  it.each([
    ['pdf', SOLID],
    ['glb', 'square(3);'],
  ])('says why %s does not hold a model', async (format, code) => {
    const { report } = await server.call('export_model', { code, format });
    expect(report.error.code).toBe('UNSUPPORTED_FORMAT');
  });

  it('refuses a path before it does any work', async () => {
    const endless = 'function f(n) = n < 2 ? n : f(n - 1) + f(n - 2); echo(f(60)); cube(1);';
    for (const [output_path, code] of [
      ['no-such-folder/a.stl', 'PATH_REJECTED'],
      ['solid.stl', 'INVALID_INPUT'],
    ]) {
      const { report } = await server.call('export_model', { code: endless, format: 'stl', output_path });
      expect(report.error.code, output_path).toBe(code);
    }
    const name = `${'n'.repeat(300)}.stl`;
    const { report } = await server.call('export_model', { code: SOLID, format: 'stl', output_path: name });
    expect(report.error).toMatchObject({ code: 'INVALID_INPUT', hint: 'Choose a shorter name.' });
  });

  it('draws outlines of very many points', async () => {
    const { report } = await server.call('export_model', {
      code: 'circle(r = 100, $fn = 200000);',
      format: 'pdf',
      output_path: 'fine.pdf',
    });
    expect(report.ok, report.summary).toBe(true);
  });

  it('reads what it wrote', async () => {
    const { report: original } = await server.call('measure_model', { code: SOLID });
    for (const format of ['stl', '3mf', 'off', 'obj', 'amf']) {
      const { report } = await server.call('measure_model', {
        path: folder.write(`read-${format}.scad`, `import("solid.${format}");`),
      });
      expect(report.mass.volume_mm3, format).toBeCloseTo(original.mass.volume_mm3, 2);
      expect(report.parts, format).toHaveLength(2);
    }
  });

  it('serves files of a known model as resources', async () => {
    const { report } = await server.call('measure_model', { code: SOLID });
    const { contents } = await server.client.readResource({
      uri: `openscad://models/${report.model_id}/mesh.3mf`,
    });
    expect(contents[0]).toMatchObject({ mimeType: 'model/3mf' });
  });
});

describe('commands', () => {
  it('measure prints numbers, and JSON for programs', async () => {
    const file = folder.write('plate.scad', PLATE);
    const { code, stdout } = await runCli(['measure', file, '--what', 'mass,features', '--material', 'PETG']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/mass_g: /);
    expect(stdout).toMatch(/diameter_mm 5/);
    const json = JSON.parse((await runCli(['measure', file, '--json'])).stdout);
    expect(json.mass.volume_mm3).toBeGreaterThan(3000);
  });

  it('check --level print exits with 1 for what will not print', async () => {
    const file = folder.write('floating.scad', 'cube(10); translate([0, 0, 20]) cube(5);');
    const { code, stdout } = await runCli(['check', file, '--level', 'print']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/FLOATING_PART/);
  });
});
