import { describe, expect, it } from 'vitest';
import type { Highlight, HighlightColor } from '../../../../src/contracts/highlight.ts';
import type { Mesh, Vec2 } from '../../../../src/contracts/mesh.ts';
import { findHighlight } from '../../../../src/mesh/highlight/find-highlight.ts';
import {
  BLUE,
  categoryColor,
  PURPLE,
  SKY_BLUE,
  VERMILLION,
  YELLOW,
} from '../../../../src/mesh/highlight/palette.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { measureParts } from '../../../../src/mesh/measure/parts.ts';
import { twiceAreaOf } from '../../../../src/mesh/measure/triangle-area.ts';
import { weldTriangles } from '../../../../src/mesh/weld.ts';
import { box, insideOut, merge } from '../../../support/meshes.ts';
import { bracket, gate, pillar, profile, spinningTop } from '../../../support/print-fixtures.ts';
import { cube, openBox, soupOf } from '../../../support/solids.ts';

/** Triangles of one colour. */
function trianglesIn({ faceColors }: Highlight, color: HighlightColor): number[] {
  const isColored = (triangle: number) =>
    color.every((channel, index) => faceColors[triangle * 4 + index] === channel) &&
    faceColors[triangle * 4 + 3] === 255;
  return [...Array(faceColors.length / 4).keys()].filter(isColored);
}

function areaIn(found: Highlight, color: HighlightColor): number {
  return trianglesIn(found, color).reduce((sum, triangle) => sum + twiceAreaOf(found.mesh, triangle) / 2, 0);
}

const isColored = ({ faceColors }: Highlight) => faceColors.some(channel => channel !== 0);
const textsOf = ({ legend }: Highlight) => legend.entries.map(({ text }) => text);
const together = (...meshes: readonly Mesh[]): Mesh => weldTriangles(soupOf(...meshes));

/** A T of 40 × 20 mm: arms of 15 × 20 mm hang out on both sides of a stem. */
const T_SHAPE = profile(20, [
  [-5, 0],
  [5, 0],
  [5, 30],
  [20, 30],
  [20, 40],
  [-20, 40],
  [-20, 30],
  [-5, 30],
] satisfies Vec2[]);

describe('overhangs', () => {
  it('colours the undersides of the arms of a T and nothing else', () => {
    const found = findHighlight(T_SHAPE, 'overhangs');
    expect(areaIn(found, VERMILLION)).toBeCloseTo(2 * 15 * 20, 3);
    expect(found.faceColors.filter((_, at) => at % 4 === 3 && found.faceColors[at] > 0)).toHaveLength(4);
    for (const triangle of trianglesIn(found, VERMILLION)) {
      for (let corner = triangle * 3; corner < triangle * 3 + 3; corner++) {
        expect(found.mesh.positions[found.mesh.indices[corner] * 3 + 2]).toBe(30);
      }
    }
    expect(textsOf(found)).toEqual(['overhang > 45°: 600 mm² in 2 places']);
    expect(found.legend.entries[0].at?.[2]).toBeCloseTo(30, 5);
    expect(found.notes.join()).toMatch(/45°.*10 mm.*0\.4 mm.*0\.2 mm/);
  });

  it('tells bridges that are too long from those that print', () => {
    const long = findHighlight(gate(30), 'overhangs');
    expect(areaIn(long, BLUE)).toBeCloseTo(300, 1);
    expect(textsOf(long)).toContain('bridge > 10 mm: 300 mm², up to 30 mm long');
    const short = findHighlight(gate(8), 'overhangs');
    expect(areaIn(short, SKY_BLUE)).toBeCloseTo(80, 1);
    expect(textsOf(short)).toEqual([
      'no overhang > 45° that needs support',
      '> 45°, short enough to print: 80 mm²',
    ]);
  });

  it('says so when there is none', () => {
    const found = findHighlight(bracket(45), 'overhangs');
    expect(isColored(found)).toBe(false);
    expect(found.legend.entries).toEqual([{ text: 'no overhang > 45°', key: null }]);
  });

  it('colours parts in the air and marks where printing begins there', () => {
    const found = findHighlight(together(cube(10), cube(10, [30, 0, 5])), 'overhangs');
    expect(areaIn(found, PURPLE)).toBeCloseTo(600, 3);
    expect(textsOf(found)).toContain('hangs in the air: 1 part');
    const hanging = together(
      spinningTop(),
      box([-20, -20, 19.5], [20, 20, 25]),
      box([16, -2, 0], [20, 2, 19.8]),
    );
    expect(findHighlight(hanging, 'overhangs').points).toEqual([]);
    const tip = profile(10, [
      [0, 0],
      [4, 0],
      [4, 30],
      [20, 30],
      [24, 22],
      [28, 30],
      [28, 40],
      [0, 40],
    ]);
    const [point] = findHighlight(tip, 'overhangs').points;
    expect(point.at[0]).toBeCloseTo(24, 4);
    expect(point.at[2]).toBeCloseTo(22, 4);
  });
});

describe('thickness', () => {
  it('gives both sides of a plate the colour of its thickness', () => {
    const found = findHighlight(box([0, 0, 0], [60, 40, 2]), 'thickness');
    const { positions, indices } = found.mesh;
    const colors = new Set<string>();
    for (let triangle = 0; triangle < indices.length / 3; triangle++) {
      const heights = [0, 1, 2].map(corner => positions[indices[triangle * 3 + corner] * 3 + 2]);
      if (heights[0] !== heights[1] || heights[1] !== heights[2]) continue;
      colors.add([...found.faceColors.subarray(triangle * 4, triangle * 4 + 4)].join());
    }
    expect([...colors]).toHaveLength(1);
    expect(textsOf(found)).toEqual(['thinnest 2 mm, median 2 mm', 'no wall thinner than 0.8 mm']);
    expect(found.legend.scale?.ticks.map(({ text }) => text)).toEqual(['≤ 0.8', '1.4', '2.5', '4.5', '≥ 8']);
  });

  it('is red where a wedge is thin and blue where it is thick', () => {
    const wedge = profile(20, [
      [0, 0],
      [60, 0],
      [60, 12],
      [0, 0.4],
    ]);
    const found = findHighlight(wedge, 'thickness');
    const { positions, indices } = found.mesh;
    const redness = (from: number, to: number) => {
      const shares: number[] = [];
      for (let triangle = 0; triangle < indices.length / 3; triangle++) {
        const corners = [0, 1, 2].map(corner => indices[triangle * 3 + corner] * 3);
        const isOnSide = corners.every(at => Math.abs(positions[at + 1] + 10) < 9.9);
        if (!isOnSide || !corners.every(at => positions[at] > from && positions[at] < to)) continue;
        shares.push(found.faceColors[triangle * 4] - found.faceColors[triangle * 4 + 2]);
      }
      return shares.reduce((sum, share) => sum + share, 0) / shares.length;
    };
    expect(redness(1, 5)).toBeGreaterThan(140);
    expect(redness(25, 30)).toBeLessThan(40);
    expect(redness(52, 58)).toBeLessThan(-100);
    expect(textsOf(found)[1]).toMatch(/^thinner than 0\.8 mm: [\d.]+ mm²$/);
  });

  it('cuts triangles without changing the surface', () => {
    const found = findHighlight(T_SHAPE, 'thickness');
    expect(found.mesh.indices.length).toBeGreaterThan(20 * T_SHAPE.indices.length);
    const structure = new MeshStructure(found.mesh);
    expect(structure.halfEdges.unbalancedCount).toBe(0);
    const [before] = measureParts(new MeshStructure(T_SHAPE));
    const [after] = measureParts(structure);
    expect(after.volume_mm3 / before.volume_mm3).toBeCloseTo(1, 5);
    expect(after.area_mm2 / before.area_mm2).toBeCloseTo(1, 5);
  });

  it('does not cut a long thin rod without end', () => {
    const rod = findHighlight(pillar(1, 32, 100_000), 'thickness');
    expect(rod.mesh.indices.length / 3).toBeLessThan(250_000);
    expect(textsOf(rod)[0]).toMatch(/^thinnest (0\.9|1)/);
  });

  it('says when there is none to be measured', () => {
    const sheet: Mesh = {
      positions: Float32Array.of(0, 0, 0, 10, 0, 0, 0, 10, 0),
      indices: Uint32Array.of(0, 1, 2),
      faceColors: null,
    };
    const found = findHighlight(sheet, 'thickness');
    expect(isColored(found)).toBe(false);
    expect(textsOf(found)).toEqual(['no wall with two sides found']);
  });
});

describe('open_edges', () => {
  it('draws the rim of an open box', () => {
    const found = findHighlight(openBox(10), 'open_edges');
    expect(textsOf(found)).toEqual(['4 open edges, 40 mm']);
    const [rim] = found.lines.filter(({ ends }) => ends.length > 0);
    expect(rim.color).toEqual(VERMILLION);
    expect([...rim.ends].filter((_, at) => at % 3 === 2)).toEqual(Array(8).fill(10));
    expect(isColored(found)).toBe(false);
  });

  it('colours flipped facets and draws their rim', () => {
    const { indices, ...mesh } = cube(10);
    const flipped = indices.slice();
    [flipped[1], flipped[2]] = [flipped[2], flipped[1]];
    const found = findHighlight({ ...mesh, indices: flipped }, 'open_edges');
    expect(trianglesIn(found, BLUE)).toEqual([0]);
    expect(textsOf(found)).toContain('1 flipped facet');
    expect(found.lines.some(({ color, ends }) => color === BLUE && ends.length > 0)).toBe(true);
  });

  it('colours what passes through itself, and parts that are inside out', () => {
    const crossing = findHighlight(merge(cube(10), cube(10, [5, 5, 5])), 'open_edges');
    expect(trianglesIn(crossing, SKY_BLUE).length).toBeGreaterThan(0);
    expect(textsOf(crossing)).toEqual([expect.stringMatching(/^\d+ facets in \d+ crossings of the surface/)]);
    const inside = findHighlight(insideOut(cube(10)), 'open_edges');
    expect(trianglesIn(inside, YELLOW)).toHaveLength(12);
    expect(textsOf(inside)).toEqual(['inside out: 12 facets']);
  });

  it('draws edges along which solids touch', () => {
    const found = findHighlight(together(cube(10), cube(10, [10, 10, 0])), 'open_edges');
    expect(textsOf(found)).toEqual(['1 edge of more than two facets']);
    const [edge] = found.lines.filter(({ ends }) => ends.length > 0);
    expect([...edge.ends.subarray(0, 2), ...edge.ends.subarray(3, 5)]).toEqual([10, 10, 10, 10]);
  });

  it('says so when the mesh is sound', () => {
    const found = findHighlight(cube(10), 'open_edges');
    expect(found.legend.entries).toEqual([{ text: 'no open edges, no other faults', key: null }]);
    expect(isColored(found)).toBe(false);
  });
});

describe('parts', () => {
  it('numbers parts as they are measured, each in a colour of its own', () => {
    const mesh = together(cube(5), cube(10, [20, 0, 0]), cube(7, [40, 0, 0]));
    const found = findHighlight(mesh, 'parts');
    expect(found.legend.title).toBe('3 parts');
    for (const { index, area_mm2 } of measureParts(new MeshStructure(mesh))) {
      expect(areaIn(found, categoryColor(index))).toBeCloseTo(area_mm2, 3);
    }
    expect(textsOf(found)[0]).toBe('part 0: 10 × 10 × 10 mm, 1000 mm³');
    const largest = trianglesIn(found, categoryColor(0));
    expect(found.names?.texts[found.names.ofTriangle[largest[0]]]).toBe('0');
  });

  it('counts what does not fit into the legend', () => {
    const cubes = Array.from({ length: 14 }, (_, at) => cube(2, [at * 5, 0, 0]));
    const found = findHighlight(together(...cubes), 'parts');
    expect(found.legend.entries).toHaveLength(11);
    expect(textsOf(found).at(-1)).toBe('and 4 smaller parts');
  });

  it('has twenty-one colours before they come again', () => {
    const colors = Array.from({ length: 21 }, (_, index) => categoryColor(index).join());
    expect(new Set(colors).size).toBe(21);
  });
});

it('finds nothing in an empty mesh', () => {
  const empty: Mesh = { positions: new Float32Array(), indices: new Uint32Array(), faceColors: null };
  for (const name of ['overhangs', 'thickness', 'open_edges', 'parts'] as const) {
    expect(findHighlight(empty, name).legend.entries).toEqual([]);
  }
});
