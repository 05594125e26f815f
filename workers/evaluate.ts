import { AppError } from '../src/contracts/errors.ts';
import type {
  EvaluateRequest,
  EvaluateResponse,
  EvaluationOutput,
  EvaluationProduct,
} from '../src/contracts/evaluation-protocol.ts';
import { MODEL_ROOT } from '../src/contracts/model.ts';
import type { GimbalCamera } from '../src/contracts/picture.ts';
import { readOwnCamera } from '../src/scad/own-camera.ts';
import type { RunResult } from '../wasm/run.ts';
import { explainAssets, stageAssets } from './assets.ts';
import { type Evaluated, evaluateModel } from './evaluate-model.ts';
import { evaluateExactly, INEXACT_HULL, mentionsHull } from './exact-hulls/evaluate-exactly.ts';
import { diagnoseFonts, stageFonts } from './fonts.ts';
import { readOutlineResult, readSolidResult, UNUSABLE_GEOMETRY } from './geometry.ts';
import { outputPath, run, SUMMARY, type TakeProgram } from './run-model.ts';

/** Evaluates a model and brings back what was asked for. */
export async function evaluate(request: EvaluateRequest, take: TakeProgram): Promise<EvaluateResponse> {
  const fonts = stageFonts(request);
  const assets = await stageAssets(fonts.request, take);
  const evaluated = await evaluateStaged(assets.request, take);
  const { result } = evaluated;
  const response = explainAssets(respond(evaluated, request.product), assets);
  const fontDiagnostics = await diagnoseFonts(fonts, {
    messages: result.fontMessages,
    tree: request.product === 'csg' ? result.outputs.get(outputPath('csg')) : undefined,
    evaluateTree: async () => run(assets.request, ['csg'], await take()).outputs.get(outputPath('csg')),
  });
  const diagnostics = [
    ...fontDiagnostics,
    ...(result.computedHull ? [INEXACT_HULL] : []),
    ...(lostAll(response, result) ? [UNUSABLE_GEOMETRY] : []),
  ];
  return diagnostics.length === 0 ? response : { ...response, diagnostics };
}

/**
 * Hulls and Minkowski sums of solids are computed here, not by OpenSCAD. Whether a model has any shows a run, which
 * ends at the first. A model whose own source mentions them is spared that run, unless it uses libraries: with those
 * it takes long to evaluate the script once more for nothing, when all that is there is flat.
 */
async function evaluateStaged(request: EvaluateRequest, take: TakeProgram): Promise<Evaluated> {
  if (request.product === 'csg' || request.product === 'param') return evaluateModel(request, take);
  if (request.libraries.length > 0 || !mentionsHull(request)) {
    const evaluated = await evaluateModel(request, take, { stopAtHull: true });
    if (!evaluated.result.computedHull) return evaluated;
  }
  return (await evaluateExactly(request, take)) ?? evaluateModel(request, take);
}

/** Whether OpenSCAD wrote geometry of which nothing is left. */
function lostAll(response: EvaluateResponse, { outputs }: RunResult): boolean {
  if (!response.ok || response.output.kind !== 'none') return false;
  return [outputPath('binstl'), outputPath('svg')].some(path => outputs.has(path));
}

function respond(evaluated: Evaluated, product: EvaluationProduct): EvaluateResponse {
  const { failure, log } = evaluated.result;
  if (failure !== null) return { ok: false, ...failure, log };
  try {
    return { ok: true, output: read(evaluated, product), log };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    const code = thrown.code === 'OUTPUT_TOO_LARGE' ? 'OUTPUT_TOO_LARGE' : 'ENGINE_CRASHED';
    return { ok: false, code, message: thrown.message, log };
  }
}

function read({ result, kind }: Evaluated, product: EvaluationProduct): EvaluationOutput {
  switch (kind) {
    case 'solid':
      return readSolid(result);
    case 'outline':
      return readOutline(result);
    case 'document':
      return readDocument(result, product);
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
