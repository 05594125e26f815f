import {
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
  RLWrapperTimeouts,
} from 'rate-limiter-flexible';
import { AppError } from '../../contracts/errors.ts';
import { type Refusal, refuseWith } from './refusal.ts';

/** What the shared limiter needs of a Redis client; those of ioredis have it, and more that it uses. */
export interface SharedCounterClient {
  readonly status: string;
  defineCommand(name: string, definition: { readonly lua: string; readonly numberOfKeys?: number }): void;
}

/** Counts a request of a client; answers null, or why it came too soon. */
export type RateLimiter = (client: string) => Promise<Refusal | null>;

/** How many requests a client may send. */
export interface RateLimiterOptions {
  /** In each minute, from the client's first request in it; 0 is without limit. */
  readonly perMinute: number;
  /** Where several servers count together; each counts by itself while it does not answer. */
  readonly redis?: SharedCounterClient | undefined;
  readonly deadlineMs: number;
}

const MINUTE_S = 60;

/**
 * Makes a rate limiter with a fixed window of a minute. It never fails: without an answer from the shared store
 * within the deadline, the server's own count decides.
 */
export function createRateLimiter({ perMinute, redis, deadlineMs }: RateLimiterOptions): RateLimiter {
  if (perMinute === 0) return async () => null;
  const own = new RateLimiterMemory({ points: perMinute, duration: MINUTE_S });
  const limiter = redis === undefined ? own : withDeadline(createShared(redis, perMinute), own, deadlineMs);
  return async client => {
    try {
      await limiter.consume(client);
      return null;
    } catch (thrown) {
      if (!(thrown instanceof RateLimiterRes)) throw thrown;
      const wait_s = Math.max(1, Math.ceil(thrown.msBeforeNext / 1000));
      return refuseWith(
        new AppError('RATE_LIMITED', `More than ${perMinute} requests in a minute.`, {
          hint: `Try again in ${wait_s} s.`,
        }),
        { 'Retry-After': String(wait_s) },
      );
    }
  };
}

function createShared(redis: SharedCounterClient, perMinute: number): RateLimiterRedis {
  return new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: 'openscad-mcp:rate',
    points: perMinute,
    duration: MINUTE_S,
    // Commands to a server that is away wait in a queue otherwise.
    rejectIfRedisNotReady: true,
  });
}

/** The insurance stands behind the deadline alone; behind the store, too, one request could count twice. */
function withDeadline(shared: RateLimiterRedis, own: RateLimiterMemory, deadlineMs: number) {
  return new RLWrapperTimeouts({ limiter: shared, insuranceLimiter: own, timeoutMs: deadlineMs });
}
