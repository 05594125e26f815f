import type { Diagnostic } from '../contracts/diagnostics.ts';
import { type BracketProblem, findBracketProblem } from './brackets.ts';
import type { SourceIndex } from './source-index.ts';
import { countNewlines, type Token, tokenize } from './tokens.ts';

/** Where OpenSCAD stopped reading. */
interface Stop {
  readonly message: string;
  /** Of the whole file, without comments. */
  readonly tokens: readonly Token[];
  /** Index of the first token on the reported line or after it. */
  readonly index: number;
  readonly line: number;
}

/** Things other languages have, found by the words next to each other; the hint names OpenSCAD's way. */
const FOREIGN_SYNTAX: readonly (readonly [readonly string[], string])[] = [
  [['+', '+'], 'OpenSCAD has no ++; loop with for (i = [start : step : end]).'],
  [
    ['+', '='],
    'OpenSCAD has no +=; a variable keeps one value. Use a recursive function or a list comprehension.',
  ],
  [['-', '='], 'OpenSCAD has no -=; a variable keeps one value.'],
  [['*', '='], 'OpenSCAD has no *=; a variable keeps one value.'],
  [["'"], 'Strings take double quotes, not single ones.'],
  [['and'], 'Write && instead of and.'],
  [['or'], 'Write || instead of or.'],
  [['not'], 'Write ! instead of not.'],
  [['def'], 'Define with: function name(x) = expression; or: module name(x) { … }'],
  [['return'], 'A function is one expression without return: function f(x) = x + 1;'],
  [['var'], 'Assign without a keyword: name = value;'],
  [['const'], 'Assign without a keyword: name = value;'],
  [['=', 'if'], 'An expression chooses with ?: instead of if: a = test ? 1 : 2;'],
  [['*', '*'], 'Write ^ or pow() instead of **.'],
];

const STATEMENT_ENDS: ReadonlySet<string> = new Set([';', '{', '}']);

/**
 * Says what is probably wrong where OpenSCAD reports a syntax error, which is where it stopped reading and
 * often a line or more after the mistake.
 */
export function hintForSyntax(diagnostic: Diagnostic, index: SourceIndex): string {
  if (diagnostic.message.includes('memory exhausted')) {
    return 'The source nests brackets or operators too deep; split the expression.';
  }
  const { message, file = '', line } = diagnostic;
  if (message.includes('Unterminated comment')) return hintForComment(file, index);
  const tokens = index.tokens(file);
  if (line === undefined || tokens.length === 0) return 'Correct the source at the reported line.';
  const found = tokens.findIndex(token => token.line >= line);
  const stop = { message, tokens, index: found === -1 ? tokens.length : found, line };
  return (
    hintForLongString(stop) ??
    hintForUnterminated(stop) ??
    hintForStrayCharacter(stop) ??
    hintForForeignSyntax(stop) ??
    hintForBrackets(stop) ??
    hintForUnfinishedBlock(stop) ??
    hintForMissingSemicolon(stop) ??
    hintForUnfinishedEnd(stop) ??
    'OpenSCAD reports where it stopped reading; the mistake is on this line or just before it.'
  );
}

function hintForComment(file: string, index: SourceIndex): string {
  const last = tokenize(index.lines(file)?.join('\n') ?? '').at(-1);
  const place = last === undefined || last.terminated ? '' : ` on line ${last.line}`;
  return `The comment opened with /*${place} is never closed with */.`;
}

function hintForUnterminated({ tokens }: Stop): string | null {
  const open = tokens.find(token => !token.terminated);
  if (open === undefined) return null;
  if (open.kind === 'string') return `The string that begins on line ${open.line} has no closing quote.`;
  return `The ${open.kind} on line ${open.line} has no closing >.`;
}

function hintForStrayCharacter(stop: Stop): string | null {
  const stray = tokensAround(stop).find(token => token.kind === 'other');
  if (stray === undefined) return null;
  const code = (stray.text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `Line ${stray.line} contains the character U+${code} outside a string; use plain ASCII quotes and operators.`;
}

function hintForForeignSyntax(stop: Stop): string | null {
  const around = tokensAround(stop);
  const match = FOREIGN_SYNTAX.find(([words]) =>
    around.some((_, at) => words.every((word, offset) => around[at + offset]?.text === word)),
  );
  return match?.[1] ?? null;
}

/** The tokens on the reported line and on the last line of code before it. */
function tokensAround({ tokens, index, line }: Stop): readonly Token[] {
  const firstLine = tokens[index - 1]?.line ?? line;
  let start = index;
  while (start > 0 && tokens[start - 1].line >= firstLine) start -= 1;
  let end = index;
  while (end < tokens.length && tokens[end].line <= line) end += 1;
  return tokens.slice(start, end);
}

function hintForBrackets({ tokens, line }: Stop): string | null {
  const problem = findBracketProblem(tokens);
  if (problem === null || !explains(problem, line)) return null;
  switch (problem.kind) {
    case 'unopened':
      return `Line ${problem.line} has a ${problem.closing} that nothing opened.`;
    case 'unclosed':
      return `The ${problem.opening} opened on line ${problem.line} is never closed.`;
    case 'mismatched':
      return `The ${problem.opening} opened on line ${problem.openingLine} is closed by ${problem.closing} on line ${problem.line}.`;
  }
}

/** A bracket beyond the reported line cannot be what stopped OpenSCAD there. */
function explains(problem: BracketProblem, line: number): boolean {
  return problem.line <= line;
}

/** A statement before } needs its own ; there, other than in most languages. */
function hintForUnfinishedBlock(stop: Stop): string | null {
  const around = tokensAround(stop);
  const at = around.findIndex(
    ({ text }, position) => text === '}' && position > 0 && !STATEMENT_ENDS.has(around[position - 1].text),
  );
  return at === -1
    ? null
    : `The statement before the } on line ${around[at].line} lacks its ; (line ${around[at - 1].line}).`;
}

/** Fits when the line before ends like a finished expression and the reported line begins another. */
function hintForMissingSemicolon({ tokens, index }: Stop): string | null {
  const previous = tokens[index - 1];
  const next = tokens[index];
  if (previous === undefined || next?.kind !== 'identifier') return null;
  const endsExpression = endsLikeExpression(previous);
  // After ")" a module call may go on, as in translate(v) cube(1); but not an assignment or a definition.
  const startsStatement =
    tokens[index + 1]?.text === '=' || next.text === 'module' || next.text === 'function';
  if (!endsExpression || (previous.text === ')' && !startsStatement)) return null;
  return `Line ${previous.line} probably lacks a ; at its end: OpenSCAD reports where it stopped reading, not where the mistake is.`;
}

/** At the end of a file OpenSCAD reports its last line, whatever stands there; comments are no code. */
function hintForUnfinishedEnd({ tokens, line }: Stop): string | null {
  const last = tokens.at(-1);
  if (last === undefined || last.line > line || !endsLikeExpression(last)) return null;
  return `The last statement of the file, on line ${last.line}, lacks its ; at the end.`;
}

function endsLikeExpression({ kind, text }: Token): boolean {
  if (kind === 'punctuation') return text === ')' || text === ']';
  return kind === 'identifier' || kind === 'number' || kind === 'string';
}

/** A forgotten quote turns everything up to the next string into one long string. */
function hintForLongString({ message, tokens, line }: Stop): string | null {
  const isUnterminated = message.includes('Unterminated string');
  const string = tokens.find(({ kind, terminated, line: start, text }) => {
    if (kind !== 'string' || !terminated) return false;
    const end = start + countNewlines(text);
    return start < end && (isUnterminated || end === line);
  });
  if (string === undefined) return null;
  const end = string.line + countNewlines(string.text);
  return `The string that begins on line ${string.line} ends only on line ${end}; is its closing quote missing?`;
}
