import type { Diagnostic } from '../contracts/diagnostics.ts';
import { BUILTIN_FUNCTIONS, BUILTIN_MODULES, BUILTIN_VARIABLES, EXPERIMENTAL_NAMES } from './builtins.ts';
import type { DefinedName } from './defined-names.ts';
import { FUNCTION_REPLACEMENTS, MODULE_REPLACEMENTS, VARIABLE_REPLACEMENTS } from './foreign-names.ts';
import { hintForLibraryName, isOfUsedLibrary } from './library-hints.ts';
import { nearestName } from './nearest-name.ts';
import type { SourceIndex } from './source-index.ts';
import type { Token } from './tokens.ts';

/** A hint repeats the name; a longer one is not a name anybody mistyped. */
const MAX_NAME_LENGTH = 200;

/** A quotation, not the apostrophe of "Can't". */
const QUOTED = /(?:^|[\s(])(['"])([^'"]*)\1/;

/** Helps with a module that does not exist. */
export function hintForModule(diagnostic: Diagnostic, index: SourceIndex): string | undefined {
  const name = quotedName(diagnostic);
  if (BUILTIN_FUNCTIONS.has(name) || isDefined(index, name, 'function')) {
    return `${name} is a function: use its value in an expression, for instance x = ${name}(…);`;
  }
  return (
    hintForExperimental(name) ??
    hintForForeign(diagnostic, index, MODULE_REPLACEMENTS, index.namesOfKind('module')) ??
    suggest(name, [
      ...index.namesOfKind('module'),
      ...BUILTIN_MODULES.keys(),
      ...index.namesOfUsedLibraries(),
    ]) ??
    `Define module ${name}, or include the file that does.`
  );
}

/** Helps with a function that does not exist. */
export function hintForFunction(diagnostic: Diagnostic, index: SourceIndex): string | undefined {
  const name = quotedName(diagnostic);
  if (BUILTIN_MODULES.has(name) || isDefined(index, name, 'module')) {
    return `${name} is a module and has no value: call it as a statement.`;
  }
  if (isDefined(index, name, 'variable')) return `${name} is a variable that holds no function here.`;
  return (
    hintForExperimental(name) ??
    hintForForeign(diagnostic, index, FUNCTION_REPLACEMENTS, index.namesOfKind('function')) ??
    suggest(name, [
      ...index.namesOfKind('function'),
      ...BUILTIN_FUNCTIONS,
      ...index.namesOfUsedLibraries(),
    ]) ??
    `Define function ${name}, or include the file that does.`
  );
}

/** Helps with a variable that has no value where it is used. */
export function hintForVariable(diagnostic: Diagnostic, index: SourceIndex): string | undefined {
  const name = quotedName(diagnostic);
  const file = diagnostic.file ?? '';
  const known = index.definitions(name);
  const elsewhere = known.find(other => other.file !== file && other.kind === 'variable' && !other.local);
  if (elsewhere !== undefined) {
    return `${name} is assigned in ${elsewhere.file}: use <…> does not bring variables, include <…> does.`;
  }
  const inner = known.find(other => other.file === file && other.local);
  if (inner !== undefined) {
    return `${name} is known only inside the block or module of line ${inner.line}; assign it in the scope that uses it.`;
  }
  if (BUILTIN_FUNCTIONS.has(name) || isDefined(index, name, 'function')) {
    return `${name} is a function: call it as ${name}(…).`;
  }
  const variables = [
    ...index.namesOfKind('variable'),
    ...index.namesOfKind('parameter'),
    ...BUILTIN_VARIABLES,
  ];
  return (
    VARIABLE_REPLACEMENTS.get(name) ??
    suggest(name, variables) ??
    `Assign ${name}, or pass it as a parameter.`
  );
}

/** Helps with a named argument that the called module or function does not take. */
export function hintForParameter(diagnostic: Diagnostic, index: SourceIndex): string | undefined {
  const name = quotedName(diagnostic);
  const { file = '', line } = diagnostic;
  const tokens = index.tokens(file);
  const at = tokens.findIndex(
    (token, position) =>
      token.text === name && tokens[position + 1]?.text === '=' && (line === undefined || token.line >= line),
  );
  const callee = at === -1 ? null : calleeAround(tokens, at);
  if (callee === null) return undefined;
  const parameters = parametersOf(callee, index);
  if (parameters === null) return undefined;
  const nearest = nearestName(name, parameters);
  const meant = nearest === null ? '' : ` Did you mean ${nearest}?`;
  return parameters.length === 0
    ? `${callee}() takes no named parameters.`
    : `${callee}() takes ${parameters.join(', ')}.${meant}`;
}

/** Says that a feature is off, for names that only experimental features bring. */
export function hintForExperimental(name: string): string | null {
  if (!EXPERIMENTAL_NAMES.has(name)) return null;
  return `${name} is experimental in OpenSCAD and not enabled here; write the model without it.`;
}

/** The first quoted part of a message, which names what OpenSCAD did not find. */
export function quotedName(diagnostic: Diagnostic): string {
  return (QUOTED.exec(diagnostic.message)?.[2] ?? '').slice(0, MAX_NAME_LENGTH);
}

/**
 * Helps with a name of another language or of a library. A library that the model uses comes first; what
 * OpenSCAD has itself comes before one that it does not.
 */
function hintForForeign(
  diagnostic: Diagnostic,
  index: SourceIndex,
  replacements: ReadonlyMap<string, string>,
  ownNames: readonly string[],
): string | null {
  const name = quotedName(diagnostic);
  const replacement = replacements.get(name);
  if (replacement !== undefined && !isOfUsedLibrary(name, index)) return replacement;
  const library = hintForLibraryName(name, diagnostic.file ?? '', index);
  if (library === null) return null;
  // Libraries have names for nearly everything, and the author may have mistyped one of their own.
  const own = suggest(name, ownNames);
  return own === null ? library : `${own} ${library}`;
}

function suggest(name: string, candidates: readonly string[]): string | null {
  const nearest = nearestName(name, candidates);
  return nearest === null ? null : `Did you mean ${nearest}?`;
}

function isDefined(index: SourceIndex, name: string, kind: DefinedName['kind']): boolean {
  return index.definitions(name).some(known => known.kind === kind);
}

/** The name before the innermost `(` that is open at a token. */
function calleeAround(tokens: readonly Token[], index: number): string | null {
  let depth = 0;
  for (let at = index - 1; at >= 0; at -= 1) {
    const { text } = tokens[at];
    if (text === ')' || text === ']') depth += 1;
    else if (text === '(' || text === '[') depth -= 1;
    if (depth < 0) return tokens[at - 1]?.kind === 'identifier' ? tokens[at - 1].text : null;
  }
  return null;
}

function parametersOf(callee: string, index: SourceIndex): readonly string[] | null {
  const isOwn = isDefined(index, callee, 'module') || isDefined(index, callee, 'function');
  if (isOwn) return index.parametersOf(callee);
  return index.libraryParametersOf(callee) ?? BUILTIN_MODULES.get(callee) ?? null;
}
