import type { EvaluationOutput } from '../contracts/evaluation-protocol.ts';
import type { Evaluation, KnownModel } from '../contracts/ports.ts';

/** Bookkeeping of one entry besides what is counted. */
const ENTRY_BYTES = 1024;

/** Memory that a model takes for itself; files of libraries, which models share, are not counted. */
export function ownBytes({ fileSet, parameters, evaluation }: KnownModel): number {
  const sources = fileSet.files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return ENTRY_BYTES + sources + JSON.stringify(parameters).length + evaluationBytes(evaluation);
}

function evaluationBytes(evaluation: Evaluation | null): number {
  if (evaluation === null) return 0;
  return JSON.stringify(evaluation.diagnostics).length + outputBytes(evaluation.output);
}

function outputBytes(output: EvaluationOutput): number {
  switch (output.kind) {
    case '3d': {
      const { positions, indices, faceColors } = output.mesh;
      return positions.byteLength + indices.byteLength + (faceColors?.byteLength ?? 0);
    }
    case '2d':
      return output.outline.contours.reduce((sum, contour) => sum + contour.byteLength, 0);
    case 'document':
      return output.bytes.length;
    case 'none':
      return 0;
  }
}
