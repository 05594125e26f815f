import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMeasuredApp } from '../../src/app.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { AppError } from '../../src/contracts/errors.ts';
import { DEFAULT_PICTURE } from '../../src/contracts/picture.ts';
import { checkHealth, type HealthReport } from '../../src/operations/check-health.ts';
import { renderModel } from '../../src/operations/render-model.ts';
import type { Workshop } from '../../src/operations/workshop.ts';
import { parseMetrics } from '../support/parse-metrics.ts';

/** Runs for minutes if nobody stops it. */
const ENDLESS = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);';

let folder: string;
let app: Awaited<ReturnType<typeof createMeasuredApp>>;

async function start(environment: Record<string, string> = {}): Promise<void> {
  app = await createMeasuredApp(
    resolveSettings({ TEMP_DIR: join(folder, 'temp'), OPENSCAD_MAX_THREADS: '1', ...environment }, {}),
  );
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'health-'));
});
afterEach(async () => {
  await app.close();
  app.metrics.close();
  rmSync(folder, { recursive: true, force: true });
});

const never = () => new AbortController().signal;
const probe = (ready: boolean, workshop: Workshop = app.workshop): Promise<HealthReport> =>
  checkHealth(workshop, { ready }, { signal: never() });
const find = (report: HealthReport, name: string) => report.checks.find(check => check.name === name);
const completed = async () => (await app.workshop.engine.status()).pool?.completed ?? 0;

function render(code: string, signal: AbortSignal = never()) {
  return renderModel(app.workshop, { code }, DEFAULT_PICTURE, { signal, progress() {} });
}

describe('checkHealth', () => {
  it('renders a real model to say that the server is ready', async () => {
    await start();
    const report = await probe(true);
    expect(report).toMatchObject({ status: 'healthy', version: app.facts.version });
    expect(report.checks.map(({ name, ok }) => [name, ok])).toEqual([
      ['process', true],
      ['render', true],
      ['queue', true],
      ['temporary files', true],
      ['cache', true],
    ]);
    expect(find(report, 'render')?.detail).toMatch(/drawn in \d+ ms/);
    expect(app.workshop.models.list()).toEqual([]);
  });

  it('asks only whether the process answers, when nobody asks for more', async () => {
    await start();
    const report = await probe(false);
    expect(report.checks.map(({ name }) => name)).toEqual(['process']);
    expect(await completed()).toBe(0);
  });

  it('costs one render, however many ask', async () => {
    await start();
    const reports = await Promise.all(Array.from({ length: 30 }, () => probe(true)));
    await probe(true);
    expect(new Set(reports.map(({ status }) => status))).toEqual(new Set(['healthy']));
    expect(await completed()).toBe(1);
  });

  it('tries nothing while calls keep all threads busy, and says when no more are taken', async () => {
    await start({ OPENSCAD_QUEUE_SIZE: '1' });
    const stop = new AbortController();
    const calls = Promise.allSettled([
      render(`${ENDLESS}//1`, stop.signal),
      render(`${ENDLESS}//2`, stop.signal),
    ]);
    const isFull = async () => (await app.workshop.engine.status()).pool?.queued === 1;
    for (let waited = 0; waited < 100 && !(await isFull()); waited++)
      await new Promise(done => setTimeout(done, 50));
    const report = await probe(true);
    expect(report.status).toBe('unhealthy');
    expect(find(report, 'render')).toMatchObject({ ok: true, detail: expect.stringContaining('not tried') });
    expect(find(report, 'queue')).toMatchObject({
      ok: false,
      fix: expect.stringContaining('OPENSCAD_QUEUE_SIZE'),
    });
    stop.abort(new AppError('CANCELLED', 'enough'));
    await calls;
    expect(find(await probe(true), 'queue')?.ok).toBe(true);
    const metrics = parseMetrics(await app.metrics.text());
    const restarts = metrics.get('openscad_mcp_thread_restarts_total')?.samples;
    expect(restarts?.find(({ labels }) => labels.pool === 'evaluate')?.value).toBe(1);
    expect(metrics.get('openscad_mcp_threads')?.samples.map(({ value }) => value)).toEqual([1, 0]);
  });

  it('is unhealthy without a folder for temporary files, and says so without its path', async () => {
    writeFileSync(join(folder, 'temp'), '');
    await start();
    const report = await probe(true);
    expect(report.status).toBe('unhealthy');
    expect(find(report, 'temporary files')).toMatchObject({
      ok: false,
      fix: expect.stringContaining('TEMP_DIR'),
    });
    expect(JSON.stringify(report)).not.toContain(folder);
  });

  it('is degraded, not unhealthy, without a tier of the cache, also one that hangs', async () => {
    await start();
    const { models } = app.workshop;
    const withStatus = (status: typeof models.status): Workshop => ({
      ...app.workshop,
      models: Object.assign(Object.create(models), { status }),
    });
    const gone = await probe(
      true,
      withStatus(async () => [
        { tier: 'memory', ok: true },
        { tier: 'redis', ok: false },
      ]),
    );
    expect(gone.status).toBe('degraded');
    expect(find(gone, 'cache')?.detail).toContain('redis');
    const hanging = await probe(
      true,
      withStatus(() => new Promise(() => {})),
    );
    expect(hanging.status).toBe('degraded');
  });

  it('lets a probe give up without ending the render, however slowly the engine says how it is', async () => {
    await start();
    const { engine } = app.workshop;
    const askEngine = engine.status.bind(engine);
    const slow = vi.spyOn(engine, 'status').mockImplementation(async () => {
      await pause(20);
      return askEngine();
    });
    const gaveUp = new AbortController();
    const first = checkHealth(app.workshop, { ready: true }, { signal: gaveUp.signal });
    gaveUp.abort(new AppError('CANCELLED', 'gave up'));
    await expect(first).rejects.toMatchObject({ code: 'CANCELLED' });
    slow.mockRestore();
    expect((await probe(true)).status).toBe('healthy');
    expect(await completed()).toBe(1);
  });
});
