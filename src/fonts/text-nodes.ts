/** A `text()` of a model's tree, with its arguments evaluated. */
export interface TextNode {
  readonly text: string;
  /** The argument `font`; empty for the default. */
  readonly font: string;
}

// OpenSCAD writes strings into the tree as they are, so only what follows a quotation mark can end one. A
// number that it writes has at most 24 characters.
const START = /\btext\(text = "/g;
const BETWEEN = /", size = [^,]{0,32}, spacing = [^,]{0,32}, font = "/g;
const END = '", direction = "';

/**
 * Lists the texts in a tree that OpenSCAD wrote, each pair of text and font once. It takes time linear in the
 * length of the tree, whatever the texts hold.
 */
export function findTextNodes(tree: string): TextNode[] {
  const nodes = new Map<string, TextNode>();
  for (let offset = 0; ; ) {
    const start = find(START, tree, offset);
    const between = start === null ? null : find(BETWEEN, tree, start.end);
    const end = between === null ? -1 : tree.indexOf(END, between.end);
    // What is missing from here on is missing for every later text too.
    if (start === null || between === null || end === -1) return [...nodes.values()];
    const node = { text: tree.slice(start.end, between.start), font: tree.slice(between.end, end) };
    nodes.set(JSON.stringify([node.text, node.font]), node);
    offset = end + END.length;
  }
}

/** The first match at or after an offset. */
function find(pattern: RegExp, text: string, offset: number): { start: number; end: number } | null {
  pattern.lastIndex = offset;
  const match = pattern.exec(text);
  return match === null ? null : { start: match.index, end: pattern.lastIndex };
}
