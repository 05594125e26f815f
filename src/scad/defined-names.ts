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

const OTHER_BRACKET: Bracket = { kind: 'other' };

/** A token and those around it, as far as there are any. */
interface Place {
  readonly secondBefore: Token | undefined;
  readonly before: Token | undefined;
  readonly token: Token;
  readonly after: Token | undefined;
}

/** Calls whose named arguments are new variables. */
const BINDERS: ReadonlySet<string> = new Set(['let', 'for', 'intersection_for', 'assign']);

const STATEMENT_ENDS: ReadonlySet<string> = new Set([';', '{', '}']);

/** Lists the modules, functions, parameters and variables a source defines. */
export function findDefinedNames(tokens: Iterable<Token>): DefinedName[] {
  return [...streamDefinedNames(tokens)];
}

/** Like {@link findDefinedNames}, one name at a time: tokens that are streamed too are never all in memory. */
export function* streamDefinedNames(tokens: Iterable<Token>): Generator<DefinedName> {
  const open: Bracket[] = [];
  for (const place of slideOver(tokens)) {
    const { token } = place;
    if (token.kind === 'identifier') {
      const definition = definitionAt(place, open.at(-1));
      if (definition) yield { ...definition, line: token.line, local: open.length > 0 };
    } else if (token.text === '(') {
      open.push(bracketAt(place));
    } else if (token.text === '[' || token.text === '{') {
      open.push(OTHER_BRACKET);
    } else if (token.text === ')' || token.text === ']' || token.text === '}') {
      open.pop();
    }
  }
}

/** Every token but comments with its neighbours. */
function* slideOver(tokens: Iterable<Token>): Generator<Place> {
  let secondBefore: Token | undefined;
  let before: Token | undefined;
  let token: Token | undefined;
  for (const after of tokens) {
    if (after.kind === 'comment') continue;
    if (token !== undefined) yield { secondBefore, before, token, after };
    secondBefore = before;
    before = token;
    token = after;
  }
  if (token !== undefined) yield { secondBefore, before, token, after: undefined };
}

function definitionAt(
  { before, token, after }: Place,
  bracket: Bracket | undefined,
): Pick<DefinedName, 'kind' | 'name' | 'owner'> | null {
  const { text: name } = token;
  if (before?.text === 'module' || before?.text === 'function') return { kind: before.text, name };
  const startsArgument = before?.text === '(' || before?.text === ',';
  if (bracket?.kind === 'parameters' && startsArgument) {
    return { kind: 'parameter', name, ...(bracket.owner === undefined ? {} : { owner: bracket.owner }) };
  }
  if (after?.text !== '=') return null;
  const startsStatement =
    before === undefined ||
    STATEMENT_ENDS.has(before.text) ||
    before.kind === 'include' ||
    before.kind === 'use';
  const isBinding = bracket?.kind === 'bindings' && (startsArgument || before?.text === ';');
  return startsStatement || isBinding ? { kind: 'variable', name } : null;
}

function bracketAt({ secondBefore, before: callee }: Place): Bracket {
  if (callee?.kind !== 'identifier') return OTHER_BRACKET;
  if (callee.text === 'function') return { kind: 'parameters' };
  const keyword = secondBefore?.text;
  if (keyword === 'module' || keyword === 'function') return { kind: 'parameters', owner: callee.text };
  return BINDERS.has(callee.text) ? { kind: 'bindings' } : OTHER_BRACKET;
}
