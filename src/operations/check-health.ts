import { setTimeout as pause } from 'node:timers/promises';
import { toAppError } from '../contracts/errors.ts';
import type { NativeStatus } from '../contracts/native.ts';
import type { Engine, PoolStatus } from '../contracts/ports.ts';
import { smokeTest } from './smoke-test.ts';
import type { Call, Workshop } from './workshop.ts';

/** One thing that was looked at. Texts name no paths: anybody who may probe the server reads them. */
export interface HealthCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do about it, when it is not ok. */
  readonly fix?: string;
  readonly ms: number;
}

/** Answer of {@link checkHealth}. */
export interface HealthReport {
  /** `degraded`: everything works, but not as well as it was set up to. */
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
  readonly version: string;
  /** Seconds since the process started. */
  readonly uptime_s: number;
  readonly checks: readonly HealthCheck[];
}

/** Probes that come within this time of a test render get its outcome. */
const SMOKE_LIFETIME_MS = 15_000;

/** Deadline of the test render, which takes a second or two on a slow machine that has just started. */
const SMOKE_TIMEOUT_S = 10;

/** An event loop that is later than this serves nobody well. */
const MAX_LAG_MS = 1000;

/** The longest to wait for tiers of the cache to say how they are. */
const CACHE_MS = 2000;

/** A look at one thing: the detail when it is as it should be; otherwise it throws. */
type Look = () => Promise<string>;

interface Smoke {
  readonly startedAt: number;
  readonly outcome: Promise<HealthCheck>;
}

/** The latest test render of every engine, so that any number of probes costs one render at a time. */
const latestSmokes = new WeakMap<Engine, Smoke>();

/**
 * Says whether the server works.
 *
 * Without `ready` it asks only whether the process answers. With `ready` it renders a small model, at most
 * one at a time and again only after some seconds, looks at the queue, tries the folder for temporary files
 * and asks the cache. While calls are waiting for threads nothing is rendered, so that probes never add to
 * a load. A cache that cannot be reached degrades the server and does not make it unhealthy.
 *
 * @throws the reason of `call.signal` when the caller gave up; nothing else, whatever does not work.
 */
export async function checkHealth(
  workshop: Workshop,
  { ready }: { readonly ready: boolean },
  call: Pick<Call, 'signal'>,
): Promise<HealthReport> {
  const live = await look('process', checkEventLoop);
  // Before any look starts: one that failed while this is awaited would have nobody to hear of it.
  const natives = ready ? await findNatives(workshop) : [];
  const [needed, useful] = ready
    ? await Promise.all([
        Promise.all([
          checkRender(workshop, call.signal),
          look('queue', () => checkQueue(workshop)),
          look('temporary files', () => checkFolder(workshop)),
        ]),
        Promise.all([look('cache', () => checkCache(workshop)), ...natives.map(checkNative)]),
      ])
    : [[], []];
  const isWorking = [live, ...needed].every(({ ok }) => ok);
  return {
    status: isWorking ? (useful.every(({ ok }) => ok) ? 'healthy' : 'degraded') : 'unhealthy',
    version: workshop.facts.version,
    uptime_s: Math.round(process.uptime()),
    checks: [live, ...needed, ...useful],
  };
}

async function look(name: string, work: Look): Promise<HealthCheck> {
  const started = performance.now();
  const elapsed = () => Math.round(performance.now() - started);
  try {
    return { name, ok: true, detail: await work(), ms: elapsed() };
  } catch (thrown) {
    const { message, hint } = thrown instanceof Complaint ? thrown : toAppError(thrown);
    return { name, ok: false, detail: message, fix: hint, ms: elapsed() };
  }
}

/** What a look finds wrong, with what to do about it. */
class Complaint extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.hint = hint;
  }
}

async function checkEventLoop(): Promise<string> {
  const asked = performance.now();
  await pause(0);
  const lag = Math.round(performance.now() - asked);
  if (lag <= MAX_LAG_MS) return 'answers';
  throw new Complaint(`The process answers ${lag} ms late.`, 'Give the machine more processor time.');
}

/** The outcome of the latest test render, or of a new one; a probe that gives up does not end it. */
function checkRender(workshop: Workshop, signal: AbortSignal): Promise<HealthCheck> {
  const latest = latestSmokes.get(workshop.engine);
  if (latest !== undefined && performance.now() - latest.startedAt < SMOKE_LIFETIME_MS) {
    return orAborted(latest.outcome, signal);
  }
  const smoke = { startedAt: performance.now(), outcome: look('render', () => renderUnlessBusy(workshop)) };
  latestSmokes.set(workshop.engine, smoke);
  return orAborted(smoke.outcome, signal);
}

async function renderUnlessBusy(workshop: Workshop): Promise<string> {
  const busy = (await readPools(workshop)).find(({ running, maxThreads }) => running >= maxThreads);
  if (busy !== undefined) return `not tried, since all threads are at work (${busy.maxThreads})`;
  const ms = await smokeTest(workshop, SMOKE_TIMEOUT_S, new AbortController().signal);
  return `a model with text was evaluated and drawn in ${Math.round(ms)} ms`;
}

/** Those that have had a job. */
async function readPools({ engine, meshes }: Workshop): Promise<PoolStatus[]> {
  return [(await engine.status()).pool, meshes.status()].filter(pool => pool !== null);
}

function orAborted(outcome: Promise<HealthCheck>, signal: AbortSignal): Promise<HealthCheck> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    outcome.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

async function checkQueue(workshop: Workshop): Promise<string> {
  const pools = await readPools(workshop);
  const full = pools.find(
    ({ queued, maxQueue, running, maxThreads }) => queued >= maxQueue && running >= maxThreads,
  );
  if (full !== undefined) {
    const fix = 'Send calls elsewhere for a while, or raise OPENSCAD_MAX_THREADS or OPENSCAD_QUEUE_SIZE.';
    throw new Complaint(`${full.queued} calls are waiting, and no more are taken.`, fix);
  }
  const waiting = pools.reduce((sum, { queued }) => sum + queued, 0);
  return `${waiting} calls are waiting`;
}

async function checkFolder({ writer }: Workshop): Promise<string> {
  await writer.tryFolder();
  return 'can be written';
}

async function checkCache({ models }: Workshop): Promise<string> {
  const timeUp = pause(CACHE_MS, null, { ref: false });
  const tiers = await Promise.race([models.status(), timeUp]);
  if (tiers === null) throw new Complaint('The cache does not answer.', CACHE_FIX);
  const gone = tiers.filter(({ ok }) => !ok).map(({ tier }) => tier);
  if (gone.length === 0) return `${tiers.map(({ tier }) => tier).join(', ')} can be reached`;
  throw new Complaint(
    `The cache's ${gone.join(' and ')} tier cannot be reached and is passed over.`,
    CACHE_FIX,
  );
}

/** The installed OpenSCAD, where one is configured. */
async function findNatives({ engine }: Workshop): Promise<NativeStatus[]> {
  const native = (await engine.status().catch(() => null))?.native;
  return native === undefined ? [] : [native];
}

/** When the installed OpenSCAD is to answer all calls, the test render fails with it. */
function checkNative(native: NativeStatus): Promise<HealthCheck> {
  return look('installed OpenSCAD', async () => {
    if (native.problem !== null) throw new Complaint(native.problem.message, native.problem.hint);
    if (native.isSetAside)
      throw new Complaint('The installed OpenSCAD crashed several times in a row.', SET_ASIDE_FIX);
    return `OpenSCAD ${native.version}, ${native.sandbox === 'none' ? 'without a sandbox' : 'in a sandbox'}`;
  });
}

const SET_ASIDE_FIX = 'Nothing: the bundled one answers, and the installed one is tried again every minute.';

const CACHE_FIX = 'Check that the cache behind this server runs and the address of it is right.';
