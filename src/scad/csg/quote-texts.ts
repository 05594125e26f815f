import type { TreeNode } from './parse-tree.ts';

/** A text's arguments: what it says, its numbers, its font and the rest. */
const TEXT =
  /^text = "([\s\S]*)", size = ([^,"]*), spacing = ([^,"]*), font = "([\s\S]*?)", direction = ([\s\S]*)$/;

/**
 * The arguments of a `text()` with its strings escaped, so that OpenSCAD reads them again: it writes them into
 * trees as they are. Those of any other node are returned as they stand.
 */
export function quoteTextArguments({ name, arguments: given }: TreeNode): string {
  if (name !== 'text') return given;
  const [, text, size, spacing, font, rest] = TEXT.exec(given) ?? [];
  if (text === undefined) return given;
  return `text = "${escapeString(text)}", size = ${size}, spacing = ${spacing}, font = "${escapeString(font)}", direction = ${rest}`;
}

function escapeString(text: string): string {
  return text
    .replace(/[\\"]/g, '\\$&')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
}
