import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpCaller } from '../../http-caller.ts';
import { type ServerProcess, startHttpServer } from '../../server-process.ts';
import { clientAddress, newModel } from '../busy-models.ts';
import { DETAILS, MODELS_FOLDER } from '../knobs.ts';
import { describeTurns } from '../measure.ts';
import type { BenchOptions, GroupResults } from '../results.ts';

/** Bound on the resident size of a server that waits. */
const IDLE_MB = 150;

/** What renders may add after the first of them. */
const GROWTH = 1.2;

/** Renders after which memory is read: early, and late. */
const RENDERS = [100, 1000] as const;
const QUICK_RENDERS = [20, 100] as const;

/** A server has warmed up and let go of what that took after this time. */
const SETTLE_MS = 70_000;

const SAMPLE_MS = 50;

/** Resident size: idle, after many renders, and at the peak of a large one. */
export async function benchMemory({ quick, log }: BenchOptions): Promise<GroupResults> {
  const server = await startHttpServer({ MCP_RATE_LIMIT: '0', MCP_LOG_LEVEL: 'ERROR' });
  const caller = new HttpCaller(server.port, clientAddress(0));
  try {
    await pause(SETTLE_MS);
    const idle_MB = await residentMB(server);
    const [early, late] = quick ? QUICK_RENDERS : RENDERS;
    log(`${late} renders`);
    for (let render = 0; render < early; render++) await caller.render(newModel(render));
    const early_MB = await residentMB(server);
    for (let render = early; render < late; render++) await caller.render(newModel(render));
    const late_MB = await residentMB(server);
    log('a model of 100,000 triangles');
    const peak_MB = await measurePeak(server, caller);
    return { measurements: describe({ idle_MB, early_MB, late_MB, peak_MB }, early, late), series: [] };
  } finally {
    caller.close();
    await server.stop();
  }
}

/** The largest resident size while a model of 100,000 triangles is rendered. */
async function measurePeak(server: ServerProcess, caller: HttpCaller): Promise<number> {
  const source = readFileSync(join(MODELS_FOLDER, 'knobs.scad'), 'utf8');
  const rendering = { isDone: false };
  const job = caller.render(`${source}\ndetail = ${DETAILS[100_000]};`).finally(() => {
    rendering.isDone = true;
  });
  let peak_MB = 0;
  while (!rendering.isDone) {
    peak_MB = Math.max(peak_MB, await residentMB(server));
    await pause(SAMPLE_MS);
  }
  const { kind } = await job;
  if (kind !== 'ok') throw new Error(`The model was answered with: ${kind}`);
  return peak_MB;
}

async function residentMB(server: ServerProcess): Promise<number> {
  return (await server.residentBytes()) / 1e6;
}

function describe(
  sizes: Readonly<Record<'idle_MB' | 'early_MB' | 'late_MB' | 'peak_MB', number>>,
  early: number,
  late: number,
) {
  const { idle_MB, early_MB, late_MB, peak_MB } = sizes;
  const common = { unit: 'MB', better: 'less' } as const;
  return [
    describeTurns(
      { ...common, id: 'memory/idle', what: 'idle, threads warm', baseline: `${IDLE_MB} MB`, goal: 1 },
      { ours: [idle_MB], base: [IDLE_MB] },
    ),
    describeTurns(
      {
        ...common,
        id: 'memory/renders',
        what: `after ${late} renders`,
        baseline: `after ${early}`,
        goal: GROWTH,
      },
      { ours: [late_MB], base: [early_MB] },
    ),
    describeTurns(
      {
        ...common,
        id: 'memory/large-model',
        what: 'at the peak of rendering a model of 100,000 triangles',
        baseline: 'before it',
        goal: null,
      },
      { ours: [peak_MB], base: [late_MB] },
    ),
  ];
}
