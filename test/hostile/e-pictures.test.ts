import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { LIMITS } from '../../src/contracts/limits.ts';
import { useModelFolder } from '../support/model-folder.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { CAMERA_ROWS } from './rows/camera-rows.ts';
import { KIND_ROWS } from './rows/drawn-kind-rows.ts';
import type { HostileRow } from './rows/hostile-row.ts';
import { expectDrawn, PLAIN } from './rows/picture-checks.ts';
import { runRows } from './run-rows.ts';

/** Section E, second half: pictures of what hardly can be drawn, and cameras that see nothing. */

const SIZE_ROWS: readonly HostileRow[] = [
  ...[1e-12, 1e-6, 1e6, 1e12, 1e29].map(
    (size): HostileRow => ({
      id: 68,
      title: `a cube of ${size} mm fills its picture`,
      args: { ...PLAIN, code: `cube(${size});` },
      expected: 'ok',
      check: expectDrawn,
    }),
  ),
  {
    id: 68,
    title: 'a cube too large for the picture, which says so',
    args: { ...PLAIN, code: 'cube(1e30);' },
    expected: 'ok',
    check: ({ report }) => expect(report.notes.join()).toMatch(/nothing to see/),
  },
  ...[1e-12, 1e12].map(
    (size): HostileRow => ({
      id: 68,
      title: `a square of ${size} mm with all that can be drawn around it`,
      args: { code: `square(${size});`, dimensions: true, width_px: 120, height_px: 90 },
      expected: ['ok', 'EMPTY_GEOMETRY'],
    }),
  ),
  ...['shaded', 'flat', 'xray', 'wireframe'].map(
    (style): HostileRow => ({
      id: 68,
      title: `a cube of 10^12 mm, ${style}, with a grid, axes and dimensions`,
      args: { code: 'cube(1e12);', style, grid: true, axes: true, dimensions: true, edges: true },
      expected: 'ok',
    }),
  ),
  {
    id: 69,
    title: 'a grain beside a world',
    args: {
      ...PLAIN,
      code: 'cube(1e9); translate([-1, -1, -1]) cube(1e-6);',
      views: ['iso', 'front'],
      width_px: 240,
      height_px: 240,
    },
    expected: 'ok',
    check: expectDrawn,
  },
  {
    id: 69,
    title: 'a grain far from the origin',
    args: { ...PLAIN, code: 'translate([1e9, 1e9, 1e9]) cube(1e-6);' },
    expected: ['ok', 'EMPTY_GEOMETRY'],
  },
];

const PIXEL_ROWS: readonly HostileRow[] = [
  ...[0, -1, 15, 4097, 1e9, 1e308, 1.5, null, '800', [800], {}].map(
    (width_px): HostileRow => ({
      // The catalogue says PARAMETER_INVALID, which here is for variables of the model.
      id: 70,
      title: `a width of ${JSON.stringify(width_px)}`,
      args: { code: 'cube(1);', width_px, height_px: width_px },
      expected: 'INVALID_INPUT',
      message: /width_px/,
      maxMs: 1000,
    }),
  ),
  {
    id: 70,
    title: 'more than the operator allows',
    args: { code: 'cube(1);', width_px: 3000 },
    expected: 'INVALID_INPUT',
    message: /16 to 2048/,
  },
  {
    id: 71,
    title: 'nine views of the largest size',
    args: {
      code: 'sphere(10, $fn = 60);',
      views: ['iso', 'front', 'right', 'top', 'back', 'left', 'bottom', 'iso'],
      camera: { rotation: [10, 20, 30] },
      layout: 'separate',
      width_px: 2048,
      height_px: 2048,
      timeout_s: 60,
    },
    expected: ['ok', 'INVALID_INPUT'],
    maxRssMb: 1100,
    check: ({ report, images }) => {
      const bytes = images.reduce(
        (sum, image) => sum + image.length * (4 / 3),
        JSON.stringify(report).length,
      );
      expect(bytes).toBeLessThan(LIMITS.maxResultBytes);
    },
  },
  {
    id: 71,
    title: 'a sheet of the largest size with every aid',
    args: {
      code: 'difference() { cube(20); sphere(12, $fn = 90); }',
      views: ['iso', 'front', 'right', 'top'],
      width_px: 2048,
      height_px: 2048,
      style: 'xray',
      dimensions: true,
      timeout_s: 60,
    },
    expected: 'ok',
    maxRssMb: 1100,
  },
];

const LARGE_ROWS: readonly HostileRow[] = [
  {
    // The bound on what a run writes, 64 MB, comes before that of two million triangles: this is about the most.
    id: 73,
    title: 'a mesh of 1.2 million triangles',
    args: { ...PLAIN, code: 'sphere(10, $fn = 1100);', timeout_s: 60 },
    expected: 'ok',
    maxMs: 30_000,
    check: result => {
      expect(result.report.mesh.triangles).toBeGreaterThan(1_200_000);
      expectDrawn(result);
    },
  },
  {
    id: 73,
    title: 'a deadline while a large mesh is drawn',
    args: {
      code: 'sphere(10, $fn = 1100);',
      views: ['iso', 'front', 'right', 'top', 'back', 'left', 'bottom'],
      layout: 'separate',
      style: 'xray',
      width_px: 2048,
      height_px: 2048,
      timeout_s: 1,
    },
    expected: 'DEADLINE_EXCEEDED',
    maxMs: 2000,
  },
];

runRows({
  'sizes of models': SIZE_ROWS,
  'sizes of pictures': PIXEL_ROWS,
  cameras: CAMERA_ROWS,
  'large meshes': LARGE_ROWS,
  'kinds, letters and colours': KIND_ROWS,
});

const SAME_MODELS = [
  'difference() { sphere(10, $fn = 70); translate([0, 0, 5]) cube(8); }',
  'color("red") hull() { cube(3); translate([9, 4, 2]) sphere(2); } color([0, 0.5, 1, 0.5]) translate([0, 0, 9]) cube(4);',
  'linear_extrude(2) text("same");',
];

const folder = useModelFolder('file');

/** Hashes of the picture and the STL of each model, all asked for at the same time. */
async function describeModels(server: ConnectedClient): Promise<string[]> {
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const answers = SAME_MODELS.map(async code => {
    const picture = await server.call('render_model', { code, views: ['iso', 'top'], timeout_s: 60 });
    const file = await server.call('export_model', { code, format: 'stl', timeout_s: 60 });
    return [...picture.images.map(hash), file.report.artifacts[0].sha256];
  });
  return (await Promise.all(answers)).flat();
}

it('77: the same models give the same bytes, from one thread or four, and again', async () => {
  const found = [];
  for (const threads of ['1', '4']) {
    const server = await startServer({
      env: { OPENSCAD_MAX_THREADS: threads, TEMP_DIR: folder.at(threads) },
    });
    found.push(await describeModels(server));
    await server.call('server_status', { clear_cache: true });
    found.push(await describeModels(server));
    await server.close();
  }
  expect(found[0]).toHaveLength(2 * SAME_MODELS.length);
  for (const other of found.slice(1)) expect(other).toEqual(found[0]);
});
