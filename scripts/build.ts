import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { prepareAssets } from './prepare-assets.ts';
import { distFolder, projectRoot } from './project-paths.ts';

/** Entry points: the command, the library, and one file per kind of worker thread. */
const ENTRY_POINTS = {
  cli: 'src/cli.ts',
  index: 'src/index.ts',
  'workers/evaluate.worker': 'workers/evaluate.worker.ts',
  'workers/mesh.worker': 'workers/mesh.worker.ts',
};

/**
 * Builds the package into `dist`: bundled JavaScript, the assets, and the types of the library.
 * Everything is bundled except the two runtime dependencies, which bring files of their own.
 */
async function buildPackage(): Promise<void> {
  removeOldCode();
  prepareAssets(join(distFolder, 'assets'));
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ENTRY_POINTS,
    outdir: distFolder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['piscina', '@resvg/resvg-js'],
    chunkNames: 'chunks/[name]-[hash]',
    minifySyntax: true,
    legalComments: 'linked',
    // Some bundled packages are CommonJS and call require for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  chmodSync(join(distFolder, 'cli.js'), 0o755);
  if (!process.argv.includes('--no-types')) emitTypes();
}

/** Removes all but the assets, which are expensive to make and carry their own hashes. */
function removeOldCode(): void {
  try {
    for (const name of readdirSync(distFolder)) {
      if (name !== 'assets') rmSync(join(distFolder, name), { recursive: true });
    }
  } catch {
    // The first build finds no folder.
  }
}

function emitTypes(): void {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const settings = ['--noEmit', 'false', '--emitDeclarationOnly', '--declaration', '--rootDir', projectRoot];
  execFileSync(
    process.execPath,
    [tsc, '-p', projectRoot, ...settings, '--outDir', join(distFolder, 'types')],
    {
      stdio: 'inherit',
    },
  );
  // The library's types refer to these rooms alone.
  for (const name of readdirSync(join(distFolder, 'types'))) {
    if (name !== 'src' && name !== 'wasm') rmSync(join(distFolder, 'types', name), { recursive: true });
  }
}

await buildPackage();
