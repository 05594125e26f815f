import type { Diagnostic } from '../../src/contracts/diagnostics.ts';
import type { EvaluateRequest, RunLog } from '../../src/contracts/evaluation-protocol.ts';
import type { StagedFile } from '../../src/contracts/model.ts';
import { readOff } from '../../src/mesh/read-off.ts';
import { TREE_PROLOGUE } from '../../src/scad/csg/write-arguments.ts';
import { findTopLevelNote } from '../../src/scad/diagnostics.ts';
import type { RunResult } from '../../wasm/run.ts';
import { type Evaluated, evaluateModel } from '../evaluate-model.ts';
import { FOR_GEOMETRY, outputPath, run, type TakeProgram } from '../run-model.ts';
import { type ExactTree, makeTreeExact, type Tree } from './exact-tree.ts';
import { findCamera } from './find-camera.ts';
import { joinLogs, namesPlaces } from './logs.ts';
import { NOTHING, type Part, toPart } from './solid.ts';

/** Where a tree is put to be evaluated: outside of the model, whose files it names by absolute paths. */
const TREE_PATH = '/exact/tree.csg';

/** Said of a model whose hulls OpenSCAD had to compute after all. */
export const INEXACT_HULL: Diagnostic = {
  severity: 'warning',
  code: 'INEXACT_HULL',
  message:
    'A hull() or minkowski() of this model was too large or too intricate to be computed exactly, and OpenSCAD for WebAssembly gets about one in seventy of them slightly wrong.',
  hint: 'Look at the part and compare its volume with what you expect; a lower $fn, or fewer and convex children, makes it exact.',
};

/** Whether a model's own files may have a hull or a Minkowski sum. */
export function mentionsHull({ files }: EvaluateRequest): boolean {
  return files.some(({ bytes }) => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return text.includes('hull') || text.includes('minkowski');
  });
}

/**
 * Evaluates a model with its three-dimensional hulls and Minkowski sums computed here: to its tree first, and from
 * the tree with solids in their places to what is asked for. What was printed is what the model itself printed, and
 * what OpenSCAD says of the geometry.
 *
 * @returns null when there is nothing to compute, or when OpenSCAD does not get through: then the model is to be
 *   evaluated as it is.
 */
export async function evaluateExactly(
  request: EvaluateRequest,
  take: TakeProgram,
): Promise<Evaluated | null> {
  const script = run(request, ['csg'], await take(), FOR_GEOMETRY);
  if (script.failure !== null) return null;
  const tree = script.outputs.get(outputPath('csg'));
  // OpenSCAD stopped at an error of the script, as it would again.
  if (tree === undefined) return { result: script, kind: 'document' };
  const prologue = TREE_PROLOGUE + (await findCamera(request, script, take));
  const onTree = (part: Tree) => inPlaceOf(request, { ...part, text: prologue + part.text });
  const parts: RunResult[] = [];
  const exact = await makeTreeExact(new TextDecoder().decode(tree), async part => {
    const result = run(onTree(part), ['off'], await take(), FOR_GEOMETRY);
    parts.push(result);
    return readPart(result);
  });
  if (exact === null) return null;
  const { result, kind } = await evaluateModel(onTree(exact), take);
  if (result.failure !== null) return null;
  const geometry = [...parts, result];
  const logs = geometry.map(({ log }) => log);
  const plain = logs.some(namesPlaces) ? await findPlainLog(request, exact, take) : null;
  const joined: RunResult = {
    ...result,
    log: joinLogs(script.log, logs, plain),
    fontMessages: [...new Set([script, ...geometry].flatMap(({ fontMessages }) => fontMessages))],
    computedHull: geometry.some(({ computedHull }) => computedHull),
  };
  return { result: joined, kind };
}

/** The same request for a tree in the place of the model, of whose files a tree needs only what it imports. */
function inPlaceOf(request: EvaluateRequest, { text, files }: Tree): EvaluateRequest {
  const isImported = ({ path }: StagedFile) => !path.endsWith('.scad');
  const tree = { path: TREE_PATH, bytes: new TextEncoder().encode(text) };
  return {
    ...request,
    entry: TREE_PATH,
    files: [...request.files.filter(isImported), ...files, tree],
    libraries: request.libraries.filter(isImported),
    definitions: [],
  };
}

function readPart({ outputs, failure, log }: RunResult): Part | null {
  const off = outputs.get(outputPath('off'));
  if (off !== undefined) return toPart(readOff(off));
  const isEmpty = failure === null && findTopLevelNote([...log.head, ...log.tail]) === 'empty';
  return isEmpty ? NOTHING : null;
}

/**
 * What OpenSCAD says of geometry, it says of lines in the tree, which nobody has seen. To know the model's own lines,
 * the model is evaluated as it is, for its messages only; not one with Minkowski sums, which may take minutes.
 */
async function findPlainLog(
  request: EvaluateRequest,
  { hasSum }: ExactTree,
  take: TakeProgram,
): Promise<RunLog | null> {
  if (hasSum) return null;
  const { result } = await evaluateModel(request, take);
  return result.failure === null ? result.log : null;
}
