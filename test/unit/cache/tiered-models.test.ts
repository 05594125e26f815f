import { readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plain, until, watchedStore } from '../../support/cache-lab.ts';
import { idOf, knownBlock } from '../../support/known-models.ts';
import { useModelFolder } from '../../support/model-folder.ts';

const lab = useModelFolder();
const onDisk = (changes: Parameters<typeof watchedStore>[0] = {}) =>
  watchedStore({ type: 'disk', folder: join(lab.path, 'cache'), ...changes });
const files = () => readdirSync(join(lab.path, 'cache')).map(name => join(lab.path, 'cache', name));

async function keep(...numbers: number[]) {
  const { store } = onDisk();
  for (const number of numbers) store.put(knownBlock(number));
  await store.close();
}

describe('models in memory and on disk', () => {
  it('are known again after a restart', async () => {
    await keep(1, 2);
    const { store, lookups } = onDisk();
    expect(store.list()).toEqual([]);
    expect(plain(await store.get(idOf(1)))).toEqual(plain(knownBlock(1)));
    expect(store.list()).toHaveLength(1);
    await store.get(idOf(1));
    expect(await store.get(idOf(3))).toBeUndefined();
    expect(lookups).toEqual([
      ['memory', 'miss'],
      ['disk', 'hit'],
      ['memory', 'hit'],
      ['memory', 'miss'],
      ['disk', 'miss'],
    ]);
    expect(await store.status()).toMatchObject([
      { tier: 'memory', ok: true, models: 1, maxBytes: 2 ** 26 },
      { tier: 'disk', ok: true, models: 2, bytes: 8192, maxBytes: 2 ** 26 },
    ]);
  });

  it('are asked for on disk once, however many want one', async () => {
    await keep(1);
    const { store, lookups } = onDisk();
    const models = await Promise.all(Array.from({ length: 20 }, () => store.get(idOf(1))));
    expect(new Set(models).size).toBe(1);
    expect(lookups.filter(([tier]) => tier === 'disk')).toHaveLength(1);
  });

  it('are a miss when their files are damaged, which are removed then', async () => {
    await keep(1, 2);
    const [one, two] = files();
    truncateSync(one, 100);
    writeFileSync(two, 'not a model');
    const { store } = onDisk();
    expect(await store.get(idOf(1))).toBeUndefined();
    expect(await store.get(idOf(2))).toBeUndefined();
    await until(() => files().length === 0);
  });

  it('are forgotten in both places when the cache is cleared, also those yet to be written', async () => {
    await keep(1);
    const { store } = onDisk();
    store.put(knownBlock(2));
    const lookup = store.get(idOf(1));
    await store.clear();
    await lookup;
    expect(store.list()).toEqual([]);
    expect(files()).toEqual([]);
    expect(await store.get(idOf(1))).toBeUndefined();
  });

  it('stay in memory when the folder cannot be used, which is said once', async () => {
    lab.write('cache', 'a file in the way');
    const { store, log } = onDisk();
    for (const number of [1, 2, 3]) {
      store.put(knownBlock(number));
      expect(await store.get(idOf(number))).toBeDefined();
    }
    expect(await store.get(idOf(4))).toBeUndefined();
    expect(await store.status()).toMatchObject([{ ok: true }, { tier: 'disk', ok: false }]);
    await store.close();
    expect(log).toHaveLength(1);
  });

  it('are not looked for on disk by names that are no ids', async () => {
    const { store, lookups } = onDisk();
    for (const id of ['', '../../etc/passwd', 'x'.repeat(1000)]) expect(await store.get(id)).toBeUndefined();
    expect(lookups.every(([tier]) => tier === 'memory')).toBe(true);
  });
});

describe('a cache that is off', () => {
  it('keeps sources, so that a model_id works, and no geometry', async () => {
    const { store } = watchedStore({ type: 'off' });
    store.put(knownBlock(1));
    const known = await store.get(idOf(1));
    expect(known?.fileSet.files).toHaveLength(3);
    expect(known?.evaluation).toBeNull();
  });
});
