import type { Piscina } from 'piscina';
import { AppError } from '../contracts/errors.ts';
import type { PoolStatus } from '../contracts/ports.ts';
import { explainThreadFault } from './thread-faults.ts';
import { limitThread, type ThreadRights } from './thread-rights.ts';

/** How a pool makes its threads and how much it takes on. */
export interface ThreadPoolOptions<Response> {
  /** The worker's built JavaScript. */
  readonly file: URL;
  /** `all` for a thread that is no sandbox. */
  readonly rights: ThreadRights | 'all';
  /** Made once, before the first thread starts; every thread gets it. */
  readonly threadData: () => Promise<unknown>;
  readonly maxThreads: number;
  /** Jobs that may wait besides those that run. */
  readonly maxQueue: number;
  /** Idle threads beyond the first are let go after this time; a minute unless given. */
  readonly idleTimeoutMs?: number;
  /** Native stack of a thread, where the default of 4 MB is not enough. */
  readonly stackSizeMb?: number;
  /** Hears of threads that died without a job, which no caller is told of. */
  readonly onFault: (fault: unknown) => void;
  /** Hears of every thread that died or was ended with its job; another takes its place. */
  readonly onRestart: () => void;
  /** Checks an answer; throws when it has another shape than the protocol says. */
  readonly parse: (answer: unknown) => Response;
}

const IDLE_TIMEOUT_MS = 60_000;

/** A thread that is not ready by then never will be; the slowest machines need a few seconds. */
const WARM_TIMEOUT_MS = 60_000;

/**
 * Bound on a thread's JavaScript heap. Meshes and WASM memory lie outside it and have bounds of their
 * own; what is left is small, and a thread that needs more has gone wrong.
 */
const MAX_HEAP_MB = 512;

/**
 * Bound on what is new in the heap of a thread. With Node's 48 MB a server takes a sixth more memory after a thousand
 * renders, and renders no faster; with 6 MB pictures take a tenth longer.
 */
const MAX_YOUNG_HEAP_MB = 12;

/**
 * A bounded pool of threads that starts with its first job.
 *
 * Aborting a job's signal ends its thread, whatever it is doing, and another takes its place. Jobs
 * beyond the bound are refused at once: a caller told to come back is better off than one that waits
 * past its own deadline.
 */
export class ThreadPool<Request, Response> {
  readonly #options: ThreadPoolOptions<Response>;
  #pool: Promise<Piscina> | null = null;
  #ready: Piscina | null = null;
  /** Pools that could not start threads, with the reason. */
  readonly #abandoned = new WeakMap<Piscina, unknown>();
  #active = 0;
  /** Settles when the thread that is being got ready is; null when none is. Never rejects. */
  #warming: Promise<void> | null = null;
  #closed = false;

  constructor(options: ThreadPoolOptions<Response>) {
    this.#options = options;
  }

  /**
   * Runs one job.
   *
   * @throws AppError QUEUE_FULL, SHUTTING_DOWN, BACKEND_UNAVAILABLE when no thread can start,
   *   MEMORY_LIMIT or ENGINE_CRASHED when the thread died, INTERNAL for an answer of the wrong shape,
   *   or the reason of the signal.
   */
  async run(job: Request, signal: AbortSignal): Promise<Response> {
    this.#checkOpen();
    const { maxThreads, maxQueue } = this.#options;
    if (this.#active >= maxThreads + maxQueue) {
      throw new AppError('QUEUE_FULL', `${maxThreads} jobs are running and ${maxQueue} are waiting already.`);
    }
    this.#active += 1;
    try {
      // A second thread, started beside one that is almost ready, would be later than that one and slow it down.
      if (this.#warming !== null) await orAborted(this.#warming, signal);
      return await this.#attempt(job, signal);
    } finally {
      this.#active -= 1;
    }
  }

  /**
   * Runs a job that only gets a thread ready, one at a time. It takes no place: with a queue of none, the first
   * calls would be refused for work that nobody asked for. Where there is a job already, that gets the thread ready.
   *
   * @returns null when there was no need.
   * @throws AppError as `run` does.
   */
  async warm(job: Request): Promise<Response | null> {
    this.#checkOpen();
    if (this.#active > 0) return null;
    const attempt = this.#attempt(job, AbortSignal.timeout(WARM_TIMEOUT_MS));
    const settle = () => {
      this.#warming = null;
    };
    this.#warming = attempt.then(settle, settle);
    return attempt;
  }

  #checkOpen(): void {
    if (this.#closed) throw new AppError('SHUTTING_DOWN', 'The server is stopping.');
  }

  async #attempt(job: Request, signal: AbortSignal): Promise<Response> {
    let pool: Piscina | null = null;
    try {
      pool = await this.#start();
      signal.throwIfAborted();
      return parseAnswer(await this.#runOn(pool, job, signal), this.#options.parse);
    } catch (thrown) {
      if (pool !== null) this.#abandonIfDead(pool, thrown);
      throw this.#explain(thrown, signal, pool);
    }
  }

  /** Workers answer with what went wrong and never throw: a job that fails here has lost its thread. */
  async #runOn(pool: Piscina, job: Request, signal: AbortSignal): Promise<unknown> {
    const ending = new AbortController();
    const end = () => {
      const before = pool.threads;
      ending.abort(signal.reason);
      const after = new Set(pool.threads);
      // A job that only waited is withdrawn without touching a thread.
      if (before.some(thread => !after.has(thread))) this.#options.onRestart();
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      return await pool.run(job, { signal: ending.signal });
    } catch (thrown) {
      if (!signal.aborted && !this.#closed) this.#options.onRestart();
      throw thrown;
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  /** What the pool is doing; null before its first job. */
  status(): PoolStatus | null {
    if (this.#ready === null) return null;
    const { threads, queueSize, completed } = this.#ready;
    const { maxThreads, maxQueue } = this.#options;
    // What neither runs nor waits yet is about to be put into the pool.
    const running = Math.min(Math.max(this.#active - queueSize, 0), threads.length);
    return { threads: threads.length, maxThreads, running, queued: queueSize, maxQueue, completed };
  }

  /** Ends every thread at once, with whatever they are doing. */
  async close(): Promise<void> {
    this.#closed = true;
    const pool = await this.#pool?.catch(() => null);
    await pool?.destroy();
  }

  #start(): Promise<Piscina> {
    this.#pool ??= this.#create().catch(thrown => {
      // A later job tries again: the cause may have been mended.
      this.#pool = null;
      throw thrown;
    });
    return this.#pool;
  }

  async #create(): Promise<Piscina> {
    const { file, rights, threadData, maxThreads, maxQueue, stackSizeMb } = this.#options;
    const [{ Piscina }, workerData] = await Promise.all([import('piscina'), threadData()]);
    const pool = new Piscina({
      filename: file.href,
      ...(rights === 'all' ? null : limitThread(file, rights)),
      workerData,
      minThreads: 1,
      maxThreads,
      // Jobs wait here also while the first thread starts, or is got ready; the bound itself is kept by run().
      maxQueue: maxThreads + maxQueue + 1,
      idleTimeout: this.#options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
      // The default blocks an idle thread in Atomics.wait, where it cannot prepare its next instance.
      atomics: 'disabled',
      resourceLimits: {
        maxOldGenerationSizeMb: MAX_HEAP_MB,
        maxYoungGenerationSizeMb: MAX_YOUNG_HEAP_MB,
        ...(stackSizeMb === undefined ? {} : { stackSizeMb }),
      },
    });
    // Unheard, an error of an idle thread would end the process.
    pool.on('error', fault => {
      this.#options.onFault(fault);
      this.#options.onRestart();
      this.#abandonIfDead(pool, fault);
    });
    this.#ready = pool;
    return pool;
  }

  /**
   * The library replaces a thread that dies at work or idle, but gives up on threads that die while
   * they start. A pool left without threads is given up too, and the next job starts another.
   */
  #abandonIfDead(pool: Piscina, fault: unknown): void {
    if (pool.threads.length > 0 || this.#ready !== pool || this.#closed) return;
    this.#abandoned.set(pool, fault);
    this.#pool = null;
    this.#ready = null;
    pool.destroy().catch(this.#options.onFault);
  }

  #explain(thrown: unknown, signal: AbortSignal, pool: Piscina | null): AppError {
    if (thrown instanceof AppError) return thrown;
    if (signal.aborted) {
      return signal.reason instanceof AppError
        ? signal.reason
        : new AppError('CANCELLED', 'The call was cancelled.', { cause: signal.reason });
    }
    if (this.#closed) return new AppError('SHUTTING_DOWN', 'The server is stopping.', { cause: thrown });
    const abandoned = pool !== null && this.#abandoned.has(pool);
    const fault = abandoned ? this.#abandoned.get(pool) : thrown;
    return explainThreadFault(fault, { file: this.#options.file, hadStarted: !abandoned });
  }
}

/** Waits, no longer than until the signal: what comes next looks at the signal itself. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const aborted = new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
  });
  await Promise.race([work, aborted]);
  done.abort();
}

function parseAnswer<Response>(answer: unknown, parse: (answer: unknown) => Response): Response {
  try {
    return parse(answer);
  } catch (cause) {
    throw new AppError('INTERNAL', 'A worker thread answered in an unknown form.', { cause });
  }
}
