import type { Diagnostic } from '../../src/contracts/diagnostics.ts';
import type { AppError } from '../../src/contracts/errors.ts';
import type { EvaluationOutput } from '../../src/contracts/evaluation-protocol.ts';
import type { Vec3 } from '../../src/contracts/mesh.ts';
import { measureBounds } from '../../src/mesh/bounds.ts';
import { measureMesh } from '../../src/mesh/facts.ts';
import type { EvaluatedModel } from '../../src/operations/evaluate-model.ts';
import { box } from './meshes.ts';

/** A block as an evaluation brings it back. */
export function blockOutput(min: Vec3, max: Vec3): Extract<EvaluationOutput, { kind: '3d' }> {
  const mesh = box(min, max);
  const { positions } = mesh;
  return {
    kind: '3d',
    mesh,
    bounds: measureBounds(positions),
    facts: measureMesh(mesh),
    camera: null,
    notes: [],
  };
}

/** A model after its evaluation. */
export function evaluated(
  given: {
    readonly output?: EvaluationOutput;
    readonly diagnostics?: readonly Diagnostic[];
    /** Those that are about the parameters of the call; part of `diagnostics` too. */
    readonly ofCall?: readonly Diagnostic[];
    readonly fault?: AppError;
    readonly parameters?: Readonly<Record<string, unknown>>;
  } = {},
): EvaluatedModel {
  const { output, diagnostics = [], ofCall = [], fault = null, parameters = {} } = given;
  return {
    model: {
      id: 'm_0123456789abcdef01234567',
      literalId: 'm_0123456789abcdef01234567',
      fileSet: { entry: 'main.scad', files: [], libraries: [] },
      origin: null,
      unread: [],
      parameters,
      quality: 'normal',
      definitions: [],
      diagnostics: ofCall,
    },
    evaluation: output === undefined ? null : { output, diagnostics: [], topLevel: null },
    diagnostics,
    fault,
    cache: 'miss',
  };
}
