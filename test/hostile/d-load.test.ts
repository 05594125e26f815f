import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ThreadPool } from '../../src/engine/thread-pool.ts';
import { useModelFolder } from '../support/model-folder.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { expectWell } from '../support/well.ts';

/** Section D, its end: several bombs at a time, a heap that is full, and the end of the process itself. */

/** Runs for minutes if nobody stops it; the number makes each another model. */
const endless = (number: number) =>
  `function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(${number});`;

/** Deadline of each bomb, in seconds. */
const BOMB_TIMEOUT_S = 3;

/** What ending threads and starting others takes on a machine that has other work, in seconds. */
const SLACK_S = 5;

const LOADS = [
  { id: 64, title: 'as many bombs as threads', bombs: 2, maxMs: (BOMB_TIMEOUT_S + SLACK_S) * 1000 },
  // Those that wait are at their deadline with those that run: it counts from the call.
  { id: 64, title: 'ten bombs on two threads', bombs: 10, maxMs: (BOMB_TIMEOUT_S + SLACK_S) * 1000 },
];

describe('parallel bombs', () => {
  let server: ConnectedClient;
  beforeAll(async () => {
    server = await startServer({ env: { OPENSCAD_MAX_THREADS: '2', OPENSCAD_MAX_MEMORY_MB: '512' } });
  });
  afterAll(() => server.close());

  it.each(LOADS)('$id: $title hold up a small model for their deadline at most', async ({ bombs, maxMs }) => {
    const calls = Array.from({ length: bombs }, (_, index) =>
      server.call('render_model', { code: endless(bombs * 100 + index), timeout_s: BOMB_TIMEOUT_S }),
    );
    const started = performance.now();
    const small = await server.call('render_model', { code: `cube(${bombs});`, timeout_s: 20 });
    expect(performance.now() - started).toBeLessThan(maxMs);
    expect(small.report.ok).toBe(true);
    const codes = (await Promise.all(calls)).map(({ report }) => report.error.code);
    expect(new Set(codes)).toEqual(new Set(['DEADLINE_EXCEEDED']));
    await expectWell(server);
  });

  it('64: a known model is drawn while all threads that evaluate are at work', async () => {
    const { report } = await server.call('render_model', { code: 'cube(77);' });
    const calls = [1, 2, 3].map(index =>
      server.call('render_model', { code: endless(index), timeout_s: BOMB_TIMEOUT_S }),
    );
    const started = performance.now();
    const picture = await server.call('render_model', { model_id: report.model_id, views: ['top'] });
    expect(picture.report.ok).toBe(true);
    expect(performance.now() - started).toBeLessThan(2000);
    await Promise.all(calls);
    await expectWell(server);
  });
});

/**
 * No model is known that fills the heap of JavaScript before OpenSCAD's memory or the deadline is used up, so the
 * worker is one that does nothing else, in the pool that the engine uses.
 */
const HUNGRY_WORKER = `
export default size => {
  const kept = [];
  while (kept.length < size) kept.push(new Array(10_000).fill(kept.length));
  return kept.length;
};
`;

describe('a heap of JavaScript that is full', () => {
  const folder = useModelFolder('file');

  it('62: ends its job and thread with MEMORY_LIMIT, and no other', async () => {
    let restarts = 0;
    const pool = new ThreadPool<number, number>({
      file: pathToFileURL(folder.write('hungry.mjs', HUNGRY_WORKER)),
      rights: 'all',
      threadData: async () => null,
      maxThreads: 2,
      maxQueue: 4,
      onFault: () => {},
      onRestart: () => {
        restarts += 1;
      },
      parse: Number,
    });
    const { signal } = new AbortController();
    const [bomb, small] = await Promise.allSettled([pool.run(1e9, signal), pool.run(3, signal)]);
    expect(bomb).toMatchObject({ status: 'rejected', reason: { code: 'MEMORY_LIMIT' } });
    expect(small).toEqual({ status: 'fulfilled', value: 3 });
    expect(restarts).toBe(1);
    expect(await pool.run(5, signal)).toBe(5);
    expect(pool.status()?.queued).toBe(0);
    await pool.close();
  });
});

const ENDS = [{ id: 63, title: 'an abort of the process, as V8 ends it', signal: 'SIGABRT' }] as const;

it.each(ENDS)('$id: $title closes the connection, and the next start is well', async ({ signal }) => {
  const server = await startServer();
  const call = server.call('render_model', { code: endless(1) });
  const outcome = expect(call).rejects.toThrow(/closed/i);
  await server.call('server_status', {});
  process.kill(server.pid, signal);
  await outcome;
  await server.close();
  const next = await startServer();
  await expectWell(next);
  await next.close();
});
