import { AppError } from '../src/contracts/errors.ts';
import type {
  EvaluateRequest,
  EvaluateResponse,
  EvaluationOutput,
  RunLog,
} from '../src/contracts/worker-protocol.ts';
import { findTopLevelNote } from '../src/scad/diagnostics.ts';
import { buildArguments, type OutputFormat } from '../src/scad/invocation.ts';
import type { FreshProgram } from '../wasm/program.ts';
import { type RunResult, runOpenScad } from '../wasm/run.ts';
import { readOutlineResult, readSolidResult } from './geometry.ts';

/** Folder of the in-memory file system that holds the model. Diagnostics leave it out of file names. */
const ROOT = '/model/';

/** Gives out a fresh instance of OpenSCAD for every run. */
export type TakeProgram = () => Promise<FreshProgram>;

/**
 * Evaluates a model and brings back what was asked for.
 *
 * OpenSCAD evaluates the whole script once per output, so 3D is asked for first and only a model that
 * turns out to be 2D is run again, on a fresh instance. A model that may have colours is written twice:
 * STL has exact coordinates and no colours, OFF has colours and six digits.
 */
export async function evaluate(request: EvaluateRequest, take: TakeProgram): Promise<EvaluateResponse> {
  const started = performance.now();
  if (request.product !== 'geometry') {
    const result = run(request, [request.product], await take());
    return respond(result, started, () => readDocument(result, request.product));
  }
  const solid = run(request, request.colors ? ['off', 'binstl'] : ['binstl'], await take());
  if (solid.failure !== null || topLevelNote(solid.log) !== 'not-3d') {
    return respond(solid, started, () => readSolid(solid));
  }
  const outline = run(request, ['svg'], await take());
  return respond(outline, started, () => readOutline(outline));
}

function run(request: EvaluateRequest, formats: readonly OutputFormat[], fresh: FreshProgram): RunResult {
  const outputs = formats.map(format => ({ format, path: outputPath(format) }));
  return runOpenScad(fresh, {
    root: ROOT,
    files: request.files,
    fonts: request.fonts,
    argv: buildArguments({ entry: ROOT + request.entry, definitions: request.definitions, outputs }),
    outputs: outputs.map(output => output.path),
    outputBytes: request.outputBytes,
  });
}

function outputPath(format: string): string {
  return `/out.${format}`;
}

function respond(result: RunResult, started: number, read: () => EvaluationOutput): EvaluateResponse {
  const { failure, log, peakMemoryBytes } = result;
  if (failure !== null) return { ok: false, ...failure, log };
  try {
    const output = read();
    return { ok: true, output, log, peakMemoryBytes, evaluateMs: performance.now() - started };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const code = thrown.code === 'OUTPUT_TOO_LARGE' ? 'OUTPUT_TOO_LARGE' : 'ENGINE_CRASHED';
    return { ok: false, code, message: thrown.message, log };
  }
}

function readSolid(result: RunResult): EvaluationOutput {
  const stl = result.outputs.get(outputPath('binstl'));
  if (stl === undefined) return { kind: 'none' };
  return readSolidResult(stl, result.outputs.get(outputPath('off'))) ?? { kind: 'none' };
}

function readOutline(result: RunResult): EvaluationOutput {
  const svg = result.outputs.get(outputPath('svg'));
  return (svg === undefined ? null : readOutlineResult(svg)) ?? { kind: 'none' };
}

function readDocument(result: RunResult, format: string): EvaluationOutput {
  const bytes = result.outputs.get(outputPath(format));
  return bytes === undefined ? { kind: 'none' } : { kind: 'document', bytes };
}

function topLevelNote(log: RunLog): ReturnType<typeof findTopLevelNote> {
  return findTopLevelNote([...log.head, ...log.tail]);
}
