import type { ErrorCode } from './errors.ts';

/** Where cached models are kept, fastest first. */
export const CACHE_TIERS = ['memory', 'disk', 'redis'] as const;

/** A member of {@link CACHE_TIERS}. */
export type CacheTier = (typeof CACHE_TIERS)[number];

/** What happened when a cache tier was asked: `error` is a tier that failed and was passed over. */
export type CacheOutcome = 'hit' | 'miss' | 'error';

/** Counts what the server does, for those who run it. Recording never fails and never waits. */
export interface Metrics {
  /** A finished call of a tool: `ok`, or the code of the error it ended with. */
  countCall(tool: string, result: 'ok' | ErrorCode, durationMs: number): void;
  /** How long a phase of a call took; the names are those of `timing_ms` in results. */
  observePhase(phase: string, durationMs: number): void;
  countCacheLookup(tier: CacheTier, outcome: CacheOutcome): void;
  /** A call that waited for an equal one instead of evaluating again. */
  countJoin(): void;
  /** A thread that died or was ended with its job, and was replaced. */
  countThreadRestart(pool: 'evaluate' | 'draw'): void;
  /** An answer of the HTTP server, by its status. */
  countHttpAnswer(status: number): void;
}

/** For programs that nobody asks for numbers. */
export const NO_METRICS: Metrics = {
  countCall() {},
  observePhase() {},
  countCacheLookup() {},
  countJoin() {},
  countThreadRestart() {},
  countHttpAnswer() {},
};
