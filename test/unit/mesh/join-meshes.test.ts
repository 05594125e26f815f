import { describe, expect, it } from 'vitest';
import { measureMesh } from '../../../src/mesh/facts.ts';
import { joinMeshes, mayTouch } from '../../../src/mesh/join-meshes.ts';
import { box } from '../../support/meshes.ts';

const unit = box([0, 0, 0], [1, 1, 1]);
const at = (x: number, y: number, z: number) => box([x, y, z], [x + 1, y + 1, z + 1]);

describe('joinMeshes', () => {
  it('keeps every mesh as it was', () => {
    const joined = joinMeshes([unit, at(5, 0, 0), box([0, 9, 0], [2, 11, 2])]);
    expect(measureMesh(joined)).toMatchObject({
      volume_mm3: 10,
      parts: 3,
      triangles: 36,
      vertices: 24,
      watertight: true,
    });
  });

  it('makes an empty mesh of none', () => {
    expect(joinMeshes([]).indices).toHaveLength(0);
  });
});

describe('mayTouch', () => {
  it.each([
    ['one alone', [unit], false],
    ['apart along x', [unit, at(1.1, 0, 0)], false],
    ['apart along y', [unit, at(0, 1.1, 0)], false],
    ['apart along z', [unit, at(0, 0, -1.1)], false],
    ['face to face', [unit, at(1, 0, 0)], true],
    ['overlapping', [unit, at(5, 5, 5), at(0.5, 0.5, 0.5)], true],
    ['inside', [at(2, 2, 2), box([0, 0, 0], [9, 9, 9])], true],
  ])('of meshes %s', (_, meshes, expected) => {
    expect(mayTouch(meshes)).toBe(expected);
    expect(mayTouch(meshes.toReversed())).toBe(expected);
  });
});
