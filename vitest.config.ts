import { defineConfig } from 'vitest/config';

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
        },
      },
      {
        test: {
          name: 'real',
          include: ['test/{worker,integration,hostile,e2e}/**/*.test.ts'],
          globalSetup: ['test/support/build-once.ts'],
          ...heavy,
        },
      },
    ],
  },
});
