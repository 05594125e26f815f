import type { EvaluationOutput } from '../../contracts/evaluation-protocol.ts';

/** Memory that the geometry of an evaluation takes. */
export function geometryBytes(output: EvaluationOutput | undefined): number {
  if (output?.kind === '3d') {
    const { positions, indices, faceColors } = output.mesh;
    return positions.byteLength + indices.byteLength + (faceColors?.byteLength ?? 0);
  }
  if (output?.kind === '2d') {
    return output.outline.contours.reduce((sum, contour) => sum + contour.byteLength, 0);
  }
  return 0;
}
