import type { EvaluateRequest } from '../src/contracts/evaluation-protocol.ts';
import { MODEL_ROOT } from '../src/contracts/model.ts';
import { buildArguments, type OutputFormat } from '../src/scad/invocation.ts';
import { prependTime } from '../src/scad/time-prefix.ts';
import { ALL_DIGITS } from '../wasm/output-digits.ts';
import type { FreshProgram } from '../wasm/program.ts';
import { type RunRequest, type RunResult, runOpenScad } from '../wasm/run.ts';

/** Where OpenSCAD writes the camera. */
export const SUMMARY = '/summary.json';

/** Gives out a fresh instance of OpenSCAD for every run. */
export type TakeProgram = () => Promise<FreshProgram>;

/** How to run OpenSCAD; see {@link RunRequest} and `Invocation`. */
export type RunOptions = Pick<RunRequest, 'outputDigits' | 'stopAtHull'> & { readonly isRender?: boolean };

/** How a tree is made that geometry is made of: as of a render, with all digits. */
export const FOR_GEOMETRY: RunOptions = { outputDigits: ALL_DIGITS, isRender: true };

/** Runs OpenSCAD on a model, for one or more outputs. */
export function run(
  request: EvaluateRequest,
  formats: readonly OutputFormat[],
  fresh: FreshProgram,
  { isRender = false, ...options }: RunOptions = {},
): RunResult {
  const outputs = formats.map(format => ({ format, path: outputPath(format) }));
  return runOpenScad(fresh, {
    root: MODEL_ROOT,
    files: request.files.map(file =>
      file.path === request.entry ? { ...file, bytes: prependTime(file.bytes, request.definitions) } : file,
    ),
    libraries: request.libraries,
    fonts: request.fonts,
    argv: buildArguments({
      entry: request.entry.startsWith('/') ? request.entry : MODEL_ROOT + request.entry,
      definitions: request.definitions,
      outputs,
      summaryPath: SUMMARY,
      isRender,
    }),
    outputs: [...outputs.map(output => output.path), SUMMARY],
    evaluations: outputs.length,
    ...options,
    outputBytes: request.outputBytes,
  });
}

/** Where an output is written in the file system of OpenSCAD. */
export function outputPath(format: string): string {
  return `/out.${format}`;
}
