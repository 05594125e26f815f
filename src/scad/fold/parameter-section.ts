import { streamTokens } from '../tokens.ts';
import { isConstant, type ParsedFile } from './syntax.ts';

/** A comment that begins a group of the customizer. */
const GROUP = /^\/\*\s*\[.*\]\s*\*\/$/s;

/** The group of what stands before the first such comment. */
const DEFAULT_GROUP = '/* [Parameters] */';

/** Hides what follows from the customizer, up to the next group. */
export const HIDDEN_GROUP = '/* [Hidden] */';

/** Ends the customizer's part of a file, whatever follows. */
export const SECTION_END = 'module __Customizer_Limit__() {}';

/** The part of a file that OpenSCAD's customizer reads. */
export interface ParameterSection {
  /** Index of the first statement after the last that may be a parameter, and after includes that follow it. */
  readonly endIndex: number;
  /** Offset of the first brace; infinite without one. The customizer reads no line from there on. */
  readonly brace: number;
  /** Offset of the line with the first brace. */
  readonly braceLine: number;
  /** The comment that begins the group in which a statement at the offset stands. */
  groupAt(offset: number): string;
}

/** Finds what the customizer may take for parameters: assignments of plain values before the first brace. */
export function findParameterSection({ text, statements }: ParsedFile): ParameterSection {
  const groups: { start: number; text: string }[] = [];
  let brace = Number.POSITIVE_INFINITY;
  for (const token of streamTokens(text)) {
    if (token.kind === 'comment' && GROUP.test(token.text)) groups.push(token);
    if (token.text === '{') {
      brace = token.start;
      break;
    }
  }
  const braceLine = brace === Number.POSITIVE_INFINITY ? brace : text.lastIndexOf('\n', brace) + 1;
  const last = statements.findLastIndex(statement => isConstant(statement) && statement.end <= braceLine);
  let endIndex = last + 1;
  // A comment on the line of a parameter belongs to it.
  const lineEnd = last === -1 ? -1 : endOfLine(text, statements[last].end);
  while (endIndex < statements.length) {
    const { kind, start } = statements[endIndex];
    if (kind !== 'include' && kind !== 'use' && start > lineEnd) break;
    endIndex += 1;
  }
  return {
    endIndex,
    brace,
    braceLine,
    groupAt: offset => groups.findLast(({ start }) => start < offset)?.text ?? DEFAULT_GROUP,
  };
}

/** Where lines can be inserted before a statement without parting anything from its comments. */
export function insertionOffset({ text, statements }: ParsedFile, index: number): number {
  if (index === 0) return statements.at(0)?.start ?? text.length;
  const lineEnd = endOfLine(text, statements[index - 1].end);
  return index === statements.length ? lineEnd : Math.min(lineEnd, statements[index].start);
}

function endOfLine(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}
