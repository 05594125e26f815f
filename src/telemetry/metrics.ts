import type { ErrorCode } from '../contracts/errors.ts';
import { CACHE_TIERS, type CacheOutcome, type CacheTier, type Metrics } from '../contracts/metrics.ts';
import type { CacheTierStatus, PoolStatus } from '../contracts/ports.ts';
import { type Instruments, loadInstruments } from './instruments.ts';
import { measureProcess } from './measure-process.ts';

/** The thread pools, by what they do. */
export type PoolName = 'evaluate' | 'draw';

/** Where numbers come from that are asked for when somebody looks, rather than counted. */
export interface MetricsSources {
  /** Of this package. */
  readonly version: string;
  pools(): Promise<Readonly<Record<PoolName, PoolStatus | null>>>;
  cacheTiers(): Promise<readonly CacheTierStatus[]>;
}

/** Metrics that can be read. */
export interface ServerMetrics extends Metrics {
  /** All families in the text format of Prometheus. A source that fails or hangs is left out. */
  text(): Promise<string>;
  /** Stops watching the event loop. */
  close(): void;
}

/** Upper bounds in seconds: a cached picture takes some hundredths, the longest deadline is ten minutes. */
const CALL_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600];
const PHASE_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Phases of `timing_ms` that are counted; `total` is the duration of the call. */
const PHASES: ReadonlySet<string> = new Set(['stage', 'evaluate', 'draw', 'encode']);

/** More tools than there are; names beyond, which a fault would have to invent, are counted as `other`. */
const MAX_TOOLS = 40;

/** The longest that a source of numbers may take, so that a scrape never hangs. */
const SOURCE_MS = 1000;

/**
 * Makes metrics for Prometheus, with a registry of their own. Label values are all from closed sets: tools,
 * error codes, phases, pools, tiers and HTTP statuses. No model, client or path is ever a label.
 */
export async function createMetrics(sources: MetricsSources): Promise<ServerMetrics> {
  const instruments = await loadInstruments();
  instruments
    .gauge('build_info', 'Version of the server and of Node.js; always 1.', ['version', 'node'])
    .set({ version: sources.version, node: process.version }, 1);
  const machine = measureProcess(instruments);
  const showPools = makePoolGauges(instruments);
  const showTiers = makeTierGauges(instruments);
  const refreshPools = async () => showPools(await sources.pools());
  const refreshTiers = async () => showTiers(await sources.cacheTiers());
  return {
    ...makeRecorders(instruments),
    async text() {
      machine.refresh();
      await Promise.all([refreshPools, refreshTiers].map(atMostOrNothing));
      return instruments.registry.metrics();
    },
    close: machine.close,
  };
}

function makeRecorders({ counter, histogram }: Instruments): Metrics {
  const calls = counter('calls_total', 'Finished calls by tool, and ok or the code of the error.', [
    'tool',
    'result',
  ]);
  const callSeconds = histogram('call_duration_seconds', 'Duration of calls.', ['tool'], CALL_BUCKETS);
  const phaseSeconds = histogram(
    'phase_duration_seconds',
    'Duration of the phases of calls: staging files, evaluating, drawing, encoding.',
    ['phase'],
    PHASE_BUCKETS,
  );
  const lookups = counter('cache_lookups_total', 'Models looked up in a tier of the cache.', [
    'tier',
    'outcome',
  ]);
  const joins = counter(
    'joined_calls_total',
    'Calls that waited for an equal one instead of evaluating.',
    [],
  );
  const restarts = counter('thread_restarts_total', 'Threads that died or were ended with their job.', [
    'pool',
  ]);
  const answers = counter('http_answers_total', 'Answers of the HTTP server by status.', ['status']);
  const tools = new Set<string>();
  restarts.inc({ pool: 'evaluate' }, 0);
  restarts.inc({ pool: 'draw' }, 0);
  return {
    countCall(tool: string, result: 'ok' | ErrorCode, durationMs: number) {
      const name = tools.has(tool) || tools.size < MAX_TOOLS ? tool : 'other';
      tools.add(name);
      calls.inc({ tool: name, result });
      callSeconds.observe({ tool: name }, toSeconds(durationMs));
    },
    observePhase(phase: string, durationMs: number) {
      if (PHASES.has(phase)) phaseSeconds.observe({ phase }, toSeconds(durationMs));
    },
    countCacheLookup: (tier: CacheTier, outcome: CacheOutcome) => lookups.inc({ tier, outcome }),
    countJoin: () => joins.inc(),
    countThreadRestart: (pool: PoolName) => restarts.inc({ pool }),
    countHttpAnswer(status: number) {
      const isStatus = Number.isInteger(status) && status >= 100 && status <= 599;
      answers.inc({ status: isStatus ? String(status) : 'other' });
    },
  };
}

function makePoolGauges({ gauge }: Instruments) {
  const threads = gauge('threads', 'Threads of a pool that run at present.', ['pool']);
  const maxThreads = gauge('threads_limit', 'Threads a pool may have.', ['pool']);
  const running = gauge('running_jobs', 'Jobs that a thread of the pool works on.', ['pool']);
  const queued = gauge('queued_jobs', 'Jobs that wait for a thread of the pool.', ['pool']);
  const maxQueue = gauge('queued_jobs_limit', 'Jobs that may wait; more are refused with QUEUE_FULL.', [
    'pool',
  ]);
  return (pools: Readonly<Record<PoolName, PoolStatus | null>>) => {
    for (const pool of ['evaluate', 'draw'] as const) {
      const status = pools[pool];
      threads.set({ pool }, status?.threads ?? 0);
      running.set({ pool }, status?.running ?? 0);
      queued.set({ pool }, status?.queued ?? 0);
      if (status === null) continue;
      maxThreads.set({ pool }, status.maxThreads);
      maxQueue.set({ pool }, status.maxQueue);
    }
  };
}

function makeTierGauges({ gauge }: Instruments) {
  const up = gauge('cache_up', '1 when a tier of the cache answers, 0 when it is passed over.', ['tier']);
  const models = gauge('cache_models', 'Models kept in a tier of the cache.', ['tier']);
  const bytes = gauge('cache_bytes', 'Size of what a tier of the cache keeps.', ['tier']);
  const maxBytes = gauge('cache_limit_bytes', 'What a tier of the cache may keep.', ['tier']);
  return (statuses: readonly CacheTierStatus[]) => {
    for (const status of statuses) {
      const { tier } = status;
      if (!CACHE_TIERS.includes(tier)) continue;
      up.set({ tier }, status.ok ? 1 : 0);
      if (status.models !== undefined) models.set({ tier }, status.models);
      if (status.bytes !== undefined) bytes.set({ tier }, status.bytes);
      if (status.maxBytes !== undefined) maxBytes.set({ tier }, status.maxBytes);
    }
  };
}

/** Lets work fail, and no longer waits for it after a while. */
async function atMostOrNothing(work: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>(resolve => {
    timer = setTimeout(resolve, SOURCE_MS);
  });
  await Promise.race([work().catch(() => {}), timeUp]);
  clearTimeout(timer);
}

/** Instruments refuse what is not a number; a clock that went wrong is no reason to fail a call. */
function toSeconds(milliseconds: number): number {
  return Number.isFinite(milliseconds) ? Math.max(milliseconds, 0) / 1000 : 0;
}
