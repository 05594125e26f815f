import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../src/contracts/errors.ts';
import { ThreadPool, type ThreadPoolOptions } from '../../src/engine/thread-pool.ts';

const answerSchema = z.object({ fine: z.boolean() });

let pool: ThreadPool<string, Answer>;

const faults: unknown[] = [];

let restarts = 0;

type Answer = z.infer<typeof answerSchema>;

function start(options: Partial<ThreadPoolOptions<Answer>> = {}) {
  pool = new ThreadPool({
    file: new URL('../fixtures/workers/faulty.mjs', import.meta.url),
    rights: { assetsFolder: new URL('../fixtures/', import.meta.url), addons: false },
    threadData: async () => null,
    maxThreads: 1,
    maxQueue: 10,
    onFault: fault => faults.push(fault),
    onRestart: () => {
      restarts += 1;
    },
    parse: answer => answerSchema.parse(answer),
    ...options,
  });
}

const forever = () => new AbortController().signal;

const within = (ms: number) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(new AppError('DEADLINE_EXCEEDED', 'too slow')), ms);
  return controller.signal;
};

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

afterEach(async () => {
  await pool.close();
  faults.length = 0;
  restarts = 0;
});

describe('ThreadPool', () => {
  it.each([
    ['exit', 'ENGINE_CRASHED'],
    ['throw', 'ENGINE_CRASHED'],
    ['throw late', 'ENGINE_CRASHED'],
    ['fill the heap', 'MEMORY_LIMIT'],
    ['rubbish', 'INTERNAL'],
  ])('survives a worker that is told to %s', async (order, code) => {
    start();
    await expect(pool.run(order, forever())).rejects.toMatchObject({ code });
    await expect(pool.run('answer', forever())).resolves.toEqual({ fine: true });
    expect(restarts).toBe(code === 'INTERNAL' ? 0 : 1);
  });

  it('ends a thread that takes too long with the reason of the signal', async () => {
    start();
    await expect(pool.run('hang', within(100))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await expect(pool.run('answer', forever())).resolves.toEqual({ fine: true });
  });

  it('withdraws a job that still waits without touching the one that runs', async () => {
    start();
    const running = pool.run('hang', within(600));
    const waiting = pool.run('answer', within(100));
    await expect(waiting).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(pool.status()).toMatchObject({ running: 1, queued: 0, maxThreads: 1 });
    expect(restarts).toBe(0);
    await expect(running).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(pool.status()).toMatchObject({ running: 0, queued: 0 });
    expect(restarts).toBe(1);
  });

  it('refuses what is beyond its bound at once, and takes jobs again afterwards', async () => {
    start({ maxThreads: 1, maxQueue: 1 });
    const taken = [pool.run('hang', within(300)), pool.run('hang', within(300))];
    await expect(pool.run('answer', forever())).rejects.toMatchObject({
      code: 'QUEUE_FULL',
      retryable: true,
    });
    await Promise.allSettled(taken);
    await expect(pool.run('answer', forever())).resolves.toEqual({ fine: true });
  });

  it('takes a job while it gets ready, even where none may wait', async () => {
    start({ maxThreads: 1, maxQueue: 0 });
    const warmed = pool.warm('answer');
    await expect(pool.run('answer', forever())).resolves.toEqual({ fine: true });
    await expect(warmed).resolves.toEqual({ fine: true });
    expect(pool.status()).toMatchObject({ running: 0, queued: 0, completed: 2 });
    await pool.close();
    await expect(pool.warm('answer')).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('starts no second thread beside the one that is got ready', async () => {
    start({ maxThreads: 2 });
    const warmed = pool.warm('answer');
    await expect(pool.run('answer', forever())).resolves.toEqual({ fine: true });
    await warmed;
    expect(pool.status()).toMatchObject({ threads: 1, completed: 2 });
  });

  it('leaves it to a job that came first to get a thread ready', async () => {
    start({ maxThreads: 2 });
    const running = pool.run('answer', forever());
    await expect(pool.warm('answer')).resolves.toBeNull();
    await running;
    expect(pool.status()).toMatchObject({ threads: 1, completed: 1 });
  });

  it('keeps the deadline of a job that waits for a thread to be got ready', async () => {
    start();
    const warmed = pool.warm('hang').catch(thrown => thrown);
    await expect(pool.run('answer', within(100))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    await pool.close();
    await expect(warmed).resolves.toMatchObject({ code: 'SHUTTING_DOWN' });
  });

  it('tries again to start after it could not', async () => {
    let attempts = 0;
    start({
      threadData: async () => {
        attempts += 1;
        if (attempts === 1) throw new AppError('BACKEND_UNAVAILABLE', 'not yet');
        return null;
      },
    });
    await expect(pool.run('answer', forever())).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    await expect(pool.run('answer', forever())).resolves.toEqual({ fine: true });
  });

  it('survives a thread that dies without a job, and says so', async () => {
    start();
    await expect(pool.run('answer and die', forever())).resolves.toEqual({ fine: true });
    for (let waited = 0; waited < 50 && faults.length === 0; waited++) await pause(50);
    expect(String(faults[0])).toContain('died between jobs');
    expect(restarts).toBe(1);
    await expect(pool.run('answer', forever())).resolves.toEqual({ fine: true });
  });

  it('refuses every job while its threads cannot start, and the process goes on', async () => {
    start({ file: new URL('../fixtures/workers/missing.mjs', import.meta.url) });
    for (let attempt = 0; attempt < 3; attempt++) {
      // The library reports the first failures as the job's own and later ones as the pool's.
      await expect(pool.run('answer', forever())).rejects.toMatchObject({
        code: expect.stringMatching(/^(BACKEND_UNAVAILABLE|ENGINE_CRASHED)$/),
      });
    }
  });

  it('starts threads again after they were let go', async () => {
    start({ maxThreads: 3, idleTimeoutMs: 100 });
    const burst = () => Promise.all(Array.from({ length: 9 }, () => pool.run('answer', forever())));
    await burst();
    for (let waited = 0; waited < 50 && pool.status()?.threads !== 1; waited++) await pause(50);
    expect(pool.status()).toMatchObject({ threads: 1, queued: 0 });
    expect(await burst()).toHaveLength(9);
    expect(pool.status()).toMatchObject({ running: 0, queued: 0, completed: 18 });
    expect(faults).toEqual([]);
    expect(restarts).toBe(0);
  });

  it('ends running jobs when it closes, and takes no more', async () => {
    start();
    const running = pool.run('hang', forever());
    const outcome = expect(running).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
    await pause(300);
    await pool.close();
    await outcome;
    await expect(pool.run('answer', forever())).rejects.toMatchObject({ code: 'SHUTTING_DOWN' });
  });
});
