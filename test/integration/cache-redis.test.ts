import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelStore } from '../../src/contracts/ports.ts';
import { plain, until, type WatchedStore, watchedStore } from '../support/cache-lab.ts';
import { idOf, knownBlock } from '../support/known-models.ts';
import { MemoryLibraries } from '../support/memory-libraries.ts';
import { freePort, HAS_REDIS, startRedis, type TestRedis } from '../support/redis-server.ts';
import { startProxy, type TcpProxy } from '../support/tcp-proxy.ts';

/** Known models in a real Redis server, through all that can happen to it. */

const PREFIX = 'openscad-mcp-server:1:1.2.3:2025.07.18:LE:';

/** What a lookup may add to a call, and what a busy machine takes. */
const LOOKUP_LIMIT_MS = 250 + 150;

describe.skipIf(!HAS_REDIS && !process.env.CI)('models in Redis', () => {
  let redis: TestRedis;
  let proxy: TcpProxy;
  let open: WatchedStore[] = [];

  beforeAll(async () => {
    redis = await startRedis();
  });
  beforeEach(async () => {
    await redis.restart();
    proxy = await startProxy(redis.port);
  });
  afterEach(async () => {
    await Promise.all(open.map(({ store }) => store.close()));
    open = [];
    await proxy.close();
  });
  afterAll(() => redis.kill());

  const connect = (port: number, changes: Parameters<typeof watchedStore>[0] = {}) => {
    const watched = watchedStore({ type: 'redis', redisUrl: `redis://127.0.0.1:${port}`, ...changes });
    open.push(watched);
    return watched;
  };
  const holds = async (number: number) => (await redis.send('EXISTS', PREFIX + idOf(number))) === ':1\r\n';
  const keep = async (store: ModelStore, number: number) => {
    store.put(knownBlock(number));
    await until(() => holds(number));
  };
  /** A lookup of something that is not in memory; it must be quick and must not fail. */
  const look = async (store: ModelStore, number = 99) => {
    const started = performance.now();
    const model = await store.get(idOf(number));
    expect(performance.now() - started).toBeLessThan(LOOKUP_LIMIT_MS);
    return model;
  };

  it('are found by another server, once each, with their time to live', async () => {
    const [one, two] = [connect(redis.port, { ttl_s: 30 }), connect(redis.port)];
    await keep(one.store, 1);
    expect(await redis.send('PTTL', PREFIX + idOf(1))).toMatch(/^:(29|30)\d{3}\r\n$/);
    const found = await Promise.all([two.store.get(idOf(1)), two.store.get(idOf(1)), two.store.get(idOf(1))]);
    for (const model of found) expect(plain(model)).toEqual(plain(knownBlock(1)));
    expect(two.lookups.filter(([tier]) => tier === 'redis')).toEqual([['redis', 'hit']]);
    await two.store.get(idOf(1));
    expect(two.lookups.at(-1)).toEqual(['memory', 'hit']);
    expect(await two.store.get(idOf(2))).toBeUndefined();
    expect(two.lookups.at(-1)).toEqual(['redis', 'miss']);
  });

  it('of other versions are neither seen nor removed', async () => {
    const [one, two] = [
      connect(redis.port),
      connect(redis.port, { versions: async () => ({ package: '2.0.0', engine: '2025.07.18' }) }),
    ];
    await keep(one.store, 1);
    await redis.send('SET', 'somebody else', 'x');
    expect(await look(two.store, 1)).toBeUndefined();
    await two.store.clear();
    expect(await holds(1)).toBe(true);
    await one.store.clear();
    expect(await holds(1)).toBe(false);
    expect(await redis.send('EXISTS', 'somebody else')).toBe(':1\r\n');
    expect(await one.store.get(idOf(1))).toBeUndefined();
  });

  it('do not lose their geometry to a server that has only their source', async () => {
    const [one, two] = [connect(redis.port), connect(redis.port)];
    await keep(one.store, 1);
    two.store.put({ ...knownBlock(1), evaluation: null });
    await two.store.close();
    expect((await look(connect(redis.port).store, 1))?.evaluation).not.toBeNull();
  });

  it('need their libraries as they were', async () => {
    const libraries = new MemoryLibraries({ 'L/a.scad': 'module a() {}' });
    const file = await libraries.find('L/a.scad');
    if (file === null) throw new Error('no library');
    const block = knownBlock(1);
    const one = connect(redis.port);
    one.store.put({ ...block, fileSet: { ...block.fileSet, libraries: [file] } });
    await until(() => holds(1));
    const found = await look(connect(redis.port, { libraries }).store, 1);
    expect(found?.fileSet.libraries[0]).toBe(file);
    const changed = new MemoryLibraries({ 'L/a.scad': 'module a() { cube(); }' });
    expect(await look(connect(redis.port, { libraries: changed }).store, 1)).toBeUndefined();
    expect(await look(connect(redis.port).store, 1)).toBeUndefined();
    expect(await holds(1)).toBe(true);
  });

  it('from folders that are not open here are not known here', async () => {
    await keep(connect(redis.port).store, 1);
    const other = connect(redis.port, { isOpen: async ({ root }) => root !== '/models' });
    expect(await look(other.store, 1)).toBeUndefined();
  });

  it.each([
    ['garbage', ['SET', 'not a model']],
    ['of another type', ['LPUSH', 'a']],
  ])('that are %s are a miss and removed', async (_, [command, value]) => {
    const { store, lookups } = connect(redis.port);
    await redis.send(command, PREFIX + idOf(1), value);
    expect(await look(store, 1)).toBeUndefined();
    expect(lookups.at(-1)).toEqual(['redis', 'miss']);
    await until(async () => !(await holds(1)));
  });

  it('under the key of another are a miss', async () => {
    const { store } = connect(redis.port);
    await keep(store, 1);
    await redis.send('RENAME', PREFIX + idOf(1), PREFIX + idOf(2));
    expect(await look(store, 2)).toBeUndefined();
    await until(async () => !(await holds(2)));
  });

  it('stay in memory while there is no server, and it is said once', async () => {
    const { store, lookups, log } = connect(await freePort());
    for (let at = 0; at < 5; at++) {
      store.put(knownBlock(at));
      expect(plain(await look(store, at))).toEqual(plain(knownBlock(at)));
      expect(await look(store)).toBeUndefined();
    }
    expect(lookups.filter(([tier]) => tier === 'redis').map(([, outcome]) => outcome)).toEqual(
      Array(5).fill('error'),
    );
    expect(await store.status()).toMatchObject([
      { tier: 'memory', ok: true },
      { tier: 'redis', ok: false },
    ]);
    expect(log).toHaveLength(1);
    expect(log[0]).toContain('ECONNREFUSED');
  });

  it('are found again after the server was killed and has come back', async () => {
    const { store } = connect(redis.port);
    await keep(store, 1);
    await redis.kill();
    expect(await look(store)).toBeUndefined();
    expect(await look(store, 1)).toBeDefined();
    await redis.restart();
    await until(async () => (await store.status())[1].ok, 6000);
    await keep(store, 2);
    expect(await look(connect(redis.port).store, 2)).toBeDefined();
  });

  it.each([
    ['slow', { kind: 'delay', ms: 5000 }],
    ['silent', { kind: 'hold' }],
  ] as const)('are passed over while the server is %s, and found once it is well', async (_, mode) => {
    await keep(connect(redis.port).store, 1);
    const { store } = connect(proxy.port);
    expect(await look(store)).toBeUndefined();
    proxy.set(mode);
    const started = performance.now();
    for (let at = 0; at < 50; at++) expect(await look(store)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(LOOKUP_LIMIT_MS + 500);
    proxy.set({ kind: 'pass' });
    await until(async () => (await store.get(idOf(1))) !== undefined, 20_000);
  });

  it('come through a line that is cut again and again, or not at all', async () => {
    await keep(connect(redis.port).store, 1);
    const { store } = connect(proxy.port);
    for (let at = 0; at < 10; at++) {
      proxy.set({ kind: at % 2 === 0 ? 'drop' : 'pass' });
      await look(store, 50 + at);
      await new Promise(resolve => setTimeout(resolve, 30));
    }
    await until(async () => (await store.get(idOf(1))) !== undefined, 10_000);
  });

  it.each([1, 2, 3, 7, 100, 300])('are never made of garbled bytes (one of %i)', async every => {
    await keep(connect(redis.port).store, 1);
    const { store } = connect(proxy.port);
    expect(await look(store)).toBeUndefined();
    proxy.set({ kind: 'garble', every });
    expect(await look(store, 1)).toBeUndefined();
    for (let at = 0; at < 5; at++) await look(store, 60 + at);
  });

  it.each([
    ['is full', ['CONFIG', 'SET', 'maxmemory', '1'], 'OOM'],
    ['is a replica', ['REPLICAOF', '127.0.0.1', '1'], 'READONLY'],
  ])('are not kept by a server that %s, which harms nobody', async (_, command, reason) => {
    const { store, log } = connect(redis.port);
    await keep(store, 1);
    await redis.send(...command);
    for (let at = 2; at < 6; at++) store.put(knownBlock(at));
    await until(() => log.length > 0);
    expect(await look(connect(redis.port).store, 1)).toBeDefined();
    expect(await look(store, 3)).toBeDefined();
    expect(log.filter(line => line.includes(reason))).toHaveLength(1);
  });

  it('are not had without the password, which no log mentions', async () => {
    await redis.restart('--requirepass', 'open sesame');
    const url = (word: string) => `redis://:${word}@127.0.0.1:${redis.port}`;
    const right = connect(redis.port, { redisUrl: url('open%20sesame') });
    right.store.put(knownBlock(1));
    await right.store.close();
    expect(await look(connect(redis.port, { redisUrl: url('open%20sesame') }).store, 1)).toBeDefined();
    const wrong = connect(redis.port, { redisUrl: url('hunter2') });
    const none = connect(redis.port);
    for (const { store, log } of [wrong, none]) {
      expect(await look(store, 1)).toBeUndefined();
      store.put(knownBlock(2));
      await until(() => log.length > 0);
      expect(log.join()).not.toMatch(/sesame|hunter2/);
      expect(log.join()).toMatch(/WRONGPASS|NOAUTH/);
    }
  });

  it('are many, too many to be written as fast as they come, and none holds up a call', async () => {
    const { store } = connect(proxy.port);
    expect(await look(store)).toBeUndefined();
    proxy.set({ kind: 'hold' });
    const started = performance.now();
    for (let at = 0; at < 1000; at++) store.put(knownBlock(at));
    expect(performance.now() - started).toBeLessThan(1000);
    const closing = performance.now();
    await store.close();
    expect(performance.now() - closing).toBeLessThan(1400);
  });
});
