import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import { writeGlb } from '../../../src/mesh/write-glb.ts';
import { readGlb } from '../../../src/viewer/geometry/read-glb.ts';
import { box } from '../../support/meshes.ts';

const TITLE = { title: 'part', application: 'test' };

/** A mesh whose first half of triangles has one colour, and the rest another. */
function inTwoColors(mesh: Mesh): Mesh {
  const triangles = mesh.indices.length / 3;
  const faceColors = new Uint8Array(triangles * 4);
  for (let at = 0; at < triangles; at++) {
    faceColors.set(at < triangles / 2 ? [255, 99, 71, 255] : [0, 128, 128, 127], at * 4);
  }
  return { ...mesh, faceColors };
}

describe('readGlb', () => {
  it('reads back what the server writes: exact coordinates, in mm, and colours', () => {
    const mesh = inTwoColors(box([0, 0, 0], [0.1, 2, 3]));
    const shape = readGlb(writeGlb([{ name: 'a', mesh }], TITLE));
    expect(shape.positions).toEqual(mesh.positions);
    expect([...shape.indices].sort()).toEqual([...mesh.indices].sort());
    expect(shape.runs.map(({ start, count }) => [start, count])).toEqual([
      [0, 18],
      [18, 18],
    ]);
    const channels = shape.runs.map(({ rgba }) => rgba.map(value => Math.round(value * 255)));
    expect(channels).toEqual([
      [255, 99, 71, 255],
      [0, 128, 128, 127],
    ]);
  });

  it('joins several objects without mixing their vertices', () => {
    const [a, b] = [box([0, 0, 0], [1, 1, 1]), box([0, 0, 0], [5, 5, 5])];
    const shape = readGlb(
      writeGlb(
        [
          { name: 'a', mesh: a },
          { name: 'b', mesh: b },
        ],
        TITLE,
      ),
    );
    expect(shape.positions).toHaveLength(a.positions.length + b.positions.length);
    const second = shape.runs[1];
    const corners = shape.indices.subarray(second.start, second.start + second.count);
    expect(Math.min(...corners)).toBe(a.positions.length / 3);
  });

  it('refuses what is no GLB', () => {
    expect(() => readGlb(new TextEncoder().encode('solid part, written as text'))).toThrow('no GLB');
  });
});
