import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../scripts/project-paths.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import type { Engine, EvaluationJob } from '../../src/contracts/ports.ts';
import { loadEngineAssets } from '../../wasm/assets.ts';
import { openProgramSource, startProgram } from '../../wasm/program.ts';
import { evaluate } from '../../workers/evaluate.ts';

/** What the settings give an instance by default. */
const MEMORY_BYTES = 1024 * 1024 * 1024;

/** The bundled OpenSCAD in the test's own process, and the jobs it was given. */
export interface InProcessEngine extends Engine {
  readonly jobs: readonly EvaluationJob[];
}

async function load() {
  const { program, manifest } = await loadEngineAssets(pathToFileURL(join(distFolder, 'assets/')));
  return { source: await openProgramSource(program), version: manifest.openscad.version };
}

/** Compiled once for all engines of a test file. */
let loaded: ReturnType<typeof load> | null = null;

/** Starts OpenSCAD as a thread would, without the thread. It has no fonts. */
export async function startInProcessEngine(): Promise<InProcessEngine> {
  loaded ??= load();
  const { source, version } = await loaded;
  const jobs: EvaluationJob[] = [];
  return {
    name: 'wasm',
    jobs,
    evaluate: job => {
      jobs.push(job);
      const { fileSet, definitions, product } = job;
      const request = { ...fileSet, definitions, product, fonts: [], colors: false };
      return evaluate({ ...request, outputBytes: LIMITS.maxOutputBytes }, () =>
        startProgram(source, MEMORY_BYTES),
      );
    },
    warm: async () => {},
    status: async () => ({ engine: 'wasm', version, exceptions: null, fonts: [], pool: null }),
    close: async () => {},
  };
}
