import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mesh, Vec2, Vec3 } from '../../../../src/contracts/mesh.ts';
import { compareSolids, type Difference } from '../../../../src/mesh/booleans/difference.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { ANALYTIC_SOLIDS } from '../../../support/analytic-solids.ts';
import { startUncapped } from '../../../support/manifold.ts';
import { box, mapVertices, merge, torus } from '../../../support/meshes.ts';
import { motions, moved, shuffled } from '../../../support/motions.ts';
import { expectNear } from '../../../support/near.ts';
import { polygonArea } from '../../../support/profiles.ts';
import { ball, cube, insideOut, openBox, plateWithHoles, prism, weld } from '../../../support/solids.ts';

const kit = await startUncapped();

const compare = (before: Mesh, after: Mesh) =>
  compareSolids(kit, new MeshStructure(before), new MeshStructure(after));

function difference(before: Mesh, after: Mesh): Difference {
  const answer = compare(before, after);
  if ('comparable' in answer) throw new Error(answer.reason);
  return answer;
}

const move = (mesh: Mesh, [dx, dy, dz]: Vec3) => mapVertices(mesh, (x, y, z) => [x + dx, y + dy, z + dz]);

/** Coordinates are float32, and what growing takes away is given back to first order. */
const SHARE = 1e-6;

describe('compareSolids', () => {
  it('finds a hole that was drilled', () => {
    const plate = box([-5, -5, 0], [5, 5, 4]);
    const { removed, ...rest } = difference(plate, plateWithHoles(1, 3, 24, 4));
    const volume = polygonArea(3, 24) * 4;
    expectNear(rest.removed_mm3, volume, SHARE);
    expectNear(rest.common_mm3, 400 - volume, SHARE);
    expect(rest).toMatchObject({ identical: false, added_mm3: 0, added: [], removed_regions: 1 });
    expect(rest.summary).toBe('Added nothing, removed 111.8 mm³ in 1 place.');
    expect(removed).toEqual([
      { volume_mm3: rest.removed_mm3, at: [0, 0, 2], box: { min: [-3, -3, 0], max: [3, 3, 4] } },
    ]);
  });

  it('calls the same the other way round added', () => {
    const plate = box([-5, -5, 0], [5, 5, 4]);
    const { added_mm3, removed_mm3, added } = difference(plateWithHoles(1, 3, 24, 4), plate);
    expectNear(added_mm3, polygonArea(3, 24) * 4, SHARE);
    expect(removed_mm3).toBe(0);
    expect(added).toHaveLength(1);
  });

  it('compares a cube with one moved sideways', () => {
    const { added, removed, common_mm3 } = difference(cube(10), cube(10, [0.5, 0, 0]));
    expectNear(common_mm3, 950, SHARE);
    expect(removed[0]).toMatchObject({ at: [0.25, 5, 5], box: { min: [0, 0, 0], max: [0.5, 10, 10] } });
    expect(added[0]).toMatchObject({ at: [10.25, 5, 5], box: { min: [10, 0, 0], max: [10.5, 10, 10] } });
    expectNear(added[0].volume_mm3, 50, SHARE);
  });

  it('finds cavities, and a coat around everything', () => {
    const hollow = weld(cube(10), insideOut(cube(2, [1, 1, 1])), insideOut(cube(3, [5, 5, 5])));
    expect(difference(cube(10), hollow).removed.map(({ at, box: { min } }) => [at, min])).toEqual([
      [
        [6.5, 6.5, 6.5],
        [5, 5, 5],
      ],
      [
        [2, 2, 2],
        [1, 1, 1],
      ],
    ]);
    const coat = difference(cube(8, [1, 1, 1]), cube(10));
    expect(coat).toMatchObject({ added_regions: 1, removed_regions: 0 });
    expectNear(coat.added_mm3, 1000 - 512, SHARE);
  });

  it('compares solids that have nothing in common', () => {
    const apart = difference(cube(1), cube(2, [5, 5, 5]));
    expect(apart).toMatchObject({ added_mm3: 8, removed_mm3: 1, common_mm3: 0 });
  });

  it('lists the largest regions and counts the rest', () => {
    const sizes = Array.from({ length: 14 }, (_, at) => 1 + at / 10);
    const studs = sizes.map((size, at) => box([at * 5, 0, 10], [at * 5 + size, size, 11]));
    const base = box([-1, -1, 0], [80, 5, 9]);
    const answer = difference(base, merge(base, ...studs));
    expect(answer.added_regions).toBe(14);
    expect(answer.added).toHaveLength(10);
    expectNear(answer.added[0].volume_mm3, 2.3 ** 2, 1e-5);
    expectNear(
      answer.added_mm3,
      sizes.reduce((sum, size) => sum + size * size, 0),
      1e-5,
    );
  });

  it.each([5, 12])('compares a prism of %i sides with cubes that touch along edges', sides => {
    const board = ANALYTIC_SOLIDS.find(({ name }) => name === 'checkerboard')?.mesh ?? cube(1);
    const scale = 1.6426769312340441;
    const touching = mapVertices(board, (x, y, z) => [scale * x - 2.2, scale * y + 1.3, scale * z]);
    const prismatic = ANALYTIC_SOLIDS.find(({ name }) => name === `prism of ${sides} sides`)?.mesh ?? cube(1);
    const { added_mm3, removed_mm3, common_mm3 } = difference(prismatic, touching);
    expectNear(common_mm3 + added_mm3, 5 * scale ** 3, SHARE);
    expectNear(common_mm3 + removed_mm3, volumeOf(prismatic), SHARE);
  });

  it('counts what parts have in common once', () => {
    const crossed = merge(cube(10), cube(10, [5, 0, 0]));
    expect(difference(box([0, 0, 0], [15, 10, 10]), crossed)).toMatchObject({ identical: true });
    expectNear(difference(cube(10), crossed).added_mm3, 500, SHARE);
  });

  it.each([
    ['compare_with', openBox(10), cube(10), 'compare_with is no closed solid: it has open edges (4)'],
    ['this call', cube(10), openBox(10), 'this call is no closed solid: it has open edges (4)'],
    ['insides out', insideOut(cube(10)), cube(10), 'it has parts that are inside out (1)'],
    ['nothing', weld(), cube(10), 'compare_with is no closed solid: it is empty'],
  ])('says why it cannot: %s', (_, before, after, reason) => {
    expect(compare(before, after)).toMatchObject({
      comparable: false,
      reason: expect.stringContaining(reason),
      hint: expect.stringContaining('topology'),
    });
  });

  it('says so when a surface passes through itself', () => {
    const star: Vec2[] = [0, 1, 2, 3, 4].map(at => {
      const turn = (at * 4 * Math.PI) / 5;
      return [10 * Math.cos(turn), 10 * Math.sin(turn)];
    });
    const crossing = prism(star, 5);
    const reason = expect.stringContaining('passes through itself');
    expect(compare(crossing, cube(5))).toMatchObject({ comparable: false, reason });
    expect(compare(crossing, crossing)).toMatchObject({ comparable: false, reason });
  });
});

describe('rounding', () => {
  it('of coordinates is no difference, nor does it join what is apart', () => {
    fc.assert(
      fc.property(motions, motion => {
        const wide = moved(plateWithHoles(4, 3, 24, 4), motion);
        const narrow = moved(plateWithHoles(4, 2.5, 20, 4), motion);
        const { scale } = motion;
        const { added_regions, added_mm3, removed_mm3 } = difference(wide, narrow);
        expect({ added_regions, removed_mm3 }).toEqual({ added_regions: 4, removed_mm3: 0 });
        const areas = polygonArea(3, 24) - polygonArea(2.5, 20);
        expectNear(added_mm3, 16 * areas * scale ** 3, 1e-4);
      }),
      { numRuns: 40 },
    );
  });

  it('makes no two of a model out of one, whatever the order of its facets', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ANALYTIC_SOLIDS),
        motions,
        fc.integer({ min: 1, max: 2 ** 31 }),
        ({ mesh, volume_mm3 }, motion, seed) => {
          const before = moved(mesh, motion);
          const answer = difference(before, shuffled(before, seed));
          expect(answer).toMatchObject({ identical: true, added_mm3: 0, removed_mm3: 0 });
          expectNear(answer.common_mm3, volume_mm3 * motion.scale ** 3, 1e-3);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is stated: half the tolerance is nothing, twice is something', () => {
    const { tolerance_mm } = difference(cube(10), cube(10));
    const raised = (by: number) => difference(box([0, 0, -10], [10, 10, 0]), box([0, 0, -10], [10, 10, by]));
    expect(raised(tolerance_mm / 2)).toMatchObject({ identical: true });
    expect(raised(tolerance_mm * 3)).toMatchObject({ identical: false, added_regions: 1 });
  });
});

describe('any two solids', () => {
  it('differ by what was added and removed', () => {
    const subjects = [...ANALYTIC_SOLIDS.filter(({ name }) => !name.includes('far')).map(({ mesh }) => mesh)];
    fc.assert(
      fc.property(
        fc.constantFrom(...subjects, ball(6, 30, 15)),
        fc.constantFrom(...subjects),
        motions,
        (before, other, motion) => {
          const after = moved(other, { ...motion, shift: [motion.shift[0] / 20, motion.shift[1] / 20, 0] });
          const [old, fresh] = [before, after].map(mesh => volumeOf(mesh));
          const answer = difference(before, after);
          const scale = Math.max(old, fresh);
          expect(Math.abs(answer.added_mm3 + answer.common_mm3 - fresh)).toBeLessThan(1e-4 * scale);
          expect(Math.abs(answer.removed_mm3 + answer.common_mm3 - old)).toBeLessThan(1e-9 * scale);
        },
      ),
      { numRuns: 100 },
    );
  });
});

function volumeOf(mesh: Mesh): number {
  return new MeshStructure(mesh).pieces.sums.reduce((sum, { volume_mm3 }) => sum + volume_mm3, 0);
}

describe('a moved copy', () => {
  it('has the same volume on both sides', () => {
    const mesh = torus(20, 4, 60, 30);
    const { added_mm3, removed_mm3 } = difference(mesh, move(mesh, [1, 2, 0.5]));
    expectNear(added_mm3, removed_mm3, 1e-5);
  });
});
