import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { ModelFile } from '../contracts/model.ts';
import { MAX_INDEXED_LENGTH } from './source-index.ts';
import { type Token, tokenizeCode } from './tokens.ts';

/** Modules that do nothing by themselves. */
const TRANSFORMS: ReadonlySet<string> = new Set([
  'translate',
  'rotate',
  'scale',
  'resize',
  'mirror',
  'multmatrix',
  'color',
]);

/** A file without this is not taken apart; how far it looks is bounded, so that it takes linear time. */
const TELLTALE = /\b(?:translate|rotate|scale|resize|mirror|multmatrix|color)\s*\([^;{}]{0,300}\)\s*;/;

/** What a statement may begin after: the end of another, or the start of a block. */
const BEFORE_STATEMENT: ReadonlySet<string> = new Set([';', '{', '}']);

/** Modifiers, which look like operators, and words before a statement; what stands before them decides. */
const PASSED_OVER: ReadonlySet<string> = new Set(['*', '!', '#', '%', 'else', 'module']);

/** More of one kind say no more. */
const MAX_WARNINGS = 10;

/**
 * Warns of a transformation that a semicolon ends before it has anything to move, as in
 * `translate([1, 2, 3]); cube(1);`. OpenSCAD says nothing and leaves the shape where it was.
 */
export function warnOfStraySemicolons(files: readonly ModelFile[]): Diagnostic[] {
  return files
    .filter(({ isSource, bytes }) => isSource && bytes.length <= MAX_INDEXED_LENGTH)
    .flatMap(({ path, bytes }) => {
      const source = new TextDecoder().decode(bytes);
      return TELLTALE.test(source) ? findIn(tokenizeCode(source), path) : [];
    })
    .slice(0, MAX_WARNINGS);
}

function findIn(tokens: readonly Token[], file: string): Diagnostic[] {
  const openings = pairBrackets(tokens);
  return tokens.flatMap((token, index): Diagnostic[] => {
    const opening =
      token.text === ';' && tokens[index - 1]?.text === ')' ? openings.get(index - 1) : undefined;
    if (opening === undefined) return [];
    const { text: name, line } = tokens[opening - 1] ?? token;
    if (!TRANSFORMS.has(name) || !beginsStatement(tokens, opening - 1, openings)) return [];
    return [
      {
        severity: 'warning',
        code: 'OTHER',
        message: `${name}(…) moves or colours nothing: a ; ends it before any shape.`,
        file,
        line,
        hint: `Take out the ; after ${name}(…), so that the next statement becomes its child.`,
      },
    ];
  });
}

/** By the index of each closing parenthesis that of its opening one. */
function pairBrackets(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const open: number[] = [];
  const openings = new Map<number, number>();
  tokens.forEach(({ kind, text }, index) => {
    if (kind !== 'punctuation') return;
    if (text === '(') open.push(index);
    const opening = text === ')' ? open.pop() : undefined;
    if (opening !== undefined) openings.set(index, opening);
  });
  return openings;
}

/**
 * Whether a call is a statement and not part of an expression, where a function of the same name may be meant:
 * `= let(a = 1) scale(a);`. Calls before it, whose child it is, are passed over; so is the head of a definition,
 * whose body it then is.
 */
function beginsStatement(
  tokens: readonly Token[],
  index: number,
  openings: ReadonlyMap<number, number>,
): boolean {
  let at = index;
  for (;;) {
    const before = tokens[at - 1];
    if (before === undefined) return true;
    if (before.kind === 'include' || before.kind === 'use') return true;
    if (before.text === ')') {
      const opening = openings.get(at - 1);
      if (opening === undefined || tokens[opening - 1]?.kind !== 'identifier') return false;
      at = opening - 1;
    } else if (PASSED_OVER.has(before.text)) at -= 1;
    else return BEFORE_STATEMENT.has(before.text);
  }
}
