import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeApng } from '../support/decode-apng.ts';
import { type ConnectedClient, runCli, startServer } from '../support/server.ts';

const ROCKER = 'a = 30 * sin(360 * $t);\nrotate([0, a, 0]) cube([40, 10, 4], center = true);\n';
const SIZE = { width_px: 160, height_px: 120 };

let folder: string;
let server: ConnectedClient;

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'animation-')));
  server = await startServer({ cwd: folder, env: { TEMP_DIR: join(folder, 'temp') } });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('animate_model', () => {
  it('shows a sheet, writes a file and offers the same as a resource', async () => {
    const { report, images, text } = await server.call('animate_model', {
      code: ROCKER,
      frames: 6,
      fps: 10,
      ...SIZE,
      output_path: 'rocker.png',
    });
    expect(report).toMatchObject({
      ok: true,
      animation: { frames: 6, fps: 10, failed: [], all_equal: false },
    });
    expect(images).toHaveLength(1);
    expect(images[0].length).toBe(report.sheet.bytes);
    expect(text).toContain(join(folder, 'rocker.png'));
    const png = readFileSync(join(folder, 'rocker.png'));
    expect(decodeApng(png).frames.map(({ duration_ms }) => duration_ms)).toEqual(Array(6).fill(100));
    const { contents } = await server.client.readResource({ uri: report.artifacts[0].uri });
    expect(contents).toEqual([
      { uri: report.artifacts[0].uri, mimeType: 'image/png', blob: png.toString('base64') },
    ]);
  });

  it('goes on from a known model', async () => {
    const { report } = await server.call('render_model', { code: ROCKER, parameters: { $t: 0.25 }, ...SIZE });
    const still = report.size.size[2];
    const { report: moved } = await server.call('animate_model', {
      model_id: report.model_id,
      frames: 4,
      ...SIZE,
    });
    expect(moved.animation.size_max[2]).toBeCloseTo(still, 4);
    expect(moved.parameters).toBeUndefined();
  });

  it.each([
    [{ frames: 61 }, 'INVALID_INPUT'],
    [{ view: 'iso', camera: { rotation: [0, 0, 0] } }, 'INVALID_INPUT'],
    [{ parameters: { $t: 0.5 } }, 'INVALID_INPUT'],
    [{ output_path: '../out.png' }, 'PATH_REJECTED'],
    [{ output_path: 'out.gif' }, 'INVALID_INPUT'],
  ])('refuses %j', async (args, code) => {
    const given = { code: 'cube(1 + $t);', frames: 2, ...SIZE, ...args };
    const { isError, report } = await server.call('animate_model', given);
    expect(isError).toBe(true);
    expect(report.error.code).toBe(code);
  });
});

describe('the command animate', () => {
  it('writes an animated PNG beside its caller', async () => {
    writeFileSync(join(folder, 'rocker.scad'), ROCKER);
    const args = ['animate', 'rocker.scad', '--frames', '3', '--view', 'front', '--size', '80x60'];
    const { code, stdout } = await runCli(args, { cwd: folder });
    expect(stdout).toMatch(/^Animation of 3 frames, 3 s: 3D/);
    expect(code).toBe(0);
    const { frames, ...size } = decodeApng(readFileSync(join(folder, 'rocker-animation.png')));
    expect(size).toMatchObject({ width_px: 80, height_px: 60 });
    expect(frames).toHaveLength(3);
  });

  it('says what is wrong with its options', async () => {
    const { code, stderr } = await runCli(['animate', 'rocker.scad', '--frames', 'many'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toMatch(/--frames takes a number, not "many"/);
  });
});
