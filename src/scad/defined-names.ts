import type { Token } from './tokens.ts';

/** A name a source gives to something. */
export interface DefinedName {
  readonly kind: 'module' | 'function' | 'variable' | 'parameter';
  readonly name: string;
  /** Counted from 1. */
  readonly line: number;
  /** True inside braces or brackets, where the rest of the file does not see the name. */
  readonly local: boolean;
  /** The module or function a parameter belongs to; absent for anonymous functions and everything else. */
  readonly owner?: string;
}

/** What an open bracket is; names right after `(` and `,` mean something in the first two. */
interface Bracket {
  readonly kind: 'parameters' | 'bindings' | 'other';
  readonly owner?: string;
}

/** Calls whose named arguments are new variables. */
const BINDERS: ReadonlySet<string> = new Set(['let', 'for', 'intersection_for', 'assign']);

const STATEMENT_ENDS: ReadonlySet<string> = new Set([';', '{', '}']);

/** Lists the modules, functions, parameters and variables a source defines. `tokens` must hold no comments. */
export function findDefinedNames(tokens: readonly Token[]): DefinedName[] {
  const names: DefinedName[] = [];
  const open: Bracket[] = [];
  tokens.forEach((token, index) => {
    if (token.kind === 'identifier') {
      const definition = definitionAt(tokens, index, open.at(-1));
      if (definition) names.push({ ...definition, line: token.line, local: open.length > 0 });
    } else if (token.text === '(') {
      open.push(bracketAt(tokens, index));
    } else if (token.text === '[' || token.text === '{') {
      open.push({ kind: 'other' });
    } else if (token.text === ')' || token.text === ']' || token.text === '}') {
      open.pop();
    }
  });
  return names;
}

function definitionAt(
  tokens: readonly Token[],
  index: number,
  bracket: Bracket | undefined,
): Pick<DefinedName, 'kind' | 'name' | 'owner'> | null {
  const { text: name } = tokens[index];
  const before = tokens[index - 1];
  if (before?.text === 'module' || before?.text === 'function') return { kind: before.text, name };
  const startsArgument = before?.text === '(' || before?.text === ',';
  if (bracket?.kind === 'parameters' && startsArgument) {
    return { kind: 'parameter', name, ...(bracket.owner === undefined ? {} : { owner: bracket.owner }) };
  }
  if (tokens[index + 1]?.text !== '=') return null;
  const startsStatement =
    before === undefined ||
    STATEMENT_ENDS.has(before.text) ||
    before.kind === 'include' ||
    before.kind === 'use';
  const isBinding = bracket?.kind === 'bindings' && (startsArgument || before?.text === ';');
  return startsStatement || isBinding ? { kind: 'variable', name } : null;
}

function bracketAt(tokens: readonly Token[], index: number): Bracket {
  const callee = tokens[index - 1];
  if (callee?.kind !== 'identifier') return { kind: 'other' };
  if (callee.text === 'function') return { kind: 'parameters' };
  const keyword = tokens[index - 2]?.text;
  if (keyword === 'module' || keyword === 'function') return { kind: 'parameters', owner: callee.text };
  return { kind: BINDERS.has(callee.text) ? 'bindings' : 'other' };
}
