import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { MeshFacts } from '../contracts/mesh.ts';
import type { FileSet } from '../contracts/model.ts';
import type { EvaluationOutput } from '../contracts/worker-protocol.ts';
import { findUnresolved } from '../project/lookups.ts';

/**
 * Warns of geometry that OpenSCAD exports without a word and a slicer stumbles over: a surface with
 * holes, or one that is inside out.
 */
export function warnOfMesh(output: EvaluationOutput): Diagnostic[] {
  return output.kind === '3d' ? [...openSurface(output.facts), ...insideOut(output.facts)] : [];
}

function openSurface({ watertight }: MeshFacts): Diagnostic[] {
  if (watertight) return [];
  return [
    {
      severity: 'warning',
      code: 'NOT_MANIFOLD',
      message: 'The mesh is not watertight: some edges belong to one face only. Its volume means nothing.',
      hint: 'A polyhedron() needs faces on all sides, all wound the same way; magenta shows where one looks inside.',
    },
  ];
}

function insideOut({ watertight, volume_mm3 }: MeshFacts): Diagnostic[] {
  if (!watertight || volume_mm3 >= 0) return [];
  return [
    {
      severity: 'warning',
      code: 'NOT_MANIFOLD',
      message: 'The mesh is inside out: its volume is negative.',
      hint: 'List the points of each face of polyhedron() clockwise as seen from outside.',
    },
  ];
}

/**
 * Warns of files that import() and surface() name and the model does not have. OpenSCAD reads them only
 * when it builds the geometry, so a check of the script alone does not meet them.
 */
export function warnOfMissingImports(fileSet: FileSet): Diagnostic[] {
  return findUnresolved(fileSet)
    .filter(({ kind }) => kind === 'import' || kind === 'surface')
    .map(
      ({ kind, path, line, file }): Diagnostic => ({
        severity: 'warning',
        code: 'FILE_NOT_FOUND',
        message: `The model has no file ${path} for ${kind}().`,
        file,
        line,
        hint: `Pass ${path} in \`files\`.`,
      }),
    );
}
