import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_PICTURE } from '../../src/contracts/picture.ts';
import type { ModelStore } from '../../src/contracts/ports.ts';
import type { ModelArguments } from '../../src/operations/model-arguments.ts';
import { renderModel } from '../../src/operations/render-model.ts';
import type { Workshop } from '../../src/operations/workshop.ts';
import { isOpenOrigin } from '../../src/project/staging.ts';
import { textStl } from '../support/asset-files.ts';
import { watchedStore } from '../support/cache-lab.ts';
import { makeCall, makeWorkshop } from '../support/in-process-workshop.ts';
import { stagingRules, useModelFolder } from '../support/model-folder.ts';
import { HAS_REDIS, startRedis, type TestRedis } from '../support/redis-server.ts';
import { cube } from '../support/solids.ts';
import { startProxy } from '../support/tcp-proxy.ts';

/** Models that outlive a server, or that several servers share. */

const folder = useModelFolder();
const PICTURE = { ...DEFAULT_PICTURE, width_px: 200, height_px: 150 };

const render = (workshop: Workshop, given: ModelArguments) =>
  renderModel(workshop, given, PICTURE, makeCall());

describe('a server with models on disk', () => {
  const start = async () => {
    const rules = stagingRules([folder.path]);
    const { store } = watchedStore({
      type: 'disk',
      folder: join(folder.path, 'cache'),
      isOpen: origin => isOpenOrigin(origin, rules),
    });
    return makeWorkshop([folder.path], { models: store });
  };

  it('knows them after a restart, by id, by code and by path', async () => {
    folder.write('main.scad', 'cube(3);');
    const before = await start();
    const inline = await render(before, { code: 'cube(2);' });
    await render(before, { path: 'main.scad' });
    await before.models.close();
    const after = await start();
    const again = await render(after, { model_id: inline.model_id ?? '' });
    expect(again).toMatchObject({ ok: true, cache: 'mesh', mesh: inline.mesh });
    expect((await render(after, { path: 'main.scad' })).cache).toBe('mesh');
    expect(after.engine.jobs).toEqual([]);
  });

  it('looks again for files that a model missed before', async () => {
    folder.write('main.scad', 'name = "part"; cube(1); import(str(name, ".stl"));');
    const before = await start();
    expect((await render(before, { path: 'main.scad' })).size?.size[0]).toBe(1);
    await before.models.close();
    folder.write('part.stl', textStl(cube(10)));
    expect((await render(await start(), { path: 'main.scad' })).size?.size[0]).toBe(10);
  });

  it('does not know models of folders that are not open any more', async () => {
    folder.write('main.scad', 'cube(3);');
    const before = await start();
    const { model_id = '' } = await render(before, { path: 'main.scad' });
    await before.models.close();
    const closed = stagingRules([folder.write('other/a.scad').replace('/a.scad', '')]);
    const { store } = watchedStore({
      type: 'disk',
      folder: join(folder.path, 'cache'),
      isOpen: origin => isOpenOrigin(origin, closed),
    });
    const after = await makeWorkshop([], { models: store });
    await expect(render(after, { model_id })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});

describe.skipIf(!HAS_REDIS && !process.env.CI)('servers that share a Redis', () => {
  let redis: TestRedis;
  const stores: ModelStore[] = [];
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterEach(async () => {
    await Promise.all(stores.splice(0).map(store => store.close()));
  });
  afterAll(() => redis.kill());
  const start = async (port: number) => {
    const { store } = watchedStore({ type: 'redis', redisUrl: `redis://127.0.0.1:${port}` });
    stores.push(store);
    return makeWorkshop([], { models: store });
  };

  // A tier that is later than its deadline is passed over, which happens when the machine is busy.
  it('evaluate a model once between them', { retry: 3 }, async () => {
    const code = `cube(2); // shared ${Math.random()}`;
    const [one, two, three] = [await start(redis.port), await start(redis.port), await start(redis.port)];
    const { model_id = '' } = await render(one, { code });
    await one.models.close();
    expect((await render(two, { model_id })).cache).toBe('mesh');
    expect((await render(three, { code })).cache).toBe('mesh');
    expect([one, two, three].map(({ engine }) => engine.jobs.length)).toEqual([1, 0, 0]);
  });

  it('answer every call while the Redis stalls, garbles, dies and comes back', async () => {
    const proxy = await startProxy(redis.port);
    const workshop = await start(proxy.port);
    const modes = [
      { kind: 'pass' },
      { kind: 'delay', ms: 5000 },
      { kind: 'drop' },
      { kind: 'garble', every: 3 },
      { kind: 'hold' },
      { kind: 'pass' },
    ] as const;
    for (const [at, mode] of modes.entries()) {
      const calls = [0, 1, 2].map(part => render(workshop, { code: `cube(${at + 1}); // ${part}` }));
      proxy.set(mode);
      if (mode.kind === 'hold') await redis.kill();
      for (const report of await Promise.all(calls))
        expect(report).toMatchObject({ ok: true, cache: 'miss' });
      if (mode.kind === 'hold') await redis.restart();
    }
    await workshop.models.close();
    await proxy.close();
  });
});
