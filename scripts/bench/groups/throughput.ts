import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpCaller } from '../../http-caller.ts';
import { startHttpServer } from '../../server-process.ts';
import { clientAddress, newModel } from '../busy-models.ts';
import { MODELS_FOLDER } from '../knobs.ts';
import { describeTurns, takeTurns } from '../measure.ts';
import type { BenchOptions, GroupResults, Measurement } from '../results.ts';

/** Clients that work in parallel. */
const CLIENTS = 4;

/** How long a turn with one or with all of them takes. */
const TURN_MS = 4000;
const QUICK_TURN_MS = 1500;

/** `detail` of a model that is at work for longer than the light calls of a turn: a quarter of a million triangles. */
const HEAVY_DETAIL = 174;

/** Light calls of a turn. */
const LIGHT_CALLS = 20;

/** A heavy job has begun for sure after this time. */
const BEGINNING_MS = 300;

/** Several clients against one, and light calls beside a heavy one. */
export async function benchThroughput({ runs, quick, log }: BenchOptions): Promise<GroupResults> {
  const server = await startHttpServer({ MCP_RATE_LIMIT: '0', MCP_LOG_LEVEL: 'ERROR' });
  const callers = Array.from(
    { length: CLIENTS + 1 },
    (_, at) => new HttpCaller(server.port, clientAddress(at)),
  );
  try {
    log(`${CLIENTS} clients against one`);
    const parallel = await measureParallel(callers.slice(0, CLIENTS), runs, quick ? QUICK_TURN_MS : TURN_MS);
    log('light calls beside a heavy one');
    const fairness = await measureFairness(callers[0], callers[CLIENTS], runs);
    return { measurements: [parallel, fairness], series: [] };
  } finally {
    for (const caller of callers) caller.close();
    await server.stop();
  }
}

let serial = 0;

async function measureParallel(
  callers: readonly HttpCaller[],
  runs: number,
  turnMs: number,
): Promise<Measurement> {
  const rate = (working: readonly HttpCaller[]) => async () => {
    const started = performance.now();
    const counts = await Promise.all(working.map(caller => callUntil(caller, started + turnMs)));
    return (counts.reduce((sum, count) => sum + count, 0) / (performance.now() - started)) * 1000;
  };
  const turns = await takeTurns(rate(callers), rate(callers.slice(0, 1)), { runs, warmUps: 1 });
  return describeTurns(
    {
      id: 'throughput/clients',
      what: `${callers.length} clients that render new models`,
      baseline: 'one client',
      unit: 'calls/s',
      better: 'more',
      goal: 1.8,
    },
    turns,
  );
}

async function callUntil(caller: HttpCaller, endsAt: number): Promise<number> {
  let calls = 0;
  for (; performance.now() < endsAt; calls++) await render(caller, newModel(serial++));
  return calls;
}

/** Of two processors a heavy job may have one, so light calls may take twice as long and no longer. */
async function measureFairness(light: HttpCaller, heavy: HttpCaller, runs: number): Promise<Measurement> {
  const source = readFileSync(join(MODELS_FOLDER, 'knobs.scad'), 'utf8');
  const measureLight = async () => {
    const started = performance.now();
    for (let call = 0; call < LIGHT_CALLS; call++) await render(light, newModel(serial++));
    return (performance.now() - started) / LIGHT_CALLS;
  };
  const beside = async () => {
    // The last assignment counts.
    const job = render(heavy, `${source}\ndetail = ${HEAVY_DETAIL}; // ${serial++}`);
    await pause(BEGINNING_MS);
    const ms = await measureLight();
    await job;
    return ms;
  };
  return describeTurns(
    {
      id: 'throughput/beside-heavy',
      what: 'a light call while a model of a quarter of a million triangles is rendered',
      baseline: 'a light call alone',
      unit: 'ms',
      better: 'less',
      goal: 2,
    },
    await takeTurns(beside, measureLight, { runs, warmUps: 1 }),
  );
}

async function render(caller: HttpCaller, code: string): Promise<void> {
  const { kind } = await caller.render(code);
  if (kind !== 'ok') throw new Error(`A call was answered with: ${kind}`);
}
