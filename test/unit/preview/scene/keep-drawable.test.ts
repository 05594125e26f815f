import { describe, expect, it } from 'vitest';
import { keepDrawable } from '../../../../src/preview/scene/keep-drawable.ts';
import { colored, cube } from '../../../support/meshes.ts';

describe('keepDrawable', () => {
  it('returns a sound mesh itself', () => {
    const mesh = cube(10);
    expect(keepDrawable(mesh)).toEqual({ mesh, omittedTriangles: 0 });
    expect(keepDrawable(mesh).mesh).toBe(mesh);
  });

  it.each([Number.NaN, Infinity, -1e35])(
    'leaves out the triangles at a vertex with the coordinate %d',
    value => {
      const mesh = colored(cube(10), triangle => [triangle, 0, 0, 255]);
      const bad = mesh.indices[0];
      mesh.positions[bad * 3 + 1] = value;
      const { mesh: kept, omittedTriangles } = keepDrawable(mesh);
      const expected = Array.from({ length: 12 }, (_, triangle) => triangle).filter(
        triangle => !mesh.indices.subarray(triangle * 3, triangle * 3 + 3).includes(bad),
      );
      expect(omittedTriangles).toBe(12 - expected.length);
      expect(kept.positions).toHaveLength(7 * 3);
      expect(Array.from(kept.faceColors ?? []).filter((_, byte) => byte % 4 === 0)).toEqual(expected);
      const corners = Array.from(kept.indices, index =>
        Array.from(kept.positions.subarray(index * 3, index * 3 + 3)),
      );
      const before = expected.flatMap(triangle =>
        Array.from(mesh.indices.subarray(triangle * 3, triangle * 3 + 3), index =>
          Array.from(mesh.positions.subarray(index * 3, index * 3 + 3)),
        ),
      );
      expect(corners).toEqual(before);
    },
  );

  it('leaves out triangles whose vertex does not exist, and vertices nobody uses', () => {
    const mesh = cube(10);
    const indices = mesh.indices.slice();
    indices[0] = 99;
    expect(keepDrawable({ ...mesh, indices }).omittedTriangles).toBe(1);
    const stray = Float32Array.from([...mesh.positions, 500, 500, 500]);
    expect(keepDrawable({ ...mesh, positions: stray }).mesh.positions).toEqual(mesh.positions);
  });
});
