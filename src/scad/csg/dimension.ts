import type { TreeNode } from './parse-tree.ts';

/** What a node of a tree makes: flat shapes, solids, nothing, or what its text does not tell. */
export type Dimension = 2 | 3 | 'empty' | 'unknown';

const FLAT = new Set(['square', 'circle', 'polygon', 'text', 'projection', 'offset']);
const SOLID = new Set([
  'cube',
  'sphere',
  'cylinder',
  'polyhedron',
  'linear_extrude',
  'rotate_extrude',
  'surface',
]);
/** What makes of its children something of their own kind. */
const SAME_AS_CHILDREN = new Set([
  ...['group', 'union', 'difference', 'intersection', 'hull', 'minkowski', 'multmatrix', 'color', 'render'],
  ...['resize', 'fill'],
]);

/** Whether a node is known to give the same when OpenSCAD reads it again from a tree. */
export function isKnownNode(name: string): boolean {
  return FLAT.has(name) || SOLID.has(name) || SAME_AS_CHILDREN.has(name) || name === 'import';
}

/** Tells of what kind a node is, without evaluating it: that of its first child that is anything. */
export function dimensionOf({ modifiers, name, arguments: given, children }: TreeNode): Dimension {
  if (isLeftOut(modifiers)) return 'empty';
  if (FLAT.has(name)) return 2;
  if (SOLID.has(name)) return 3;
  if (name === 'import') return dimensionOfImport(given);
  if (!SAME_AS_CHILDREN.has(name)) return 'unknown';
  for (const child of children) {
    const dimension = dimensionOf(child);
    if (dimension !== 'empty') return dimension;
  }
  return 'empty';
}

/** Whether a node is there to be looked at only (`%`), or not at all (`*`). */
export function isLeftOut(modifiers: string): boolean {
  return modifiers.includes('%') || modifiers.includes('*');
}

function dimensionOfImport(given: string): Dimension {
  const [, extension] = /^file = "(?:[^"\\]|\\.)*\.(\w+)"/.exec(given) ?? [];
  switch (extension?.toLowerCase()) {
    case 'stl':
    case 'off':
    case 'obj':
    case 'amf':
    case '3mf':
      return 3;
    case 'svg':
    case 'dxf':
      return 2;
    default:
      return 'unknown';
  }
}
