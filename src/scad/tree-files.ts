/** A node of an exported tree that reads a file. */
const FILE_NODE = /^[\t !#%*]*(?:import|surface)\(file = "((?:[^"\\]|\\.)*)"/gm;

/**
 * Lists the files that an evaluated tree (`.csg`) reads, each once, as they are written there. Names that a
 * model puts together at run time are complete in it.
 */
export function findTreeFiles(tree: string): string[] {
  return [...new Set([...tree.matchAll(FILE_NODE)].map(([, path]) => path.replace(/\\(.)/g, '$1')))];
}
