import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTree, type TreeNode } from '../../../../src/scad/csg/parse-tree.ts';

interface Plan {
  readonly modifiers: string;
  readonly name: string;
  readonly arguments: string;
  readonly children: readonly Plan[];
}

const SETTINGS = '$fn = 0, $fa = 12, $fs = 2';

const textNode = fc
  .record({ text: fc.string(), font: fc.string(), script: fc.boolean() })
  // As OpenSCAD writes it: strings as they are.
  .map(({ text, font, script }) => ({
    name: 'text',
    arguments: `text = "${text}", size = 10, spacing = 1, font = "${font}", direction = "ltr", language = "en",${script ? ' script = "Latn",' : ''} halign = "left", valign = "baseline", ${SETTINGS}`,
  }));
const importNode = fc.string().map(name => ({
  name: 'import',
  arguments: `file = ${JSON.stringify(name)}, origin = [0, 0], ${SETTINGS}, timestamp = 12`,
}));
const plainNode = fc.constantFrom(
  { name: 'group', arguments: '' },
  { name: 'cube', arguments: 'size = [1, 2.5, 1e-07], center = false' },
  { name: 'multmatrix', arguments: '[[1, 0, 0, 3], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]' },
  { name: 'polyhedron', arguments: 'points = [[inf, -nan, 0]], faces = [[0]], convexity = 1' },
);

const planAt = (depth: number): fc.Arbitrary<Plan> =>
  fc
    .record({
      own: fc.oneof(plainNode, importNode, textNode),
      modifiers: fc.constantFrom('', '', '', '%', '#', '!', '*'),
      children: depth === 0 ? fc.constant([]) : fc.array(planAt(depth - 1), { maxLength: 3 }),
    })
    .map(({ own, modifiers, children }) => ({ ...own, modifiers, children }));

function write({ modifiers, name, arguments: given, children }: Plan, indent = ''): string {
  const head = `${indent}${modifiers}${name}(${given})`;
  if (children.length === 0) return `${head};\n`;
  return `${head} {\n${children.map(child => write(child, `${indent}\t`)).join('')}${indent}}\n`;
}

const planOf = ({ modifiers, name, arguments: given, children }: TreeNode): Plan => ({
  modifiers,
  name,
  arguments: given,
  children: children.map(planOf),
});

const nested = (depth: number) => `${'group() {'.repeat(depth)}cube(size = [1, 1, 1]);${'}'.repeat(depth)}`;

describe('parseTree', () => {
  it('reads what OpenSCAD writes, whatever is in its strings', () => {
    fc.assert(
      fc.property(fc.array(planAt(3), { maxLength: 4 }), nodes => {
        const read = parseTree(nodes.map(node => write(node)).join(''));
        expect(read?.map(planOf)).toEqual(nodes);
      }),
      { numRuns: 300 },
    );
  });

  it('tells where each node stands', () => {
    const tree = 'group() {\n\t%cube(size = [1, 1, 1], center = false);\n}\n';
    const inner = parseTree(tree)?.[0].children[0];
    expect(tree.slice(inner?.start, inner?.end)).toBe('%cube(size = [1, 1, 1], center = false);');
  });

  it('reads a text that looks like a tree, with a line break in it', () => {
    const given = `text = "a") { cube(size = [1]); }\n"", size = 10, spacing = 1, font = "", direction = "ltr", language = "en", halign = "default", valign = "default", ${SETTINGS}`;
    expect(parseTree(`text(${given});\nsphere(r = 1);\n`)?.map(({ name }) => name)).toEqual([
      'text',
      'sphere',
    ]);
  });

  it('reads 2,000 levels and nothing deeper', () => {
    expect(parseTree(nested(2000))).not.toBeNull();
    expect(parseTree(nested(2001))).toBeNull();
    expect(parseTree(nested(500_000))).toBeNull();
  });

  it('never throws and never stays, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('(', ')', '{', '}', '"', '\\', ';', 'text', 'cube', ',', ' ', '%')),
        pieces => {
          parseTree(pieces.join(''));
        },
      ),
    );
  });

  it.each([
    'cube(',
    'cube()',
    'cube(size = [1);',
    'group() { cube();',
    '}',
    'cube("a);',
    '();',
    'text(text = "a");',
  ])('does not understand %s', text => {
    expect(parseTree(text)).toBeNull();
  });
});
