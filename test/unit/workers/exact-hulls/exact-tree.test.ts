import { describe, expect, it, vi } from 'vitest';
import type { Vec3 } from '../../../../src/contracts/mesh.ts';
import { type EvaluateTree, makeTreeExact } from '../../../../workers/exact-hulls/exact-tree.ts';
import { NOTHING } from '../../../../workers/exact-hulls/solid.ts';

const CUBE = 'cube(size = [2, 2, 2], center = false);';
const MOVED = `multmatrix([[1, 0, 0, 9], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]) { ${CUBE} }`;
const HULL = `hull() { ${CUBE} ${MOVED} }`;
const SOLID = 'import(file = "/exact/0.off");';

const never: EvaluateTree = async ({ text }) => {
  throw new Error(`nothing has to be evaluated, and ${text} was`);
};

/** A tetrahedron, whatever the tree. */
const tetrahedron = vi.fn<EvaluateTree>(async () => ({
  points: [
    [0, 0, 0],
    [3, 0, 0],
    [0, 3, 0],
    [0, 0, 3],
  ],
  faces: [
    [0, 2, 1],
    [0, 1, 3],
    [0, 3, 2],
    [1, 2, 3],
  ],
}));

async function exact(tree: string, evaluate: EvaluateTree = never) {
  const made = await makeTreeExact(tree, evaluate);
  return made && { ...made, text: made.text.replace(/\n/g, '') };
}

/** The corners in an OFF file. */
function cornersIn(bytes: Uint8Array | undefined): Vec3[] {
  const lines = new TextDecoder().decode(bytes).split('\n');
  const count = Number(lines[0].split(' ')[1]);
  return lines.slice(1, 1 + count).map(line => {
    const [x, y, z] = line.split(' ').map(Number);
    return [x, y, z];
  });
}

describe('makeTreeExact', () => {
  it('puts the hull of primitives in its place', async () => {
    const made = await exact(`difference() { ${HULL} ${CUBE} }`);
    expect(made?.text).toBe(`difference(){${SOLID}cube(size = [2, 2, 2], center = false);}`);
    const corners = cornersIn(made?.files[0].bytes);
    expect(corners).toHaveLength(8);
    expect(corners).toContainEqual([11, 2, 0]);
  });

  it('computes the same hull once, and keeps modifiers', async () => {
    const made = await exact(`group() { #${HULL} %${HULL} color([1, 0, 0, 1]) { ${HULL} } }`);
    expect(made?.text).toBe(`group(){#${SOLID}%${SOLID}color([1, 0, 0, 1]){${SOLID}}}`);
    expect(made?.files).toHaveLength(1);
  });

  it('leaves out children that are only looked at, and those without extent', async () => {
    const made = await exact(
      `hull() { ${CUBE} %sphere($fn = 9, r = 50); *sphere($fn = 9, r = 50); group(); cube(size = [0, 1, 1], center = false); }`,
    );
    expect(cornersIn(made?.files[0].bytes)).toHaveLength(8);
  });

  it('computes hulls of hulls and of sums', async () => {
    const made = await exact(`hull() { ${HULL} minkowski(convexity = 0) { ${CUBE} ${CUBE} } }`);
    expect(made?.text).toMatch(/^import\(file = "\/exact\/\d\.off"\);$/);
    expect(made?.hasSum).toBe(true);
    expect(cornersIn(made?.files.at(-1)?.bytes)).toContainEqual([0, 4, 4]);
  });

  it('asks once for what the tree does not tell', async () => {
    tetrahedron.mockClear();
    const part = `difference() { ${CUBE} ${HULL} }`;
    const made = await exact(`hull() { ${part} ${MOVED} } hull() { ${part} ${CUBE} }`, tetrahedron);
    expect(tetrahedron).toHaveBeenCalledTimes(1);
    const [[asked]] = tetrahedron.mock.calls;
    expect(asked.text.replace(/\n/g, '')).toBe(
      `difference(){cube(size = [2, 2, 2], center = false);${SOLID}}`,
    );
    expect(made?.files).toHaveLength(3);
  });

  it('goes on without a part that comes out empty', async () => {
    const made = await exact(`hull() { difference() { ${CUBE} ${CUBE} } ${HULL} }`, async () => NOTHING);
    expect(cornersIn(made?.files.at(-1)?.bytes)).toHaveLength(8);
  });

  it('leaves a hull to OpenSCAD of which a part is not to be had', async () => {
    expect(await exact(`hull() { difference() { ${CUBE} } ${CUBE} }`, async () => null)).toBeNull();
    const other = await exact(`hull() { difference() { ${CUBE} } ${CUBE} } ${HULL}`, async () => null);
    expect(other?.text).toMatch(/^hull\(\)\{difference.*import/);
  });

  it('evaluates so many parts and no more', async () => {
    tetrahedron.mockClear();
    const parts = Array.from(
      { length: 300 },
      (_, index) => `difference() { cube(size = [1, 1, ${index + 1}]); }`,
    );
    await exact(parts.map(part => `hull() { ${part} }`).join(''), tetrahedron);
    expect(tetrahedron).toHaveBeenCalledTimes(200);
  });

  it.each([
    ['no hull', CUBE],
    ['a flat hull', 'linear_extrude(height = 1) { hull() { square(size = [1, 1]); circle(r = 1); } }'],
    ['a hull of flat and solid shapes', `hull() { ${CUBE} square(size = [1, 1]); }`],
    ['a hull of nothing', 'hull(); minkowski(convexity = 0) { group(); }'],
    ['a sum of one', `minkowski(convexity = 0) { ${CUBE} }`],
    [
      'points in a plane',
      'hull() { polyhedron(points = [[0, 0, 0], [1, 0, 0], [0, 1, 0]], faces = [[0, 1, 2]]); }',
    ],
    [
      'numbers that are none',
      `hull() { multmatrix([[nan, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]) { ${CUBE} } }`,
    ],
    ['a node that nobody knows', `roof() { square(size = [1, 1]); } ${HULL}`],
    ['what is no tree', `${HULL} }`],
  ])('has nothing to do for %s', async (_, tree) => {
    expect(await exact(tree)).toBeNull();
  });
});
