import type { TreeNode } from './parse-tree.ts';

/** A text's arguments: what it says, its numbers, its font and the rest. */
const TEXT =
  /^text = "([\s\S]*)", size = ([^,"]*), spacing = ([^,"]*), font = "([\s\S]*?)", direction = ([\s\S]*)$/;

/** When an imported file was last changed: written into trees, but no parameter of any module. */
const TIMESTAMP = /, timestamp = \d+$/;

/** A colour of which only the alpha is set, or nothing at all. */
const NO_COLOR = /^\[-1, -1, -1, ([^\]]+)\]$/;

/**
 * What has to stand before a tree: it is written with numbers that OpenSCAD does not know when it reads them.
 */
export const TREE_PROLOGUE = 'inf = 1 / 0; nan = 0 / 0;\n';

/**
 * The arguments of a node as OpenSCAD reads them again without a complaint. It writes those of a `text()` into trees
 * as they are, quotation marks and all, those of `import()` and `surface()` with a time, and -1 for what `color()` was
 * not given.
 */
export function writeArguments({ name, arguments: given }: TreeNode): string {
  switch (name) {
    case 'import':
    case 'surface':
      return given.replace(TIMESTAMP, '');
    case 'color':
      return given.replace(NO_COLOR, (_, alpha) => (alpha === '-1' ? '' : `alpha = ${alpha}`));
    case 'text':
      return quoteStrings(given);
    default:
      return given;
  }
}

function quoteStrings(given: string): string {
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
