import type { Diagnostic } from '../../src/contracts/diagnostics.ts';
import type { EvaluateRequest, RunLog } from '../../src/contracts/worker-protocol.ts';
import { readOff } from '../../src/mesh/read-off.ts';
import type { OutputFormat } from '../../src/scad/invocation.ts';
import { ALL_DIGITS } from '../../wasm/output-digits.ts';
import type { RunResult } from '../../wasm/run.ts';
import { outputPath, run, SUMMARY, type TakeProgram } from '../run-model.ts';
import { makeTreeExact } from './exact-tree.ts';

/** Where a tree is put to be evaluated: outside of the model, whose files it names by absolute paths. */
const TREE_PATH = '/exact/tree.csg';

/** What OpenSCAD says of places in the tree, which its author never saw. */
const TREE_PLACE = / in file (?:\/exact\/)?tree\.csg, line \d+/g;

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
 * the tree with solids in their places to geometry. What was printed is what the model itself printed, and what
 * OpenSCAD says of the geometry.
 *
 * @returns null when there is nothing to compute, or when OpenSCAD does not get through: then the model is to be
 *   run as it is.
 */
export async function evaluateExactly(
  request: EvaluateRequest,
  formats: readonly OutputFormat[],
  take: TakeProgram,
): Promise<RunResult | null> {
  const script = run(request, ['csg'], await take(), ALL_DIGITS);
  const tree = script.outputs.get(outputPath('csg'));
  if (tree === undefined) return null;
  const exact = await makeTreeExact(new TextDecoder().decode(tree), async part => {
    const { outputs } = run(onTree(request, part), ['off'], await take(), ALL_DIGITS);
    const off = outputs.get(outputPath('off'));
    return off === undefined ? null : readOff(off);
  });
  if (exact === null) return null;
  const result = run(onTree(request, exact.text), formats, await take());
  if (!result.outputs.has(outputPath('binstl'))) return null;
  const outputs = new Map(result.outputs);
  const summary = script.outputs.get(SUMMARY);
  if (summary !== undefined) outputs.set(SUMMARY, summary);
  return {
    ...result,
    outputs,
    log: joinLogs(script.log, result.log),
    fontMessages: [...new Set([...script.fontMessages, ...result.fontMessages])],
  };
}

/** The same request for a tree in the place of the model. */
function onTree(request: EvaluateRequest, text: string): EvaluateRequest {
  const tree = { path: TREE_PATH, bytes: new TextEncoder().encode(text) };
  return { ...request, entry: TREE_PATH, files: [...request.files, tree], definitions: [] };
}

/** What the script printed, and what was said of the geometry besides. */
function joinLogs(script: RunLog, geometry: RunLog): RunLog {
  const said = new Set([...script.head, ...script.tail]);
  const strip = (lines: readonly string[]) =>
    lines.map(line => line.replace(TREE_PLACE, '')).filter(line => !said.has(line));
  return {
    head: script.head,
    leftOut: script.leftOut + geometry.leftOut,
    tail: [...script.tail, ...strip(geometry.head), ...strip(geometry.tail)],
    evaluations: 1,
  };
}
