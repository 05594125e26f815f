import { posix } from 'node:path';
import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { EvaluationOutput } from '../contracts/evaluation-protocol.ts';
import type { MeshFacts } from '../contracts/mesh.ts';
import type { FileSet } from '../contracts/model.ts';
import { findUnresolved } from '../project/lookups.ts';
import { traitsOf } from '../scad/source-traits.ts';

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
      message:
        'The mesh is not watertight: its faces do not all close up, or do not all face the same way. Its volume means nothing.',
      hint: 'A polyhedron() needs faces on all sides, all wound the same way; check_model at level geometry says where they are not.',
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
 *
 * @param missing files of the evaluated tree that are not there; among them are names put together at run time.
 */
export function warnOfMissingImports(fileSet: FileSet, missing: readonly string[]): Diagnostic[] {
  const named = findUnresolved(fileSet).filter(({ kind }) => kind === 'import' || kind === 'surface');
  const isNamed = (file: string) => named.some(({ path }) => posix.basename(path) === posix.basename(file));
  return [
    ...named.map(({ kind, path, line, file }) => ({ ...missingFile(path, ` for ${kind}()`), file, line })),
    ...missing.filter(file => !isNamed(file)).map(file => missingFile(file, ', which it imports')),
  ];
}

function missingFile(path: string, purpose: string): Diagnostic {
  return {
    severity: 'warning',
    code: 'FILE_NOT_FOUND',
    message: `The model has no file ${path}${purpose}.`,
    hint: `Pass ${path} in \`files\`.`,
  };
}

/** `use` brings no variables, without which BOSL2 fails in places far from the user's own lines. */
export function warnOfUsedBosl2({ files }: FileSet): Diagnostic[] {
  for (const file of files.filter(({ isSource }) => isSource)) {
    const reference = traitsOf(file).references.find(
      ({ kind, path }) => kind === 'use' && path.startsWith('BOSL2/'),
    );
    if (reference === undefined) continue;
    const { path, line } = reference;
    return [
      {
        severity: 'warning',
        code: 'OTHER',
        message: `BOSL2 works only when it is included: use <${path}> leaves out its variables.`,
        file: file.path,
        line,
        hint: `Write include <${path}>.`,
      },
    ];
  }
  return [];
}
