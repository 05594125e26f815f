import { defineConfig } from 'vitest/config';

/**
 * What is waited for may take a while on a busy machine, where clocks also mislead tests that look at them. In CI such a
 * test gets another try, twice at most; the closing line names all that needed it, for each may be a fault that shows now and then.
 */
const shared = {
  setupFiles: ['test/support/same-cases.ts'],
  expect: { poll: { timeout: 10_000 } },
  retry: process.env.CI ? 2 : 0,
};

/** Tests that start threads, servers or browsers: one file at a time, in processes of their own. */
const heavy = { pool: 'forks', fileParallelism: false, testTimeout: 60_000, hookTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    reporters: process.env.CI ? ['default', './test/support/closing-line.ts'] : ['default'],
    projects: [
      // Some draw or search through much; on a busy machine that takes a while.
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          pool: 'threads',
          testTimeout: 60_000,
          ...shared,
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/{worker,integration,hostile,e2e}/**/*.test.ts'],
          globalSetup: ['test/support/build-once.ts'],
          ...heavy,
          ...shared,
        },
      },
    ],
  },
});
