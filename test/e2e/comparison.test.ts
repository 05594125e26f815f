import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useModelFolder } from '../support/model-folder.ts';
import { expectNear } from '../support/near.ts';
import { polygonArea } from '../support/profiles.ts';
import { type ConnectedClient, runCli, startServer } from '../support/server.ts';
import { expectWell } from '../support/well.ts';

/** What changed between two models, and by how much parts overlap, as a client's tools tell. */

const folder = useModelFolder('file');

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer({ args: ['--root', folder.path], env: { OPENSCAD_MAX_THREADS: '2' } });
});
afterAll(() => server.close());

const measure = (args: Record<string, unknown>) => server.call('measure_model', args);

/** The answer, and how much the volumes of the two models differ. */
async function compare(before: string, after: string) {
  const old = (await measure({ code: before, what: ['mass'] })).report;
  const { report, text } = await measure({
    code: after,
    what: ['mass', 'difference'],
    compare_with: old.model_id,
  });
  return {
    difference: report.difference,
    text,
    volumes_mm3: [old.mass.volume_mm3, report.mass.volume_mm3],
  };
}

/** The volumes of the models below have five digits before the point, and results have seven in all. */
const ROUNDING_MM3 = 0.011;

const GEAR = (bore: number) => `include <BOSL2/std.scad>
include <BOSL2/gears.scad>
spur_gear(mod = 2, teeth = 24, thickness = 8, shaft_diam = ${bore}, helical = 15, $fn = 48);`;

const PLATE = (diameter: number) => `$fn = 48;
rotate([10, 20, 30]) difference() {
  cube([60, 40, 3]);
  for (x = [5:5:55], y = [5:5:35]) translate([x, y, -1]) cylinder(d = ${diameter}, h = 5);
}`;

const SIGN = (text: string) => `$fn = 32;
rotate([90, 0, 45]) { cube([80, 20, 3]); translate([5, 5, 3]) linear_extrude(2) text("${text}", size = 10); }`;

describe('difference', () => {
  it('finds a wider bore in a gear of BOSL2', async () => {
    const { difference, volumes_mm3 } = await compare(GEAR(5), GEAR(6));
    expect(difference).toMatchObject({ added_regions: 0, removed_regions: 1, identical: false });
    expect(Math.abs(difference.removed_mm3 - (volumes_mm3[0] - volumes_mm3[1]))).toBeLessThan(ROUNDING_MM3);
    expect(Math.abs(difference.common_mm3 - volumes_mm3[1])).toBeLessThan(ROUNDING_MM3);
  });

  it('finds each of the holes that grew in a plate that lies askew', async () => {
    const { difference } = await compare(PLATE(3), PLATE(3.2));
    expect(difference).toMatchObject({ added_mm3: 0, removed_regions: 77 });
    expect(difference.removed).toHaveLength(10);
    expectNear(difference.removed_mm3, 77 * 3 * (polygonArea(1.6, 48) - polygonArea(1.5, 48)), 1e-5);
  });

  it('finds a letter that was added to a sign', async () => {
    const { difference, volumes_mm3, text } = await compare(SIGN('go to'), SIGN('go to:'));
    expect(difference).toMatchObject({ removed_mm3: 0, added_regions: 2, removed: [] });
    expect(Math.abs(difference.added_mm3 - (volumes_mm3[1] - volumes_mm3[0]))).toBeLessThan(ROUNDING_MM3);
    expect(text).toMatch(/difference: summary "Added [\d.]+ mm³ in 2 places, removed nothing\."/);
  });

  it.each([GEAR(5), PLATE(3), SIGN('same')])('calls a model the same as itself: %#', async code => {
    const { difference } = await compare(code, `// Another file.\n${code}`);
    expect(difference).toMatchObject({ identical: true, added_mm3: 0, removed_mm3: 0 });
  });

  it('compares two sets of parameters of one model, and one that only was checked', async () => {
    const code = 'width = 10;\ncube([width, 10, 10]);';
    const { report } = await server.call('check_model', { code });
    const { difference } = (
      await measure({ code, parameters: { width: 12 }, compare_with: report.model_id, what: ['difference'] })
    ).report;
    expectNear(difference.added_mm3, 200, 1e-6);
    expect(difference.added[0]).toMatchObject({
      at: [11, 5, 5],
      box: { min: [10, 0, 0], max: [12, 10, 10] },
    });
  });

  it.each([
    ['square(5);', /The model of compare_with is 2D/],
    [
      'polyhedron([[0,0,0],[9,0,0],[0,9,0],[0,0,9]], [[0,1,2],[0,3,1],[0,2,3]]);',
      /compare_with.*open edges \(3\)/,
    ],
  ])('says why it cannot compare with %s', async (before, reason) => {
    const { model_id } = (await measure({ code: before })).report;
    const { isError, report } = await measure({ code: 'cube(3);', compare_with: model_id });
    expect(isError).toBe(false);
    expect(report.difference).toMatchObject({ comparable: false, reason: expect.stringMatching(reason) });
    expect(report.mass.volume_mm3).toBe(27);
  });

  it.each([
    ['square(5);', /The model of this call is 2D/],
    ['module none() {} none();', /The model of this call has no geometry/],
  ])('says why %s cannot be compared with a solid', async (code, reason) => {
    const { model_id } = (await measure({ code: 'cube(3);' })).report;
    const { report } = await measure({ code, compare_with: model_id });
    expect(report.difference).toMatchObject({ comparable: false, reason: expect.stringMatching(reason) });
  });

  it.each([
    [{ compare_with: 'm_000000000000000000000000' }, /There is no model "m_0/],
    [{ what: ['difference'] }, /needs `compare_with`/],
  ])('refuses %j', async (args, message) => {
    const { isError, report } = await measure({ code: 'cube(1);', ...args });
    expect(isError).toBe(true);
    expect(report.error).toMatchObject({ code: 'INVALID_INPUT', message: expect.stringMatching(message) });
  });

  it('ends at the deadline, and the server is well', async () => {
    const ball = (turn: number) => `rotate([0, ${turn}, 0]) sphere(20, $fn = 360);`;
    const [old, fresh] = [0, 40].map(turn => measure({ code: ball(turn), what: ['size'] }));
    const compare_with = (await old).report.model_id;
    const args = { model_id: (await fresh).report.model_id, compare_with, what: ['difference'] };
    const started = performance.now();
    const { report } = await measure({ ...args, timeout_s: 1 });
    expect(report.error.code).toBe('DEADLINE_EXCEEDED');
    expect(performance.now() - started).toBeLessThan(3000);
    await expectWell(server);
    const next = await measure({
      code: 'cube(2);',
      compare_with: (await measure({ code: 'cube(1);' })).report.model_id,
    });
    expect(next.report.difference.added_mm3).toBeCloseTo(7, 4);
  });
});

describe('distance', () => {
  const solid = (x: number) => {
    const corners = [0, 1, 2, 3, 4, 5, 6, 7].map(at => [
      x + (at & 1) * 10,
      ((at >> 1) & 1) * 10,
      (at >> 2) * 10,
    ]);
    const quads = [
      [0, 4, 6, 2],
      [1, 3, 7, 5],
      [0, 1, 5, 4],
      [2, 6, 7, 3],
      [0, 2, 3, 1],
      [4, 5, 7, 6],
    ];
    const facets = quads.flatMap(([a, b, c, d]) => [
      [a, b, c],
      [a, c, d],
    ]);
    const lines = facets.map(
      facet =>
        `facet normal 0 0 0\nouter loop\n${facet.map(at => `vertex ${corners[at].join(' ')}`).join('\n')}\nendloop\nendfacet`,
    );
    return lines.join('\n');
  };

  it('tells by how much bodies in a file overlap', async () => {
    folder.write('bodies.stl', `solid a\n${solid(0)}\n${solid(7)}\n${solid(40)}\nendsolid a\n`);
    const path = folder.write('bodies.scad', 'import("bodies.stl");');
    const { distance } = (await measure({ path, what: ['distance'] })).report;
    expect(distance[0]).toMatchObject({ mm: 0, overlaps: true, overlap_mm3: 300, from_part: 0, to_part: 1 });
    expect(distance[1].overlap_mm3).toBeUndefined();
  });
});

describe('measure --compare', () => {
  it('prints what changed', async () => {
    const old = folder.write('old.scad', 'cube(10);');
    const fresh = folder.write(
      'new.scad',
      'difference() { cube(10); translate([2, 2, -1]) cube([3, 3, 20]); }',
    );
    const { code, stdout } = await runCli(['measure', fresh, '--compare', old, '--what', 'difference']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/summary: Added nothing, removed 90 mm³ in 1 place\./);
    expect(stdout).toMatch(
      /removed: \[\{volume_mm3 90, at \[3\.5, 3\.5, 5\], box \{min \[2, 2, 0\], max \[5, 5, 10\]\}\}\]/,
    );
    const json = JSON.parse((await runCli(['measure', fresh, '--compare', old, '--json'])).stdout);
    expect(json.difference.removed_mm3).toBeCloseTo(90, 3);
  });

  it('exits with 2 when the two cannot be compared', async () => {
    const solid = folder.write('solid.scad', 'cube(10);');
    const flat = folder.write('flat.scad', 'square(10);');
    expect((await runCli(['measure', solid, '--compare', flat])).code).toBe(2);
    expect((await runCli(['measure', flat, '--compare', solid])).code).toBe(2);
  });

  it('fails with the diagnostics of a model that is wrong', async () => {
    const good = folder.write('good.scad', 'cube(10);');
    const bad = folder.write('bad.scad', 'cube(10;');
    const { code, stdout } = await runCli(['measure', good, '--compare', bad]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/bad\.scad:1: error/);
  });
});
