import type { EvaluationOutput } from '../contracts/evaluation-protocol.ts';
import type { KnownModel } from '../contracts/ports.ts';
import { packSections } from './container.ts';

/**
 * Writes a model for a slower tier: a head in JSON, the model's own files, and its geometry.
 *
 * Files of libraries are named by path and hash, and not written: they are megabytes that come with every
 * server, and a model whose libraries have changed is another one.
 *
 * @param namespace of those who can read it.
 */
export function encodeModel(model: KnownModel, namespace: string): Promise<Uint8Array> {
  const { id, fileSet, origin, parameters, quality, evaluation } = model;
  const output = evaluation === null ? null : takeApart(evaluation.output);
  const head = {
    namespace,
    id,
    entry: fileSet.entry,
    files: fileSet.files.map(({ path, isSource }) => ({ path, isSource })),
    libraries: fileSet.libraries.map(({ path, sha256 }) => ({ path, sha256 })),
    origin,
    parameters,
    quality,
    evaluation: evaluation === null ? null : { ...evaluation, output: output?.facts },
  };
  return packSections([
    new TextEncoder().encode(JSON.stringify(head)),
    ...fileSet.files.map(({ bytes }) => bytes),
    ...(output?.arrays ?? []).map(({ buffer, byteOffset, byteLength }) => {
      return new Uint8Array(buffer, byteOffset, byteLength);
    }),
  ]);
}

interface TakenApart {
  /** What JSON holds. */
  readonly facts: object;
  readonly arrays: readonly ArrayBufferView[];
}

function takeApart(output: EvaluationOutput): TakenApart {
  switch (output.kind) {
    case '3d': {
      const { mesh, ...facts } = output;
      const { positions, indices, faceColors } = mesh;
      return { facts, arrays: [positions, indices, ...(faceColors === null ? [] : [faceColors])] };
    }
    case '2d': {
      const { outline, ...facts } = output;
      return { facts, arrays: outline.contours };
    }
    case 'document':
      return { facts: { kind: output.kind }, arrays: [output.bytes] };
    case 'none':
      return { facts: output, arrays: [] };
  }
}
