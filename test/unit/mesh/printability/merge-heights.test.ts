import { describe, expect, it } from 'vitest';
import { findMergeHeights } from '../../../../src/mesh/printability/merge-heights.ts';
import { weldTriangles } from '../../../../src/mesh/weld.ts';
import { mapVertices } from '../../../support/meshes.ts';
import { mushroom, table } from '../../../support/print-fixtures.ts';
import { cube, soupOf } from '../../../support/solids.ts';

/** The heights of the vertices that wait for something lower, and the heights at which it comes. */
function latecomers(mesh: Parameters<typeof findMergeHeights>[0]) {
  return [...findMergeHeights(mesh)]
    .map((height, vertex) => [mesh.positions[vertex * 3 + 2], height])
    .filter(([z, height]) => height > z);
}

describe('findMergeHeights', () => {
  it('tells where the rim of a mushroom joins its stem', () => {
    expect(latecomers(mushroom())).toEqual([
      [0, Infinity],
      [15, 20],
    ]);
  });

  it('tells where the legs of a table come together', () => {
    expect(latecomers(table()).toSorted(([, a], [, b]) => a - b)).toEqual([
      [0, 30],
      [0, 30],
      [0, 30],
      [0, Infinity],
    ]);
  });

  it('never joins separate solids', () => {
    const two = weldTriangles(
      soupOf(
        cube(10),
        mapVertices(cube(10), (x, y, z) => [x + 20, y, z + 3]),
      ),
    );
    expect(latecomers(two)).toEqual([
      [0, Infinity],
      [3, Infinity],
    ]);
  });
});
