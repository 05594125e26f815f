import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../scripts/project-paths.ts';
import type { EvaluateRequest } from '../../src/contracts/evaluation-protocol.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import type { OutputFormat } from '../../src/scad/invocation.ts';
import { loadEngineAssets } from '../../wasm/assets.ts';
import { type FreshProgram, openProgramSource, startProgram } from '../../wasm/program.ts';
import { outputPath, type RunOptions, run } from '../../workers/run-model.ts';

/** What the settings give an instance by default. */
const MEMORY_BYTES = 1024 * 1024 * 1024;

async function load() {
  const { program } = await loadEngineAssets(pathToFileURL(join(distFolder, 'assets/')));
  return openProgramSource(program);
}

/** Compiled once for all runs of a test file. */
let loaded: ReturnType<typeof load> | null = null;

/** A fresh instance of the bundled OpenSCAD, in the test's own process. */
export async function takeProgram(): Promise<FreshProgram> {
  loaded ??= load();
  return startProgram(await loaded, MEMORY_BYTES);
}

/** A request as an evaluating thread gets it, without fonts and libraries. */
export function requestOf(code: string, changes: Partial<EvaluateRequest> = {}): EvaluateRequest {
  const { files = [], ...rest } = changes;
  return {
    entry: 'main.scad',
    files: [{ path: 'main.scad', bytes: new TextEncoder().encode(code) }, ...files],
    libraries: [],
    fonts: [],
    definitions: [],
    product: 'geometry',
    colors: false,
    outputBytes: LIMITS.maxOutputBytes,
    ...rest,
  };
}

/** What one run writes; null when that is nothing. */
export async function write(
  request: EvaluateRequest,
  format: OutputFormat,
  options: RunOptions = {},
): Promise<Uint8Array | null> {
  return run(request, [format], await takeProgram(), options).outputs.get(outputPath(format)) ?? null;
}
