import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { until } from '../cache-lab.ts';
import { startRedis } from '../redis-server.ts';
import type { ConnectedClient } from '../server.ts';
import type { Effect, EffectsOf } from '../setting-trial.ts';

/** Has a server make a model, and says by which id it can be called again. */
async function makeModel(server: ConnectedClient, code: string): Promise<string> {
  const { report } = await server.call('check_model', { code, level: 'geometry' });
  expect(report.model_id).toEqual(expect.any(String));
  return report.model_id;
}

/** Whether a server can tell what a model is from its id. */
async function knows(server: ConnectedClient, model_id: string): Promise<boolean> {
  const { report } = await server.call('list_parameters', { model_id });
  return report.error === undefined;
}

const isOff: Effect = async trial => {
  const server = await trial.serve(trial.name.endsWith('type') ? 'off' : 'false');
  const code = 'cube(2);';
  await makeModel(server, code);
  const { report } = await server.call('check_model', { code, level: 'geometry' });
  expect(report.cache).toBe('miss');
};

/** Two hours: files that were used 90 minutes ago are still there, while after one hour they are not. */
const lastsHours: Effect = async trial => {
  const beside = { MCP_CACHE_TYPE: 'disk' };
  const first = await trial.serve('2', beside);
  const id = await makeModel(first, 'cube(3);');
  await first.close();
  const folder = trial.at('temp/cache');
  const usedAt = Date.now() / 1000 - 90 * 60;
  for (const name of readdirSync(folder)) utimesSync(join(folder, name), usedAt, usedAt);
  expect(await knows(await trial.serve('2', beside), id)).toBe(true);
};

/** Sees that what one server has made another one knows. */
export async function expectShared(first: ConnectedClient, second: ConnectedClient): Promise<void> {
  const id = await makeModel(first, 'cube(4);');
  // Models are written after the call was answered.
  await until(() => knows(second, id), 10_000);
}

/** Where known models are kept. */
export const CACHE_EFFECTS: EffectsOf<'cacheType' | 'cacheTtl_s' | 'cacheMaxEntries' | 'redisUrl'> = {
  async cacheType(trial) {
    const first = await trial.serve('disk');
    const id = await makeModel(first, 'cube(1);');
    await first.close();
    expect(await knows(await trial.serve('disk'), id)).toBe(true);
  },

  async cacheTtl_s(trial) {
    const server = await trial.serve('1');
    const id = await makeModel(server, 'cube(1);');
    await pause(1100);
    expect(await knows(server, id)).toBe(false);
  },

  async cacheMaxEntries(trial) {
    const server = await trial.serve('1');
    const first = await makeModel(server, 'cube(1);');
    const second = await makeModel(server, 'cube(2);');
    expect(await knows(server, first)).toBe(false);
    expect(await knows(server, second)).toBe(true);
  },

  async redisUrl(trial) {
    const redis = await startRedis();
    trial.onEnd(redis.kill);
    const start = () => trial.serve(`redis://127.0.0.1:${redis.port}/3`, { MCP_CACHE_TYPE: 'redis' });
    await expectShared(await start(), await start());
  },
};

/** The same under names whose text is read in a way of its own; and the type that is not its own effect. */
export const SPECIAL_CACHE_EFFECTS: Readonly<Record<string, Effect>> = {
  'cache.type': isOff,
  MCP_CACHE_ENABLED: isOff,
  OPENSCAD_CACHE_ENABLED: isOff,
  'cache.enabled': isOff,
  MCP_CACHE_TTL_HOURS: lastsHours,
  'cache.ttl_hours': lastsHours,
};
