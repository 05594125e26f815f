import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { clientAddress, newModel } from './bench/busy-models.ts';
import { HttpCaller, type Outcome } from './http-caller.ts';
import { type ServerProcess, startHttpServer } from './server-process.ts';
import { median, percentile } from './statistics.ts';

/**
 * `npm run load-test -- [--seconds 60] [--clients 50]`: the built server over HTTP under load. Each client has one
 * connection and sends its next call when it has the answer, by turns one that the server knows and one that it has
 * to evaluate. Ends with 1 when a goal is missed. Times mean little on another machine; the ratio does.
 */

/** Known calls under load against those of an idle server: the slowest percent may take this many times longer. */
const MAX_SLOWDOWN = 20;

/** Memory at the end against that after the first minute; caches are still filling in between. */
const MAX_GROWTH = 1.3;

const FIRST_MINUTE_MS = 60_000;
const UNLOADED_CALLS = 200;

/** Clients come one after the other within this time, as they do where nobody starts them all together. */
const JOINING_MS = 5000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    clients: { type: 'string', default: '50' },
  },
});
const seconds = Number(values.seconds);
const clientCount = Number(values.clients);

/** What clients ask again and again: once evaluated and drawn, these need no thread. */
const KNOWN_MODELS = Array.from(
  { length: 10 },
  (_, index) => `difference() { cube(${20 + index}); sphere(${10 + index}); }`,
);

/** What became of the calls of all clients. */
interface Tally {
  readonly knownMs: number[];
  readonly newMs: number[];
  busy: number;
  /** How often something went wrong that is no sign of a busy server, by what it was. */
  readonly errors: Map<string, number>;
}

/** Each client is one of its own to the server. */
function makeCallers(port: number): HttpCaller[] {
  return Array.from({ length: clientCount }, (_, index) => new HttpCaller(port, clientAddress(index)));
}

/** Times of calls whose answer the server knows, one after the other, in milliseconds. */
async function measureUnloaded(caller: HttpCaller): Promise<number[]> {
  for (const code of KNOWN_MODELS) await caller.render(code);
  const times: number[] = [];
  for (let call = 0; call < UNLOADED_CALLS; call++) {
    const { kind, ms } = await caller.render(KNOWN_MODELS[call % KNOWN_MODELS.length]);
    if (kind !== 'ok') throw new Error(`A known model was answered with: ${kind}`);
    times.push(ms);
  }
  return times;
}

async function drive(caller: HttpCaller, index: number, endsAt: number, tally: Tally): Promise<void> {
  await pause((index / clientCount) * JOINING_MS);
  for (let call = index; performance.now() < endsAt; call++) {
    const isKnown = call % 2 === 0;
    const outcome = await caller.render(
      isKnown ? KNOWN_MODELS[(call / 2) % KNOWN_MODELS.length] : newModel(index * 1_000_000 + call),
    );
    record(outcome, isKnown ? tally.knownMs : tally.newMs, tally);
    // Whoever was not served comes back a little later.
    if (outcome.kind !== 'ok') await pause(100);
  }
}

function record({ kind, ms }: Outcome, times: number[], tally: Tally): void {
  if (kind === 'ok') times.push(ms);
  else if (kind === 'busy') tally.busy += 1;
  else tally.errors.set(kind, (tally.errors.get(kind) ?? 0) + 1);
}

/** Drives all clients; gives back memory after the first minute, or half the time when that is less. */
async function load(server: ServerProcess, callers: readonly HttpCaller[], tally: Tally): Promise<number> {
  const durationMs = seconds * 1000;
  const endsAt = performance.now() + durationMs;
  const driven = Promise.all(callers.map((caller, index) => drive(caller, index, endsAt, tally)));
  await pause(Math.min(FIRST_MINUTE_MS, durationMs / 2));
  const residentEarly = await server.residentBytes();
  await driven;
  return residentEarly;
}

function expect(isMet: boolean, what: string): void {
  console.log(`${isMet ? 'ok  ' : 'FAIL'} ${what}`);
  if (!isMet) process.exitCode = 1;
}

const server = await startHttpServer({ MCP_RATE_LIMIT: '0', MCP_LOG_LEVEL: 'ERROR' });
const callers = makeCallers(server.port);
try {
  const unloaded = await measureUnloaded(callers[0]);
  const unloadedMs = median(unloaded);
  const tally: Tally = { knownMs: [], newMs: [], busy: 0, errors: new Map() };
  const earlyBytes = await load(server, callers, tally);
  const lateBytes = await server.residentBytes();
  const p99Ms = percentile(tally.knownMs, 0.99);
  const done = tally.knownMs.length + tally.newMs.length;
  console.log(`${clientCount} clients for ${seconds} s: ${(done / seconds).toFixed(1)} calls/s`);
  console.log(
    `known models: ${tally.knownMs.length} calls; unloaded median ${unloadedMs.toFixed(1)} ms, ` +
      `p99 ${percentile(unloaded, 0.99).toFixed(1)} ms; ` +
      `under load median ${median(tally.knownMs).toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`,
  );
  console.log(`new models: ${tally.newMs.length} calls; median ${median(tally.newMs).toFixed(0)} ms`);
  console.log(`told to come back: ${tally.busy}\n`);
  const slowdown = p99Ms / unloadedMs;
  const growth = lateBytes / earlyBytes;
  const faults = [...tally.errors].map(([what, times]) => `${times} × ${what}`).join(', ');
  expect(faults === '', `errors besides 429 and 503: ${faults === '' ? 'none' : faults}`);
  expect(slowdown <= MAX_SLOWDOWN, `p99 of known models is ${slowdown.toFixed(1)} × the unloaded median`);
  expect(
    growth <= MAX_GROWTH,
    `memory ${toMB(earlyBytes)} MB after ${Math.min(60, seconds / 2)} s, at the end ${growth.toFixed(2)} × that`,
  );
} finally {
  for (const caller of callers) caller.close();
  await server.stop();
}

function toMB(bytes: number): string {
  return (bytes / 1e6).toFixed(0);
}
