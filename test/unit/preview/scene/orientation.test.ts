import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { facesOutwards, isClosed } from '../../../../src/preview/scene/orientation.ts';
import {
  box,
  cube,
  insideOut,
  mapVertices,
  merge,
  sphere,
  torus,
  withoutTriangles,
} from '../../../support/meshes.ts';

const closed = merge(cube(10), sphere(3, 12), torus(20, 5, 16, 8));

describe('isClosed', () => {
  it('accepts closed meshes, inside out too', () => {
    expect(isClosed(closed)).toBe(true);
    expect(isClosed(insideOut(closed))).toBe(true);
  });

  it('notices any single missing triangle', () => {
    const triangles = closed.indices.length / 3;
    fc.assert(
      fc.property(fc.nat(triangles - 1), missing => {
        expect(isClosed(withoutTriangles(closed, triangle => triangle === missing))).toBe(false);
      }),
      { seed: 3 },
    );
  });

  it('notices any single triangle turned round', () => {
    fc.assert(
      fc.property(fc.nat(closed.indices.length / 3 - 1), turned => {
        const indices = closed.indices.slice();
        indices.set([indices[turned * 3 + 1], indices[turned * 3]], turned * 3);
        expect(isClosed({ ...closed, indices })).toBe(false);
      }),
      { seed: 4 },
    );
  });
});

describe('facesOutwards', () => {
  it('is told by the enclosed volume', () => {
    expect(facesOutwards(closed)).toBe(true);
    expect(facesOutwards(insideOut(closed))).toBe(false);
  });

  it('does not mind a small part far away, nor a cavity', () => {
    expect(facesOutwards(mapVertices(sphere(1, 12), (x, y, z) => [x + 1e5, y - 1e5, z + 1e5]))).toBe(true);
    expect(facesOutwards(merge(cube(10), insideOut(box([-4, -4, -4], [4, 4, 4]))))).toBe(true);
  });
});
