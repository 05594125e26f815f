import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { LIMITS } from '../../src/contracts/limits.ts';
import { ThreadPool } from '../../src/engine/thread-pool.ts';
import type { RegressionTest } from './tests.ts';
import type { Outcome, TestJob } from './thread.ts';

/** A thread needs up to 2 GB for the largest models. */
const MAX_THREADS = 4;

const outcomeSchema: z.ZodType<Outcome> = z.union([
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('picture'), wrongPixels: z.number() }),
  z.object({ kind: z.literal('nothing'), reason: z.string() }),
]);

/** Runs tests in threads and gives their outcomes in the same order. A test over its time limit has nothing. */
export async function runTests(tests: readonly RegressionTest[], dataFolder: string): Promise<Outcome[]> {
  const threads = Math.min(MAX_THREADS, availableParallelism());
  const pool = new ThreadPool<TestJob, Outcome>({
    file: new URL('./thread.ts', import.meta.url),
    rights: 'all',
    threadData: async () => null,
    maxThreads: threads,
    maxQueue: 0,
    stackSizeMb: LIMITS.workerStackMb,
    onFault: fault => console.error(fault),
    onRestart: () => {},
    parse: answer => outcomeSchema.parse(answer),
  });
  const outcomes: Outcome[] = [];
  let next = 0;
  const work = async () => {
    for (let index = next++; index < tests.length; index = next++) {
      outcomes[index] = await runTest(pool, { test: tests[index], dataFolder });
    }
  };
  try {
    await Promise.all(Array.from({ length: threads }, work));
  } finally {
    await pool.close();
  }
  return outcomes;
}

async function runTest(pool: ThreadPool<TestJob, Outcome>, job: TestJob): Promise<Outcome> {
  const { limit_s } = job.test;
  const deadline = AbortSignal.timeout(limit_s * 1000);
  try {
    return await pool.run(job, deadline);
  } catch (thrown) {
    if (deadline.aborted) return { kind: 'nothing', reason: `did not end within ${limit_s} s` };
    const cause = thrown instanceof Error && thrown.cause instanceof Error ? ` ${thrown.cause.message}` : '';
    return { kind: 'nothing', reason: `${thrown}${cause}` };
  }
}
