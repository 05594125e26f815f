import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { finishToolList } from './build-plugins/finished-tool-list.ts';
import { leaveOutUnusedCode } from './build-plugins/unused-code.ts';
import { prepareAssets } from './prepare-assets.ts';
import { distFolder, projectRoot } from './project-paths.ts';
import { buildViewer } from './viewer/build-viewer.ts';

/**
 * Entry points: the command and the library, and one file per kind of worker thread. Code is shared within each of
 * the two only: shared by all it would lie in many small files, and a start reads them one by one.
 */
const ENTRY_POINTS = [
  { cli: 'src/cli.ts', index: 'src/index.ts' },
  {
    'workers/evaluate.worker': 'workers/evaluate.worker.ts',
    'workers/mesh.worker': 'workers/mesh.worker.ts',
  },
];

/**
 * Builds the package into `dist`: bundled JavaScript, the page of the viewer, the assets, and the
 * types of the library.
 * Everything is bundled except the two runtime dependencies, which bring files of their own.
 */
async function buildPackage(): Promise<void> {
  removeOldCode();
  prepareAssets(join(distFolder, 'assets'));
  for (const entryPoints of ENTRY_POINTS) await bundle(entryPoints);
  await buildViewer(join(distFolder, 'viewer.html'));
  chmodSync(join(distFolder, 'cli.js'), 0o755);
  if (!WITHOUT_TYPES) emitTypes();
}

async function bundle(entryPoints: Record<string, string>): Promise<void> {
  await build({
    absWorkingDir: projectRoot,
    entryPoints,
    outdir: distFolder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: ['piscina', '@resvg/resvg-js'],
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [leaveOutUnusedCode, finishToolList],
    minifySyntax: true,
    // A third less to read. Names stay, and lines are short enough for a stack trace to mean something.
    minifyWhitespace: true,
    lineLimit: 200,
    legalComments: 'linked',
    // Some bundled packages are CommonJS and call require for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

/** Whether the types of the library are left as they are. */
const WITHOUT_TYPES = process.argv.includes('--no-types');

/** The assets are expensive to make and carry their own hashes. */
const KEPT = WITHOUT_TYPES ? ['assets', 'types'] : ['assets'];

/** Removes the code of an earlier build. */
function removeOldCode(): void {
  try {
    for (const name of readdirSync(distFolder)) {
      if (!KEPT.includes(name)) rmSync(join(distFolder, name), { recursive: true });
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
