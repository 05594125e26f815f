import { AppError } from '../../contracts/errors.ts';
import type { FoldRequest } from './contract.ts';
import { buildProgram, type FileScope, type Program } from './file-scope.ts';
import { nodesOf } from './include-tree.ts';
import { FileLoader } from './load-files.ts';
import { SECTION_END } from './parameter-section.ts';
import { showPath } from './show-path.ts';
import type { ParsedFile } from './syntax.ts';

/**
 * Reads a model with the values that were set for it.
 *
 * Those of variables that nothing assigns have to be added: of a name that is read but not defined, or of one
 * of OpenSCAD's own such as `$fn`. OpenSCAD's `-D` puts them at the end of the entry and of each used file.
 *
 * @throws AppError SCAD_SYNTAX or UNSUPPORTED_FORMAT
 */
export function readProgram(request: FoldRequest): Program {
  const loader = new FileLoader(request);
  const program = buildProgram(request.entry, loader);
  const additions = findAdditions(program, request.values);
  if (additions.size === 0) return program;
  for (const [file, names] of additions) {
    const lines = [...names].map(name => `${name} = ${request.values.get(name)};`);
    // They are no parameters in the source, so the customizer must not list them.
    loader.append(file, ['', SECTION_END, '// Values that were set from outside.', ...lines, ''].join('\n'));
  }
  return buildProgram(request.entry, loader);
}

function findAdditions(
  { scopes }: Program,
  values: ReadonlyMap<string, string>,
): Map<ParsedFile, ReadonlySet<string>> {
  const additions = new Map<ParsedFile, ReadonlySet<string>>();
  for (const scope of values.size === 0 ? [] : scopes) {
    const names = [...values.keys()].filter(name => isWanted(scope, name));
    if (names.length === 0) continue;
    const { file } = scope.tree;
    if (
      scopes.some(({ tree }) => tree.file !== file && [...nodesOf(tree)].some(node => node.file === file))
    ) {
      throw hasTwoRoles(file, names[0]);
    }
    additions.set(file, new Set([...(additions.get(file) ?? []), ...names]));
  }
  return additions;
}

function isWanted(scope: FileScope, name: string): boolean {
  if (scope.declared.variable.has(name)) return false;
  // Nobody sees a special variable at the end of a used file.
  if (name.startsWith('$')) return scope.isRoot;
  const files = new Set([...nodesOf(scope.tree)].map(({ file }) => file));
  return [...files].some(({ statements }) =>
    statements.some(({ occurrences }) => occurrences.some(occurrence => occurrence.name === name)),
  );
}

function hasTwoRoles({ path }: ParsedFile, name: string): AppError {
  return new AppError(
    'UNSUPPORTED_FORMAT',
    `${showPath(path)} is both included and used, and ${name} is set from outside without being assigned in it.`,
    { hint: `Assign ${name} in the file, or export without a value for it.` },
  );
}
