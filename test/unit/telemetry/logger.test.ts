import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOG_LEVELS, type LogLevel } from '../../../src/contracts/log-level.ts';
import type { Logger } from '../../../src/contracts/ports.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'logger-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The lines that come of what is done with a log. */
async function linesOf(level: LogLevel, use: (log: Logger) => void): Promise<string[]> {
  const file = join(folder, 'server.log');
  const log = createLogger(level, file);
  use(log);
  await log.close();
  return readFileSync(file, 'utf8').split('\n').slice(0, -1);
}

describe('a log', () => {
  it('has a line of JSON for each record, whatever is in it', async () => {
    const [line, ...more] = await linesOf('INFO', log =>
      log.info('call', { text: 'a\nb\u2028c\ud800', ms: 3, none: null, absent: undefined, odd: Number.NaN }),
    );
    expect(more).toEqual([]);
    expect(JSON.parse(line)).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      text: 'a\nb\u2028c\ud800',
      ms: 3,
      none: null,
      odd: null,
      msg: 'call',
    });
  });

  it.each(LOG_LEVELS)('has what is at least as grave as %s', async level => {
    const lines = await linesOf(level, log => {
      log.debug('a');
      log.info('b');
      log.warn('c');
      log.error('d');
    });
    const all = ['debug', 'info', 'warn', 'error'];
    expect(lines.map(line => JSON.parse(line).level)).toEqual(all.slice(LOG_LEVELS.indexOf(level)));
  });

  it('hides passwords and tokens that a field quotes', async () => {
    const [line] = await linesOf('ERROR', log =>
      log.error('cache', { reason: 'redis://me:hunter2@host failed', header: 'Bearer abc.def' }),
    );
    expect(JSON.parse(line)).toMatchObject({ reason: 'redis://me:***@host failed', header: 'Bearer ***' });
  });
});
