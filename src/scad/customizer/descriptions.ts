import { cleanText } from '../clean-text.ts';
import { streamDefinedNames } from '../defined-names.ts';
import { MAX_INDEXED_LENGTH } from '../source-index.ts';
import { streamTokens } from '../tokens.ts';
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
 * caption in OpenSCAD has no description here either; nor has any in a source of more than a megabyte,
 * which holds data and would take long.
 *
 * @returns name → text; lines are joined by line feeds.
 */
export function readDescriptions(source: string, { parameters }: Customizer): Map<string, string> {
  const described = parameters.filter(({ caption }) => caption !== undefined);
  if (described.length === 0 || source.length > MAX_INDEXED_LENGTH) return new Map();
  const lines = source.split('\n');
  const lineOf = findAssignments(source, new Set(described.map(({ name }) => name)));
  const found = described.map(({ name }) => [name, readComment(lines, lineOf.get(name) ?? 0)] as const);
  return new Map(found.filter(([, text]) => text !== ''));
}

/** By name the line, counted from 1, of the assignment that counts: OpenSCAD reads the last one. */
function findAssignments(source: string, wanted: ReadonlySet<string>): Map<string, number> {
  const lines = new Map<string, number>();
  for (const { kind, name, line, local } of streamDefinedNames(streamTokens(source))) {
    if (kind === 'variable' && !local && wanted.has(name)) lines.set(name, line);
  }
  return lines;
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
