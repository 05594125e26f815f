import type { Redis } from 'ioredis';
import type { BlobStore, PutMode } from './blob-store.ts';
import type { FaultLog } from './fault-log.ts';

/** Where the Redis server is and how long it keeps values. */
export interface RedisBlobsOptions {
  /** `redis://` or `rediss://`, with user and password where they are needed. */
  readonly url: string;
  /** 0 for as long as Redis likes. */
  readonly ttl_s: number;
  readonly log: FaultLog;
}

/** A connection, and when it may be used: once the first try to connect has ended, well or not. */
interface Connection {
  readonly client: Redis;
  readonly tried: Promise<unknown>;
}

/** One connection for lookups and one for the rest, since a large value holds up what comes after it. */
interface Connections {
  readonly reader: Connection;
  readonly writer: Connection;
}

/** What all keys begin with. */
const KEY_PREFIX = 'openscad-mcp-server:';

/** Larger values do not come within the time that a lookup has. */
const MAX_VALUE_BYTES = 32 * 1024 * 1024;

const CONNECT_MS = 2000;

const GOODBYE_MS = 100;

/** Longest wait between two tries to connect. */
const MAX_RETRY_MS = 2000;

/** Keys looked through in one step when all are removed. */
const SCAN_COUNT = 1000;

/** Values in a Redis server, which several servers may share. It needs no more than version 4. */
export class RedisBlobs implements BlobStore {
  readonly tier = 'redis';
  readonly maxValueBytes = MAX_VALUE_BYTES;
  readonly #options: RedisBlobsOptions;
  readonly #connecting: Promise<Connections>;
  #connections: Connections | null = null;

  constructor(options: RedisBlobsOptions) {
    this.#options = options;
    this.#connecting = this.#connect();
    // Whoever needs the connection hears of it.
    this.#connecting.catch(() => {});
  }

  async get(name: string): Promise<Uint8Array | null> {
    const reader = await this.#use('reader');
    const key = KEY_PREFIX + name;
    try {
      // Not more than a value of ours can have, whatever is there.
      const bytes = await reader.getrangeBuffer(key, 0, MAX_VALUE_BYTES);
      if (bytes.length === 0) return null;
      if (this.#options.ttl_s > 0) this.#extend(reader, key);
      return bytes;
    } catch (thrown) {
      // Something that is no value of ours: as damaged as a value can be.
      if (thrown instanceof Error && thrown.message.startsWith('WRONGTYPE')) return new Uint8Array();
      throw thrown;
    }
  }

  async put(name: string, bytes: Uint8Array, mode: PutMode): Promise<void> {
    const writer = await this.#use('writer');
    const { ttl_s } = this.#options;
    const value = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const life = ttl_s > 0 ? ['PX', ttl_s * 1000] : [];
    await writer.call('SET', KEY_PREFIX + name, value, ...life, ...(mode === 'if-absent' ? ['NX'] : []));
  }

  async delete(name: string): Promise<void> {
    const writer = await this.#use('writer');
    await writer.del(KEY_PREFIX + name);
  }

  async clear(prefix: string): Promise<void> {
    const writer = await this.#use('writer');
    const pattern = `${(KEY_PREFIX + prefix).replace(/[\\*?[\]^]/g, '\\$&')}*`;
    let cursor = '0';
    do {
      const [next, keys] = await writer.scan(cursor, 'MATCH', pattern, 'COUNT', SCAN_COUNT);
      if (keys.length > 0) await writer.unlink(...keys);
      cursor = next;
    } while (cursor !== '0');
  }

  async probe(): Promise<void> {
    const reader = await this.#use('reader');
    await reader.ping();
  }

  /** Counting keys would mean to go through all of the server's. */
  async measure(): Promise<object> {
    return {};
  }

  abandon(): void {
    this.#connections?.reader.client.disconnect(true);
    this.#connections?.writer.client.disconnect(true);
  }

  async close(): Promise<void> {
    const { reader, writer } = await this.#connecting;
    reader.client.disconnect();
    writer.client.disconnect();
  }

  async #use(name: keyof Connections): Promise<Redis> {
    const { client, tried } = (await this.#connecting)[name];
    await tried;
    return client;
  }

  /** Redis counts from when a value was written; used values live on. */
  #extend(reader: Redis, key: string): void {
    reader.pexpire(key, this.#options.ttl_s * 1000).catch(() => {});
  }

  async #connect(): Promise<Connections> {
    const { url, log } = this.#options;
    // Bundled, a CommonJS module has no other names than this one.
    const { default: ioredis } = await import('ioredis');
    const open = (): Connection => {
      const client = new ioredis.Redis(url, {
        protocol: 2,
        connectTimeout: CONNECT_MS,
        // A connection that hangs does not answer to a goodbye.
        disconnectTimeout: GOODBYE_MS,
        maxLoadingRetryTime: MAX_RETRY_MS,
        // While there is no connection, commands fail at once instead of waiting for one.
        enableOfflineQueue: false,
        autoResendUnfulfilledCommands: false,
        maxRetriesPerRequest: 0,
        disableClientInfo: true,
        retryStrategy: times => Math.min(50 * 2 ** Math.min(times, 10), MAX_RETRY_MS),
      });
      client.on('error', thrown => log.report('connect', thrown));
      const tried = new Promise(resolve => {
        for (const event of ['ready', 'error', 'close']) client.once(event, resolve);
      });
      return { client, tried };
    };
    this.#connections = { reader: open(), writer: open() };
    return this.#connections;
  }
}
