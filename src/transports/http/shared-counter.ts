import type { Logger } from '../../contracts/ports.ts';
import type { SharedCounterClient } from './rate-limiter.ts';

/** A connection on which servers count requests together. */
export interface SharedCounter {
  readonly client: SharedCounterClient;
  close(): void;
}

const CONNECT_MS = 1000;
const MAX_RETRY_MS = 10_000;

/**
 * Connects to the Redis in which several servers count requests. It never waits for a connection: without one,
 * each server counts by itself.
 *
 * @param url may hold a password, and is never logged.
 */
export async function connectSharedCounter(url: string, logger: Logger): Promise<SharedCounter> {
  // Bundled, a CommonJS module has no other names than this one.
  const { default: ioredis } = await import('ioredis');
  const client = new ioredis.Redis(url, {
    protocol: 2,
    connectTimeout: CONNECT_MS,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    disableClientInfo: true,
    retryStrategy: times => Math.min(50 * 2 ** Math.min(times, 10), MAX_RETRY_MS),
  });
  client.on('ready', () => logger.info('requests are counted in Redis'));
  // Each attempt to connect again fails with an event; one record an outage is enough.
  client.on('end', () => logger.warn('requests are counted by this server alone'));
  client.on('error', () => {});
  return { client, close: () => client.disconnect() };
}
