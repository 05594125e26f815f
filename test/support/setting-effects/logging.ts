import { existsSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { until } from '../cache-lab.ts';
import type { EffectsOf } from '../setting-trial.ts';

/** The log. */
export const LOGGING_EFFECTS: EffectsOf<'logLevel' | 'logFile'> = {
  async logLevel(trial) {
    const server = await trial.serve('DEBUG');
    await server.call('check_model', { path: 'nowhere.scad' });
    await until(() => server.stderr().includes('"level":"debug"'), 10_000);
  },

  async logFile(trial) {
    const file = trial.at('logs/server.log');
    const server = await trial.serve(trial.toText('logs/server.log'), { MCP_LOG_LEVEL: 'INFO' });
    await until(() => existsSync(file) && readFileSync(file, 'utf8').includes('"msg":"serving"'), 10_000);
    expect(server.stderr()).toBe('');
  },
};
