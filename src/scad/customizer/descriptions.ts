import { cleanText } from '../clean-text.ts';
import { findDefinedNames } from '../defined-names.ts';
import { tokenizeCode } from '../tokens.ts';
import type { Customizer } from './customizer.ts';

/** A longer comment loses its first lines, which are the farthest from the parameter. */
const MAX_DESCRIPTION_LENGTH = 400;

/** A comment that OpenSCAD takes for a description: it starts its line. */
const COMMENT = /^\/\/(.*)$/;

/** A ruler of dashes, or an empty comment, ends a description: what stands above belongs to something else. */
const HAS_WORDS = /[\p{L}\p{N}]/u;

/**
 * Reads the comments above parameters. OpenSCAD takes the last line of such a comment only, which often
 * is the second half of a sentence; here it is all lines that follow each other. A parameter without a
 * caption in OpenSCAD has no description here either.
 *
 * @returns name → text; lines are joined by line feeds.
 */
export function readDescriptions(source: string, { parameters }: Customizer): Map<string, string> {
  const described = parameters.filter(({ caption }) => caption !== undefined);
  if (described.length === 0) return new Map();
  const lines = source.split('\n');
  const lineOf = findAssignments(source);
  const found = described.map(({ name }) => [name, readComment(lines, lineOf.get(name) ?? 0)] as const);
  return new Map(found.filter(([, text]) => text !== ''));
}

/** The line, counted from 1, of the assignment that counts: OpenSCAD reads the last one. */
function findAssignments(source: string): Map<string, number> {
  const names = findDefinedNames(tokenizeCode(source));
  return new Map(
    names
      .filter(({ kind, local }) => kind === 'variable' && !local)
      .map(({ name, line }) => [name, line] as const),
  );
}

function readComment(lines: readonly string[], assignmentLine: number): string {
  const comment: string[] = [];
  let length = 0;
  for (let index = assignmentLine - 2; index >= 0; index -= 1) {
    const text = cleanText(COMMENT.exec(lines[index])?.[1] ?? '').trim();
    length += text.length + 1;
    if (!HAS_WORDS.test(text) || length > MAX_DESCRIPTION_LENGTH) break;
    comment.unshift(text);
  }
  return comment.join('\n');
}
