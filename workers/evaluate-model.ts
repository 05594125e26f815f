import type { EvaluateRequest } from '../src/contracts/evaluation-protocol.ts';
import { findTopLevelNote } from '../src/scad/diagnostics.ts';
import type { OutputFormat } from '../src/scad/invocation.ts';
import { ALL_DIGITS } from '../wasm/output-digits.ts';
import type { RunResult } from '../wasm/run.ts';
import { outputPath, type RunOptions, run, type TakeProgram } from './run-model.ts';

/** The run that counts, and what there is to read from it. */
export interface Evaluated {
  readonly result: RunResult;
  readonly kind: 'solid' | 'outline' | 'document';
}

/**
 * Has OpenSCAD evaluate a model for the product that is asked for.
 *
 * OpenSCAD evaluates the whole script once per output, so 3D is asked for first and only a model that
 * turns out to be 2D is run again, on a fresh instance. A model that may have colours is written twice:
 * STL has exact coordinates and no colours, OFF has colours and six digits.
 */
export async function evaluateModel(
  request: EvaluateRequest,
  take: TakeProgram,
  options: Pick<RunOptions, 'stopAtHull'> = {},
): Promise<Evaluated> {
  if (request.product !== 'geometry') {
    return { result: run(request, [request.product], await take(), options), kind: 'document' };
  }
  const formats: readonly OutputFormat[] = request.colors ? ['off', 'binstl'] : ['binstl'];
  const solid = run(request, formats, await take(), options);
  if (!mayBeOutline(solid)) return { result: solid, kind: 'solid' };
  const outline = run(request, ['svg'], await take(), { ...options, outputDigits: ALL_DIGITS });
  const isOutline = outline.failure !== null || outline.outputs.has(outputPath('svg'));
  return isOutline ? { result: outline, kind: 'outline' } : { result: solid, kind: 'solid' };
}

/**
 * Whether a second run for 2D is worth it. The file that was written decides; OpenSCAD's remark that the
 * model is not 3D, which a model can print too, only spares runs that would find nothing.
 */
function mayBeOutline({ failure, outputs, log }: RunResult): boolean {
  if (failure !== null || outputs.has(outputPath('binstl'))) return false;
  return findTopLevelNote([...log.head, ...log.tail]) === 'not-3d';
}
