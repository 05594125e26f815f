import { AppError } from '../src/contracts/errors.ts';
import { MODEL_ROOT } from '../src/contracts/model.ts';
import type { GimbalCamera } from '../src/contracts/picture.ts';
import type {
  EvaluateRequest,
  EvaluateResponse,
  EvaluationOutput,
} from '../src/contracts/worker-protocol.ts';
import { findTopLevelNote } from '../src/scad/diagnostics.ts';
import type { OutputFormat } from '../src/scad/invocation.ts';
import { readOwnCamera } from '../src/scad/own-camera.ts';
import { ALL_DIGITS } from '../wasm/output-digits.ts';
import type { RunResult } from '../wasm/run.ts';
import { explainAssets, stageAssets } from './assets.ts';
import { evaluateExactly, INEXACT_HULL, mentionsHull } from './exact-hulls/evaluate-exactly.ts';
import { diagnoseFonts, stageFonts } from './fonts.ts';
import { readOutlineResult, readSolidResult } from './geometry.ts';
import { outputPath, run, SUMMARY, type TakeProgram } from './run-model.ts';

/** Evaluates a model and brings back what was asked for. */
export async function evaluate(request: EvaluateRequest, take: TakeProgram): Promise<EvaluateResponse> {
  const fonts = stageFonts(request);
  const assets = await stageAssets(fonts.request, take);
  const { result, read } = await evaluateStaged(assets.request, take);
  const response = explainAssets(respond(result, read), assets);
  const fontDiagnostics = await diagnoseFonts(fonts, {
    messages: result.fontMessages,
    tree: request.product === 'csg' ? result.outputs.get(outputPath('csg')) : undefined,
    evaluateTree: async () => run(assets.request, ['csg'], await take()).outputs.get(outputPath('csg')),
  });
  const diagnostics = [...fontDiagnostics, ...(result.computedHull ? [INEXACT_HULL] : [])];
  return diagnostics.length === 0 ? response : { ...response, diagnostics };
}

/** The run that counts, and how to read its outputs. */
interface Evaluated {
  readonly result: RunResult;
  readonly read: () => EvaluationOutput;
}

/**
 * OpenSCAD evaluates the whole script once per output, so 3D is asked for first and only a model that
 * turns out to be 2D is run again, on a fresh instance. A model that may have colours is written twice:
 * STL has exact coordinates and no colours, OFF has colours and six digits.
 *
 * Hulls and Minkowski sums of solids are computed here instead. Whether a model has any shows its run; where its
 * own source mentions them, that run is spared.
 */
async function evaluateStaged(request: EvaluateRequest, take: TakeProgram): Promise<Evaluated> {
  if (request.product !== 'geometry') {
    const result = run(request, [request.product], await take());
    return { result, read: () => readDocument(result, request.product) };
  }
  const formats: readonly OutputFormat[] = request.colors ? ['off', 'binstl'] : ['binstl'];
  const isLikely = mentionsHull(request);
  const early = isLikely ? await evaluateExactly(request, formats, take) : null;
  if (early !== null) return { result: early, read: () => readSolid(early) };
  const solid = run(request, formats, await take());
  const exact = solid.computedHull && !isLikely ? await evaluateExactly(request, formats, take) : null;
  if (exact !== null) return { result: exact, read: () => readSolid(exact) };
  if (!mayBeOutline(solid)) return { result: solid, read: () => readSolid(solid) };
  const outline = run(request, ['svg'], await take(), ALL_DIGITS);
  const isOutline = outline.failure !== null || outline.outputs.has(outputPath('svg'));
  return isOutline
    ? { result: outline, read: () => readOutline(outline) }
    : { result: solid, read: () => readSolid(solid) };
}

/**
 * Whether a second run for 2D is worth it. The file that was written decides; OpenSCAD's remark that the
 * model is not 3D, which a model can print too, only spares runs that would find nothing.
 */
function mayBeOutline({ failure, outputs, log }: RunResult): boolean {
  if (failure !== null || outputs.has(outputPath('binstl'))) return false;
  return findTopLevelNote([...log.head, ...log.tail]) === 'not-3d';
}

function respond({ failure, log }: RunResult, read: () => EvaluationOutput): EvaluateResponse {
  if (failure !== null) return { ok: false, ...failure, log };
  try {
    return { ok: true, output: read(), log };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const code = thrown.code === 'OUTPUT_TOO_LARGE' ? 'OUTPUT_TOO_LARGE' : 'ENGINE_CRASHED';
    return { ok: false, code, message: thrown.message, log };
  }
}

function readSolid(result: RunResult): EvaluationOutput {
  const stl = result.outputs.get(outputPath('binstl'));
  if (stl === undefined) return { kind: 'none' };
  const solid = readSolidResult(stl, result.outputs.get(outputPath('off')));
  return solid === null ? { kind: 'none' } : { ...solid, camera: readCamera(result) };
}

function readCamera({ log, outputs }: RunResult): GimbalCamera | null {
  const summary = new TextDecoder().decode(outputs.get(SUMMARY));
  return readOwnCamera([...log.head, ...log.tail], summary);
}

function readOutline(result: RunResult): EvaluationOutput {
  const svg = result.outputs.get(outputPath('svg'));
  return (svg === undefined ? null : readOutlineResult(svg)) ?? { kind: 'none' };
}

function readDocument(result: RunResult, format: string): EvaluationOutput {
  const bytes = result.outputs.get(outputPath(format));
  if (bytes === undefined) return { kind: 'none' };
  return { kind: 'document', bytes: format === 'csg' ? nameAsCaller(bytes) : bytes };
}

/** A tree names the files it reads by the place where they were staged; its reader knows them by their own. */
function nameAsCaller(tree: Uint8Array): Uint8Array {
  const buffer = Buffer.from(tree.buffer, tree.byteOffset, tree.byteLength);
  const staged = `(file = "${MODEL_ROOT}`;
  if (!buffer.includes(staged)) return tree;
  return new TextEncoder().encode(buffer.toString('utf8').replaceAll(staged, '(file = "'));
}
