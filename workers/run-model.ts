import { MODEL_ROOT } from '../src/contracts/model.ts';
import type { EvaluateRequest } from '../src/contracts/worker-protocol.ts';
import { buildArguments, type OutputFormat } from '../src/scad/invocation.ts';
import { prependTime } from '../src/scad/time-prefix.ts';
import { ALL_DIGITS, USUAL_DIGITS } from '../wasm/output-digits.ts';
import type { FreshProgram } from '../wasm/program.ts';
import { type RunResult, runOpenScad } from '../wasm/run.ts';

/** Where OpenSCAD writes the camera. */
export const SUMMARY = '/summary.json';

/** Gives out a fresh instance of OpenSCAD for every run. */
export type TakeProgram = () => Promise<FreshProgram>;

/**
 * Runs OpenSCAD on a model, for one or more outputs.
 *
 * @param digits significant digits of numbers in trees, drawings and OFF.
 */
export function run(
  request: EvaluateRequest,
  formats: readonly OutputFormat[],
  fresh: FreshProgram,
  digits = USUAL_DIGITS,
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
      // Geometry is made from a tree with all digits, and geometry is a render.
      isRender: digits === ALL_DIGITS,
    }),
    outputs: [...outputs.map(output => output.path), SUMMARY],
    evaluations: outputs.length,
    outputDigits: digits,
    outputBytes: request.outputBytes,
  });
}

/** Where an output is written in the file system of OpenSCAD. */
export function outputPath(format: string): string {
  return `/out.${format}`;
}
