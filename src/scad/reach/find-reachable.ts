import type { Passage } from './split-passages.ts';

/**
 * Finds the definitions that a model can reach: those whose names are among the roots, or in a statement that is
 * always run, or in a definition that can be reached itself. Names are compared without regard to scope or kind, so
 * that too many are found rather than too few: OpenSCAD calls nothing by a name that is not written out.
 *
 * @param files the passages of every file.
 * @param roots words of everything else that could call.
 * @returns every word that was reached, names of definitions among them.
 */
export function findReachable(
  files: readonly (readonly Passage[])[],
  roots: Iterable<string>,
): ReadonlySet<string> {
  const definitions = new Map<string, Passage[]>();
  const reached = new Set<string>();
  const waiting: string[] = [];
  const reach = (names: Iterable<string>) => {
    for (const name of names) {
      if (reached.has(name)) continue;
      reached.add(name);
      waiting.push(name);
    }
  };
  for (const passage of files.flat()) {
    const { definition, names } = passage;
    if (definition === null) reach(names);
    else definitions.set(definition, [...(definitions.get(definition) ?? []), passage]);
  }
  reach(roots);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const { names } of definitions.get(name) ?? []) reach(names);
  }
  return reached;
}
