import { describe, expect, it, vi } from 'vitest';
import { nameOf } from '../../src/config/setting-definition.ts';
import { SETTING_DEFINITIONS, SETTING_KEYS } from '../../src/config/setting-definitions.ts';
import type { Settings } from '../../src/config/settings.ts';
import { canMakeCertificates } from '../support/make-certificate.ts';
import { HAS_REDIS, startRedis } from '../support/redis-server.ts';
import { CACHE_EFFECTS, expectShared, SPECIAL_CACHE_EFFECTS } from '../support/setting-effects/cache.ts';
import { ENGINE_EFFECTS } from '../support/setting-effects/engine.ts';
import { FILE_EFFECTS, SPECIAL_FILE_EFFECTS } from '../support/setting-effects/files.ts';
import { LOGGING_EFFECTS } from '../support/setting-effects/logging.ts';
import { RENDERING_EFFECTS } from '../support/setting-effects/rendering.ts';
import { SERVER_EFFECTS } from '../support/setting-effects/server.ts';
import { SETTING_NAMES } from '../support/setting-names.ts';
import { type EffectsOf, openTrial } from '../support/setting-trial.ts';

/**
 * Every setting, by every name, on the built server: not that its value is read, which the unit tests see,
 * but that something comes of it.
 */

// Each starts a server or two, with threads of their own.
vi.setConfig({ maxConcurrency: 3 });

const EFFECTS: EffectsOf<keyof Settings> = {
  ...RENDERING_EFFECTS,
  ...ENGINE_EFFECTS,
  ...SERVER_EFFECTS,
  ...FILE_EFFECTS,
  ...CACHE_EFFECTS,
  ...LOGGING_EFFECTS,
};
const SPECIAL_EFFECTS = { ...SPECIAL_FILE_EFFECTS, ...SPECIAL_CACHE_EFFECTS };

/** Settings that cannot be tried without a program that a developer's machine may lack; CI has all. */
const UNTRIED = new Set<keyof Settings>([
  // The programs they name are shell scripts here.
  ...(process.platform === 'win32' ? (['engine', 'nativeBinary', 'allowUnsandboxedNative'] as const) : []),
  ...(HAS_REDIS || process.env.CI ? [] : (['redisUrl'] as const)),
  ...(canMakeCertificates || process.env.CI ? [] : (['tlsCertFile', 'tlsKeyFile'] as const)),
]);

describe('every setting has its effect', () => {
  describe.concurrent('by every name', () => {
    for (const given of SETTING_NAMES) {
      const { key, name, source } = given;
      it.skipIf(UNTRIED.has(key))(`${key}: ${name} (${source})`, async () => {
        const trial = openTrial(given);
        try {
          await (SPECIAL_EFFECTS[name] ?? EFFECTS[key])(trial);
        } finally {
          await trial.end();
        }
      });
    }

    it.skipIf(UNTRIED.has('redisUrl'))(
      'redisUrl: redis.host, port, db and password (config file)',
      async () => {
        const redis = await startRedis('--requirepass', 'open sesame');
        const trial = openTrial({ key: 'cacheType', name: 'MCP_CACHE_TYPE', source: 'environment' });
        trial.onEnd(redis.kill);
        try {
          const parts = `redis: {host: 127.0.0.1, port: ${redis.port}, db: 2, password: open sesame}\n`;
          const beside = { MCP_CONFIG: trial.write('etc/config.yaml', parts) };
          const start = () => trial.serve('redis', beside);
          await expectShared(await start(), await start());
        } finally {
          await trial.end();
        }
      },
    );
  });

  it('also by names whose text is read in a way of its own', () => {
    const special = SETTING_KEYS.flatMap(key => {
      const { aliases, keys } = SETTING_DEFINITIONS[key];
      return [...aliases, ...keys].filter(each => typeof each !== 'string').map(nameOf);
    });
    expect(Object.keys(SPECIAL_EFFECTS)).toEqual(expect.arrayContaining(special));
    const all = new Set(SETTING_NAMES.map(({ name }) => name));
    expect(Object.keys(SPECIAL_EFFECTS).filter(name => !all.has(name))).toEqual([]);
  });

  it('from every source that it can be given in', () => {
    for (const key of SETTING_KEYS) {
      const { flag, isOperatorOnly = false } = SETTING_DEFINITIONS[key];
      const sources = SETTING_NAMES.filter(given => given.key === key).map(({ source }) => source);
      expect(sources, key).toEqual(expect.arrayContaining(['environment', 'config file']));
      expect(sources.includes('.env'), key).toBe(!isOperatorOnly);
      expect(sources.includes('flag'), key).toBe(flag !== undefined);
    }
  });
});
