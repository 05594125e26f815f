import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createMeasuredApp } from '../../src/app.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { callTool } from '../../src/mcp/call-tool.ts';
import { tools } from '../../src/mcp/tools/index.ts';
import { parseMetrics } from '../support/parse-metrics.ts';

/** Runs for minutes if nobody stops it. */
const ENDLESS = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);';

let folder: string;
let app: Awaited<ReturnType<typeof createMeasuredApp>>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metrics-'));
  app = await createMeasuredApp(resolveSettings({ TEMP_DIR: folder, MCP_LOG_LEVEL: 'ERROR' }, {}));
});
afterAll(async () => {
  await app.close();
  app.metrics.close();
  rmSync(folder, { recursive: true });
});

async function call(name: string, args: object): Promise<void> {
  const tool = tools.find(each => each.name === name);
  if (tool === undefined) throw new Error(`no tool ${name}`);
  const call = { signal: new AbortController().signal, progress() {} };
  await callTool(tool, args, { workshop: app.workshop, showsApps: false, facts: app.facts, call });
}

/** The value of the series whose labels begin with these values. */
async function read(name: string, ...labels: string[]): Promise<number> {
  const family = parseMetrics(await app.metrics.text()).get(`openscad_mcp_${name.replace(/_count$/, '')}`);
  const samples = family?.samples.filter(sample => sample.name.endsWith(name)) ?? [];
  return (
    samples.find(sample => labels.every((value, index) => Object.values(sample.labels)[index] === value))
      ?.value ?? 0
  );
}

it('counts real calls by how they end, their phases, threads and known models', async () => {
  await call('render_model', { code: 'cube(1);' });
  await call('render_model', { code: 'cube(1);', views: ['top'] });
  await call('render_model', { code: 'cube(1' });
  await call('render_model', { nonsense: true });
  await call('render_model', { code: ENDLESS, timeout_s: 1 });
  expect(await read('calls_total', 'render_model', 'ok')).toBe(2);
  expect(await read('calls_total', 'render_model', 'SCAD_SYNTAX')).toBe(1);
  expect(await read('calls_total', 'render_model', 'INVALID_INPUT')).toBe(1);
  expect(await read('calls_total', 'render_model', 'DEADLINE_EXCEEDED')).toBe(1);
  expect(await read('call_duration_seconds_count', 'render_model')).toBe(5);
  expect(await read('phase_duration_seconds_count', 'draw')).toBeGreaterThanOrEqual(2);
  expect(await read('thread_restarts_total', 'evaluate')).toBe(1);
  expect(await read('thread_restarts_total', 'draw')).toBe(0);
  expect(await read('cache_models', 'memory')).toBeGreaterThanOrEqual(1);
  expect(await read('cache_lookups_total', 'memory', 'hit')).toBeGreaterThanOrEqual(1);
  expect(await read('threads', 'draw')).toBe(1);
});
