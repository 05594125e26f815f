import type { ParsedFile, Statement } from './syntax.ts';

/** A file where an include put it. */
export interface IncludeNode {
  readonly file: ParsedFile;
  /** By the include statement; null for a missing file and one that is being included already. */
  readonly children: ReadonlyMap<Statement, IncludeNode | null>;
}

/** A file and those it includes, each where it stands: before what the includer has after it. */
export function* nodesOf(node: IncludeNode): Generator<IncludeNode> {
  yield node;
  for (const child of node.children.values()) {
    if (child !== null) yield* nodesOf(child);
  }
}
