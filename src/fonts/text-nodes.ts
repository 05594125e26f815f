/** A `text()` of a model's tree, with its arguments evaluated. */
export interface TextNode {
  readonly text: string;
  /** The argument `font`; empty for the default. */
  readonly font: string;
}

/** OpenSCAD writes strings into the tree as they are, so only what follows a quotation mark can end one. */
const NODE =
  /\btext\(text = "([\s\S]*?)", size = [^,]*, spacing = [^,]*, font = "([\s\S]*?)", direction = "/g;

/** Lists the texts in a tree that OpenSCAD wrote, each pair of text and font once. */
export function findTextNodes(tree: string): TextNode[] {
  const nodes = new Map<string, TextNode>();
  for (const [, text, font] of tree.matchAll(NODE)) nodes.set(JSON.stringify([text, font]), { text, font });
  return [...nodes.values()];
}
