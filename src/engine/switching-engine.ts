import { AppError } from '../contracts/errors.ts';
import type { NativeStatus } from '../contracts/native.ts';
import type { Engine, EngineAnswer, EngineStatus, EvaluationJob, Logger } from '../contracts/ports.ts';
import { FaultBreaker } from './native/fault-breaker.ts';
import type { NativeEngine } from './native/native-engine.ts';

/** Two engines, and when the installed OpenSCAD is used. */
export interface SwitchingEngineOptions {
  readonly use: NativeStatus['use'];
  readonly bundled: Engine;
  readonly native: Pick<NativeEngine, 'evaluate' | 'look' | 'pool' | 'warm' | 'close'>;
  readonly logger: Logger;
  readonly breaker?: FaultBreaker;
}

/** Failures of the bundled OpenSCAD that are its own: 4 GB of memory at most, and traps. */
const OWN_FAILURES: ReadonlySet<string> = new Set(['MEMORY_LIMIT', 'ENGINE_CRASHED']);

/**
 * The bundled OpenSCAD and an installed one.
 *
 * With `always` the installed one answers; with `fallback` it is asked only about models that the bundled one ran out
 * of memory or crashed on, within the same deadline, never because a model is wrong, late or withdrawn. An installed
 * one that crashes several times in a row is left alone for a while, and the bundled one answers.
 */
export class SwitchingEngine implements Engine {
  readonly name: Engine['name'];
  readonly #options: SwitchingEngineOptions;
  readonly #breaker: FaultBreaker;

  constructor(options: SwitchingEngineOptions) {
    this.#options = options;
    this.#breaker = options.breaker ?? new FaultBreaker();
    this.name = options.use === 'always' ? 'native' : 'wasm';
  }

  async evaluate(job: EvaluationJob, signal: AbortSignal): Promise<EngineAnswer> {
    // Only the bundled OpenSCAD is known to list parameters.
    if (job.product === 'param') return this.#askBundled(job, signal);
    const isNativeFirst = this.#options.use === 'always' || job.by === 'native';
    if (isNativeFirst) {
      return this.#breaker.admit() ? this.#askNative(job, signal) : this.#askBundled(job, signal);
    }
    return this.#askBoth(job, signal);
  }

  async warm(): Promise<void> {
    const { use, bundled, native } = this.#options;
    await Promise.all([native.warm(), use === 'always' ? undefined : bundled.warm()]);
  }

  async status(): Promise<EngineStatus> {
    const { use, bundled, native } = this.#options;
    const status = await bundled.status();
    const found = await native.look();
    const isFound = !(found instanceof AppError);
    const report: NativeStatus = {
      use,
      version: isFound ? found.capabilities.version : null,
      sandbox: isFound ? (found.bwrap === null ? 'none' : 'bubblewrap') : null,
      hasLimits: isFound && found.prlimit !== null,
      problem: isFound ? null : { message: found.message, hint: found.hint },
      isSetAside: this.#breaker.isOpen,
    };
    if (use === 'fallback' || this.#breaker.isOpen) return { ...status, native: report };
    return {
      ...status,
      engine: 'native',
      version: report.version ?? 'unknown',
      pool: native.pool(),
      native: report,
    };
  }

  async close(): Promise<void> {
    const { bundled, native } = this.#options;
    await Promise.all([bundled.close(), native.close()]);
  }

  async #askBundled(job: EvaluationJob, signal: AbortSignal): Promise<EngineAnswer> {
    const { bundled } = this.#options;
    const answer = await bundled.evaluate(job, signal);
    const { version } = await bundled.status();
    return { ...answer, by: { engine: 'wasm', version } };
  }

  /** The installed OpenSCAD gets what the bundled one failed on; what it fails on as well is the latter's failure. */
  async #askBoth(job: EvaluationJob, signal: AbortSignal): Promise<EngineAnswer> {
    const first = await settle(this.#askBundled(job, signal));
    if (!OWN_FAILURES.has(codeOf(first) ?? '') || signal.aborted || !this.#breaker.admit()) {
      return release(first);
    }
    const second = await settle(this.#askNative(job, signal));
    const code = codeOf(second);
    this.#options.logger.info('installed OpenSCAD asked', { because: codeOf(first), code: code ?? 'ok' });
    if (signal.aborted) return release(second);
    return code === null || code.startsWith('SCAD_') ? release(second) : release(first);
  }

  async #askNative(job: EvaluationJob, signal: AbortSignal): Promise<EngineAnswer> {
    const answer = await settle(this.#options.native.evaluate(job, signal));
    const code = codeOf(answer);
    if (code === null || code.startsWith('SCAD_')) this.#breaker.succeed();
    else if (code !== 'ENGINE_CRASHED') this.#breaker.abandon();
    else if (this.#breaker.fail()) this.#options.logger.warn('installed OpenSCAD set aside', { code });
    return release(answer);
  }
}

/** An answer, or what was thrown in its place. */
type Settled = { readonly answer: EngineAnswer } | { readonly thrown: unknown };

function settle(promise: Promise<EngineAnswer>): Promise<Settled> {
  return promise.then(
    answer => ({ answer }),
    (thrown: unknown) => ({ thrown }),
  );
}

function release(settled: Settled): EngineAnswer {
  if ('thrown' in settled) throw settled.thrown;
  return settled.answer;
}

/** What went wrong; null when nothing did. */
function codeOf(settled: Settled): string | null {
  if ('thrown' in settled) return settled.thrown instanceof AppError ? settled.thrown.code : 'INTERNAL';
  return settled.answer.ok ? null : settled.answer.code;
}
