import type { Mesh } from '../contracts/mesh.ts';
import type { NoDifference } from '../mesh/booleans/difference.ts';
import { evaluateModel } from './evaluate-model.ts';
import type { Call, Workshop } from './workshop.ts';

/** The model that another one is compared with: its geometry, or why there is none to compare. */
export type ComparedModel = { readonly mesh: Mesh } | NoDifference;

/**
 * Finds the model that a caller compares with. It is evaluated when only its syntax was looked at so far.
 *
 * @throws AppError INVALID_INPUT when it is not, or no longer, known, and as `evaluateModel`.
 */
export async function findCompared(workshop: Workshop, model_id: string, call: Call): Promise<ComparedModel> {
  const stopwatch = { started: performance.now(), spent: {} };
  const { evaluation } = await evaluateModel(workshop, { model_id }, 'geometry', call, stopwatch);
  const output = evaluation?.output;
  if (output?.kind === '3d') return output;
  return explainNoSolid('compare_with', output?.kind);
}

/**
 * Says why there is no difference to a model that is no solid.
 *
 * @param whose the argument that names the model, or `this call`.
 */
export function explainNoSolid(whose: string, kind: string | undefined): NoDifference {
  const what = kind === '2d' ? 'is 2D' : 'has no geometry';
  return {
    comparable: false,
    reason: `The model of ${whose} ${what}.`,
    hint: 'Compare two solids; linear_extrude() makes one of a 2D model.',
  };
}
