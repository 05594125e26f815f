import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { AppError } from '../../src/contracts/errors.ts';
import type { Engine } from '../../src/contracts/ports.ts';
import { animateModel } from '../../src/operations/animation/animate-model.ts';
import {
  type AnimationArguments,
  toFrameRequest,
} from '../../src/operations/animation/animation-arguments.ts';
import { readAnimation } from '../../src/operations/animation/read-animation.ts';
import type { Call, Workshop } from '../../src/operations/workshop.ts';
import { decodeApng } from '../support/decode-apng.ts';
import { decodePng } from '../support/decode-png.ts';
import { drawnBox } from '../support/pictures.ts';

const SIZE = { width_px: 120, height_px: 90 };

/** A plate that stands still and a block that slides along it. */
const SLIDER = `
x = 40 * $t;
color("gray") translate([0, 0, -2]) cube([50, 20, 2]);
color("red") translate([x, 5, 0]) cube(10);
`;

let folder: string;
let app: App;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'animation-'));
  app = createApp(resolveSettings({ TEMP_DIR: folder, OPENSCAD_MAX_THREADS: '2' }, {}));
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const quietCall = (changes: Partial<Call> = {}): Call => ({
  signal: new AbortController().signal,
  progress: () => {},
  ...changes,
});

const animate = (
  given: AnimationArguments & Parameters<typeof toFrameRequest>[0],
  call = quietCall(),
  workshop: Workshop = app.workshop,
) => animateModel(workshop, { frames: 4, ...given }, toFrameRequest({ ...SIZE, ...given }), call);

/** The app's workshop with an engine that is watched. */
function watchEngine(watch: (evaluate: Engine['evaluate']) => Engine['evaluate']): Workshop {
  const { engine } = app.workshop;
  return {
    ...app.workshop,
    engine: {
      name: engine.name,
      evaluate: watch((job, signal) => engine.evaluate(job, signal)),
      warm: () => engine.warm(),
      status: () => engine.status(),
      close: () => engine.close(),
    },
  };
}

describe('animateModel', () => {
  it('sets $t to i/n, before the file computes anything with it', async () => {
    const code = 'size = 10 + 8 * $t; echo($t, size); cube(size);';
    const { diagnostics, animation, size } = await animate({ code });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      '0, 10 (frame 0)',
      '0.25, 12 (frame 1)',
      '0.5, 14 (frame 2)',
      '0.75, 16 (frame 3)',
    ]);
    expect(animation).toMatchObject({ frames: 4, size_min: [10, 10, 10], size_max: [16, 16, 16] });
    expect(size?.size).toEqual([16, 16, 16]);
  });

  it('writes an animation in which only what moves moves', async () => {
    const report = await animate({ code: SLIDER, view: 'top', style: 'flat' });
    expect(report).toMatchObject({ ok: true, kind: '3d', animation: { failed: [], all_equal: false } });
    const [{ path, bytes }] = report.artifacts;
    const png = readFileSync(path);
    expect(png.length).toBe(bytes);
    const { frames, plays, ...size } = decodeApng(png);
    expect(size).toMatchObject(SIZE);
    expect(plays).toBe(0);
    expect(frames.map(({ duration_ms }) => duration_ms)).toEqual(Array(4).fill(752));
    const boxes = frames.map(({ rgba }) => drawnBox({ ...SIZE, rgba }));
    expect(new Set(boxes.map(box => JSON.stringify(box))).size).toBe(1);
    for (const { width } of frames.slice(1)) expect(width).toBeLessThan(SIZE.width_px);
  });

  it('shows all frames on one sheet', async () => {
    const { sheet } = await animate({ code: SLIDER });
    expect(sheet).toMatchObject({ columns: 2, rows: 2, width_px: 241, height_px: 181 });
    const decoded = decodePng(sheet?.png ?? new Uint8Array());
    expect([decoded.width_px, decoded.height_px]).toEqual([241, 181]);
  });

  it('takes known frames from memory, and the address gives the same animation', async () => {
    const first = await animate({ code: SLIDER, style: 'xray' });
    const again = await animate({ code: SLIDER, style: 'xray' });
    expect(again.cache).toBe('mesh');
    expect(again.artifacts).toEqual(first.artifacts);
    const { bytes } = await readAnimation(app.workshop, first.artifacts[0].uri, quietCall());
    expect(Buffer.from(bytes).equals(readFileSync(first.artifacts[0].path))).toBe(true);
  });

  it('says that a model does not move', async () => {
    const { ok, notes, animation } = await animate({ code: 'cube(10);', frames: 2 });
    expect(ok).toBe(true);
    expect(animation.all_equal).toBe(true);
    expect(notes).toEqual([expect.stringMatching(/^All frames are equal/)]);
  });

  it('draws 2D models', async () => {
    const { kind, size, artifacts } = await animate({ code: 'translate([20 * $t, 0]) square(10);' });
    expect(kind).toBe('2d');
    expect(size).toEqual({ min: [0, 0], max: [25, 10], size: [25, 10] });
    const { frames } = decodeApng(readFileSync(artifacts[0].path));
    expect(frames[3].rgba).not.toEqual(frames[0].rgba);
  });

  it('lets a file move its own camera, unless a view is asked for', async () => {
    const code = '$vpr = [60, 0, 360 * $t]; $vpt = [0, 0, 0]; $vpd = 120; cube([30, 10, 5]);';
    const own = await animate({ code });
    expect(own.notes).toEqual([expect.stringContaining('$vp*')]);
    expect(own.animation.all_equal).toBe(false);
    const turned = decodeApng(readFileSync(own.artifacts[0].path)).frames;
    expect(turned[1].rgba).not.toEqual(turned[0].rgba);
    const still = await animate({ code, view: 'iso', frames: 2 });
    const frames = decodeApng(readFileSync(still.artifacts[0].path)).frames;
    expect(frames[1].rgba).toEqual(frames[0].rgba);
  });
});

describe('an animation with bad frames', () => {
  it('names those that fail, shows the others and writes no file', async () => {
    const code = 'assert($t < 0.5, "too far"); cube(10);';
    const report = await animate({ code });
    expect(report).toMatchObject({
      ok: false,
      error: { code: 'SCAD_RUNTIME', message: expect.stringMatching(/^Frames 2, 3 failed: .*too far/) },
      animation: { failed: [2, 3], empty: [] },
      artifacts: [],
    });
    expect(report.diagnostics[0].message).toMatch(/too far.*\(frames 2, 3\)$/);
    expect(report.notes).toEqual(['No animation was written, since not all frames are right.']);
    expect(report.sheet).not.toBeNull();
  });

  it('finds nothing wrong with frames that are empty as long as others are not', async () => {
    const report = await animate({ code: 'if ($t > 0) cube(40 * $t);' });
    expect(report).toMatchObject({ ok: true, animation: { failed: [], empty: [0] } });
    expect(report.notes).toEqual(['Without geometry: frame 0.']);
    expect(decodeApng(readFileSync(report.artifacts[0].path)).frames).toHaveLength(4);
    const none = await animate({ code: 'module forgotten() cube(1);' });
    expect(none).toMatchObject({ ok: false, error: { code: 'EMPTY_GEOMETRY' }, sheet: null, artifacts: [] });
  });

  it('does not evaluate a file again that cannot be parsed', async () => {
    let runs = 0;
    const workshop = watchEngine(evaluate => (job, signal) => {
      if (job.product === 'geometry') runs++;
      return evaluate(job, signal);
    });
    const report = await animate({ code: 'cube(10', frames: 60 }, quietCall(), workshop);
    expect(report).toMatchObject({ ok: false, error: { code: 'SCAD_SYNTAX' } });
    expect(runs).toBe(1);
  });
});

describe('an animation among other work', () => {
  it('keeps no more threads busy than the pool has', async () => {
    let [running, most] = [0, 0];
    const workshop = watchEngine(evaluate => async (job, signal) => {
      most = Math.max(most, ++running);
      return evaluate(job, signal).finally(() => running--);
    });
    await animate({ code: 'cube(20 + $t);', frames: 8 }, quietCall(), workshop);
    expect(most).toBe(2);
  });

  it('reports each phase once', async () => {
    const phases: string[] = [];
    await animate({ code: 'cube(21 + $t);' }, quietCall({ progress: phase => phases.push(phase) }));
    expect(phases).toEqual(['staging', 'evaluating', 'drawing', 'encoding']);
  });

  it('says how far it got when the time is up', async () => {
    const workshop = watchEngine(
      evaluate => (job, signal) =>
        job.definitions.includes('$t=0.75')
          ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
          : evaluate(job, signal),
    );
    const work = animate({ code: 'cube(22 + $t);', timeout_s: 3 }, quietCall(), workshop);
    await expect(work).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
      message: expect.stringContaining('3 of 4 frames were evaluated'),
      hint: expect.stringContaining('timeout_s'),
    });
  });

  it('stops when its caller gives up', async () => {
    const controller = new AbortController();
    const call = quietCall({ signal: controller.signal });
    const work = animate(
      { code: 'for (i = [0 : 40]) rotate(i + $t) sphere(9, $fn = 90);', frames: 60 },
      call,
    );
    setTimeout(() => controller.abort(new AppError('CANCELLED', 'enough')), 500);
    await expect(work).rejects.toMatchObject({ code: 'CANCELLED' });
    await expect(animate({ code: 'cube(23 + $t);', frames: 2 })).resolves.toMatchObject({ ok: true });
  });
});
