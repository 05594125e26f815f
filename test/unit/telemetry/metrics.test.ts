import { afterEach, describe, expect, it } from 'vitest';
import type { PoolStatus } from '../../../src/contracts/ports.ts';
import { createMetrics, type MetricsSources, type ServerMetrics } from '../../../src/telemetry/metrics.ts';
import { parseMetrics } from '../../support/parse-metrics.ts';

const POOL: PoolStatus = { threads: 2, maxThreads: 4, running: 1, queued: 3, maxQueue: 100, completed: 17 };

let metrics: ServerMetrics;

async function start(sources: Partial<MetricsSources> = {}): Promise<void> {
  metrics = await createMetrics({
    version: '1.2.3',
    pools: async () => ({ evaluate: POOL, draw: null }),
    cacheTiers: async () => [
      { tier: 'memory', ok: true, models: 5, bytes: 1000, maxBytes: 4000 },
      { tier: 'redis', ok: false },
    ],
    ...sources,
  });
}

afterEach(() => metrics.close());

/** The value of one series, or undefined. */
async function read(name: string, labels: Record<string, string> = {}): Promise<number | undefined> {
  const families = parseMetrics(await metrics.text());
  const full = `openscad_mcp_${name}`;
  const family = families.get(full) ?? families.get(full.replace(/_(count|sum|bucket)$/, ''));
  return family?.samples.find(
    sample => sample.name === full && JSON.stringify(sample.labels) === JSON.stringify(labels),
  )?.value;
}

describe('the text of metrics', () => {
  it('is what Prometheus reads, with everything counted once', async () => {
    await start();
    for (const result of ['ok', 'SCAD_SYNTAX', 'QUEUE_FULL'] as const)
      metrics.countCall('render_model', result, 40);
    for (const phase of ['stage', 'evaluate', 'draw', 'encode', 'total', 'nonsense'])
      metrics.observePhase(phase, 12);
    metrics.countCacheLookup('memory', 'hit');
    metrics.countCacheLookup('redis', 'error');
    metrics.countJoin();
    metrics.countThreadRestart('draw');
    metrics.countHttpAnswer(200);
    const families = parseMetrics(await metrics.text());
    for (const [name, { help, samples }] of families) {
      expect(name).toMatch(/^openscad_mcp_/);
      expect(help.length, name).toBeGreaterThan(10);
      expect(samples.length, name).toBeGreaterThan(0);
      for (const { value } of samples) expect(Number.isNaN(value), name).toBe(false);
    }
  });

  it('is there before anything was counted', async () => {
    await start();
    expect(await read('thread_restarts_total', { pool: 'evaluate' })).toBe(0);
    expect(await read('build_info', { version: '1.2.3', node: process.version })).toBe(1);
  });

  it('counts in seconds', async () => {
    await start();
    metrics.countCall('check_model', 'ok', 1500);
    metrics.countCall('check_model', 'SCAD_SYNTAX', 500);
    metrics.observePhase('evaluate', 250);
    expect(await read('calls_total', { tool: 'check_model', result: 'ok' })).toBe(1);
    expect(await read('calls_total', { tool: 'check_model', result: 'SCAD_SYNTAX' })).toBe(1);
    expect(await read('call_duration_seconds_sum', { tool: 'check_model' })).toBe(2);
    expect(await read('phase_duration_seconds_sum', { phase: 'evaluate' })).toBe(0.25);
  });

  it('shows pools and the cache as they are when somebody looks', async () => {
    let queued = 3;
    await start({ pools: async () => ({ evaluate: { ...POOL, queued }, draw: null }) });
    expect(await read('queued_jobs', { pool: 'evaluate' })).toBe(3);
    queued = 0;
    expect(await read('queued_jobs', { pool: 'evaluate' })).toBe(0);
    expect(await read('threads', { pool: 'draw' })).toBe(0);
    expect(await read('cache_up', { tier: 'redis' })).toBe(0);
    expect(await read('cache_models', { tier: 'memory' })).toBe(5);
  });

  it('comes without what fails or hangs', async () => {
    await start({
      pools: () => Promise.reject(new Error('no pools')),
      cacheTiers: () => new Promise(() => {}),
    });
    const started = performance.now();
    expect(await read('resident_memory_bytes')).toBeGreaterThan(1e6);
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('keeps the number of series bounded, whatever it is told', async () => {
    await start();
    for (let index = 0; index < 500; index++) {
      metrics.countCall(`tool ${index}`, 'ok', 1);
      metrics.observePhase(`phase ${index}`, 1);
      metrics.countHttpAnswer(index * 1000 + 0.5);
    }
    const families = parseMetrics(await metrics.text());
    expect(families.get('openscad_mcp_calls_total')?.samples).toHaveLength(41);
    expect(families.get('openscad_mcp_phase_duration_seconds')?.samples).toHaveLength(0);
    expect(families.get('openscad_mcp_http_answers_total')?.samples).toHaveLength(1);
  });

  it('takes a clock that went wrong', async () => {
    await start();
    for (const ms of [Number.NaN, -5, Number.POSITIVE_INFINITY]) metrics.countCall('render_model', 'ok', ms);
    expect(await read('call_duration_seconds_count', { tool: 'render_model' })).toBe(3);
  });

  it('tells a blocked event loop, and forgets it once it was seen', async () => {
    await start();
    const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
    await pause(100);
    expect(await read('event_loop_lag_max_seconds')).toBeLessThan(0.25);
    await pause(50);
    const until = performance.now() + 400;
    while (performance.now() < until);
    await pause(50);
    expect(await read('event_loop_lag_max_seconds')).toBeGreaterThan(0.3);
    await pause(50);
    expect(await read('event_loop_lag_max_seconds')).toBeLessThan(0.25);
  });
});
