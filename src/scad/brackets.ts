import type { Token } from './tokens.ts';

/** The first place where brackets do not pair up. Lines are counted from 1. */
export type BracketProblem =
  | { readonly kind: 'unopened'; readonly closing: string; readonly line: number }
  | { readonly kind: 'unclosed'; readonly opening: string; readonly line: number }
  | {
      readonly kind: 'mismatched';
      readonly opening: string;
      readonly openingLine: number;
      readonly closing: string;
      readonly line: number;
    };

const CLOSING_OF: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);

const CLOSING: ReadonlySet<string> = new Set(CLOSING_OF.values());

/** Finds the first bracket without a partner, or null when all pair up. */
export function findBracketProblem(tokens: readonly Token[]): BracketProblem | null {
  const open: Token[] = [];
  for (const token of tokens) {
    if (token.kind !== 'punctuation') continue;
    if (CLOSING_OF.has(token.text)) {
      open.push(token);
    } else if (CLOSING.has(token.text)) {
      const opening = open.pop();
      if (opening === undefined) return { kind: 'unopened', closing: token.text, line: token.line };
      if (CLOSING_OF.get(opening.text) === token.text) continue;
      return {
        kind: 'mismatched',
        opening: opening.text,
        openingLine: opening.line,
        closing: token.text,
        line: token.line,
      };
    }
  }
  const unclosed = open.at(-1);
  return unclosed === undefined ? null : { kind: 'unclosed', opening: unclosed.text, line: unclosed.line };
}
