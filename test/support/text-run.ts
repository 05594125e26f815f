import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { distFolder } from '../../scripts/project-paths.ts';
import type { Diagnostic } from '../../src/contracts/diagnostics.ts';
import type { EvaluateRequest } from '../../src/contracts/evaluation-protocol.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import { MODEL_ROOT } from '../../src/contracts/model.ts';
import { FontShelf } from '../../src/engine/font-shelf.ts';
import { type FontTrace, readFontTrace } from '../../src/fonts/font-trace.ts';
import { buildArguments } from '../../src/scad/invocation.ts';
import { loadEngineAssets, readManifest } from '../../wasm/assets.ts';
import { openProgramSource, startProgram } from '../../wasm/program.ts';
import { type RunResult, runOpenScad } from '../../wasm/run.ts';
import { diagnoseFonts, stageFonts } from '../../workers/fonts.ts';

/** Folder of the built package's assets. */
export const assetsFolder = pathToFileURL(join(distFolder, 'assets/'));

/** What became of a model that sets text. */
export interface TextRun {
  readonly result: RunResult;
  /** The drawing or the tree; empty when there is none. */
  readonly output: string;
  readonly trace: FontTrace;
  readonly diagnostics: readonly Diagnostic[];
  /** Files in OpenSCAD's folder of fonts. */
  readonly fonts: readonly string[];
}

const MEMORY_BYTES = 2 ** 29;

const shelf = new FontShelf(assetsFolder, () => readManifest(assetsFolder));

async function load() {
  const { program } = await loadEngineAssets(assetsFolder);
  return openProgramSource(program);
}

let loaded: ReturnType<typeof load> | null = null;

/** Runs the bundled OpenSCAD in the test's own process, with fonts as the engine gives them. */
export async function runText(
  source: string,
  given: {
    readonly files?: Readonly<Record<string, Uint8Array>>;
    readonly definitions?: readonly string[];
    readonly product?: 'svg' | 'csg';
  } = {},
): Promise<TextRun> {
  const { files = {}, definitions = [], product = 'svg' } = given;
  const fileSet = {
    entry: 'main.scad',
    files: [
      { path: 'main.scad', bytes: new TextEncoder().encode(source), isSource: true },
      ...Object.entries(files).map(([path, bytes]) => ({ path, bytes, isSource: false })),
    ],
    libraries: [],
  };
  const fonts = await shelf.fontsFor(fileSet, definitions);
  const staged = stageFonts({
    ...fileSet,
    fonts,
    definitions,
    product,
    colors: false,
    outputBytes: LIMITS.maxOutputBytes,
  });
  const result = await run(staged.request, product);
  const written = result.outputs.get(`/out.${product}`);
  const diagnostics = await diagnoseFonts(staged, {
    messages: result.fontMessages,
    tree: product === 'csg' ? written : undefined,
    evaluateTree: async () => (await run(staged.request, 'csg')).outputs.get('/out.csg'),
  });
  return {
    result,
    output: new TextDecoder().decode(written),
    trace: readFontTrace(result.fontMessages),
    diagnostics,
    fonts: staged.request.fonts.map(({ path }) => path),
  };
}

async function run(request: EvaluateRequest, format: 'svg' | 'csg'): Promise<RunResult> {
  loaded ??= load();
  const path = `/out.${format}`;
  return runOpenScad(await startProgram(await loaded, MEMORY_BYTES), {
    root: MODEL_ROOT,
    files: request.files,
    libraries: request.libraries,
    fonts: request.fonts,
    argv: buildArguments({
      entry: MODEL_ROOT + request.entry,
      definitions: request.definitions,
      outputs: [{ format, path }],
    }),
    outputs: [path],
    evaluations: 1,
    outputBytes: request.outputBytes,
  });
}
