import { Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { Mesh, Vec3 } from '../../../../src/contracts/mesh.ts';
import { COLOR_SCHEMES, NAMED_VIEWS, type NamedView } from '../../../../src/contracts/picture.ts';
import { VIEW_ROTATIONS_DEG } from '../../../../src/preview/camera/named-views.ts';
import { gimbalViewpoint, orientationOf } from '../../../../src/preview/camera/viewpoint.ts';
import { chooseCut, type SectionCut } from '../../../../src/preview/raster/section.ts';
import { sectionColors } from '../../../../src/preview/raster/section-color.ts';
import { measureBox } from '../../../../src/preview/scene/model-box.ts';
import { themeOf } from '../../../../src/preview/theme.ts';
import { box, cube, insideOut, merge, sphere } from '../../../support/meshes.ts';
import { overlap, render, seenTriangles } from './render.ts';

const unitBox = measureBox(cube(20).positions);

function removedHalves(view: NamedView, projection: 'perspective' | 'orthographic', offset_mm = 3): string {
  const viewpoint = gimbalViewpoint(orientationOf(VIEW_ROTATIONS_DEG[view]), new Vector3(), 200, 22.5);
  return (['x', 'y', 'z'] as const)
    .map(axis => {
      const { cut } = chooseCut({ axis, offset_mm }, unitBox, viewpoint, projection);
      return `${cut?.removedSide === 1 ? '+' : '-'}${axis}`;
    })
    .join(' ');
}

describe('chooseCut', () => {
  it.each<[NamedView, string]>([
    ['iso', '+x -y +z'],
    ['front', '+x -y +z'],
    ['back', '+x +y +z'],
    ['left', '-x -y +z'],
    ['right', '+x -y +z'],
    ['top', '+x -y +z'],
    ['bottom', '+x -y -z'],
  ])('takes away the half towards the eye in the view %s', (view, halves) => {
    expect(removedHalves(view, 'orthographic')).toBe(halves);
    expect(removedHalves(view, 'perspective')).toBe(halves);
    expect(removedHalves(view, 'perspective', -3)).toBe(halves);
  });

  it.each([10, -10, 11, -500, Number.NaN])('leaves the model whole with a plane at %d', offset_mm => {
    const viewpoint = gimbalViewpoint(orientationOf([0, 0, 0]), new Vector3(), 200, 22.5);
    const { cut, note } = chooseCut({ axis: 'y', offset_mm }, unitBox, viewpoint, 'perspective');
    expect(cut).toBeNull();
    expect(note).toBe(
      `The section plane at y = ${offset_mm} does not cross the model, which lies between -10 and 10; the model is shown whole.`,
    );
  });
});

/** A box with a cavity that is not in its middle, cut open for real: the parts of the kept half. */
const OUTER = { min: [-20, -16, -12], max: [20, 16, 12] } as const;
const CAVITY = { min: [-12, -9, -7], max: [10, 8, 6] } as const;
const hollow = merge(box(OUTER.min, OUTER.max), insideOut(box(CAVITY.min, CAVITY.max)));

/** What is left of the hollow box, as boxes that touch: the cells around the cavity, up to the plane. */
function cutForReal({ axis, offset_mm, removedSide }: SectionCut): Mesh {
  const parts: Mesh[] = [];
  const steps = [0, 1, 2].map(i => [OUTER.min[i], CAVITY.min[i], CAVITY.max[i], OUTER.max[i]]);
  for (let x = 0; x < 3; x++) {
    for (let y = 0; y < 3; y++) {
      for (let z = 0; z < 3; z++) {
        if (x === 1 && y === 1 && z === 1) continue;
        const low: number[] = [steps[0][x], steps[1][y], steps[2][z]];
        const high: number[] = [steps[0][x + 1], steps[1][y + 1], steps[2][z + 1]];
        if (removedSide === 1) high[axis] = Math.min(high[axis], offset_mm);
        else low[axis] = Math.max(low[axis], offset_mm);
        if (low[axis] < high[axis]) {
          parts.push(box([low[0], low[1], low[2]], [high[0], high[1], high[2]]));
        }
      }
    }
  }
  return merge(...parts);
}

/** One per triangle: whether all its corners are in the plane. */
function inPlane({ positions, indices }: Mesh, { axis, offset_mm }: SectionCut): boolean[] {
  return Array.from({ length: indices.length / 3 }, (_, triangle) =>
    [0, 1, 2].every(corner => positions[indices[triangle * 3 + corner] * 3 + axis] === offset_mm),
  );
}

describe.each(['perspective', 'orthographic'] as const)('a section in %s', projection => {
  const cuts: SectionCut[] = ([0, 1, 2] as const).flatMap(axis =>
    [-1.25, 2.5].map(offset_mm => ({ axis, offset_mm, removedSide: axis === 1 ? -1 : (1 as const) })),
  );

  it.each(cuts)('looks like the mesh cut for real: axis $axis at $offset_mm', cut => {
    const real = cutForReal(cut);
    const realPlane = inPlane(real, cut);
    const shown = render(hollow, { projection, cut });
    const expected = render(real, { projection });
    const triangles = hollow.indices.length / 3;
    const seen = seenTriangles(shown, triangles);
    const seenReal = seenTriangles(expected, real.indices.length / 3);

    const covered = seen.map(face => face >= 0);
    expect(
      overlap(
        covered,
        seenReal.map(face => face >= 0),
      ),
    ).toBeGreaterThan(0.9995);
    const capped = seen.map(face => face === triangles);
    const cappedReal = seenReal.map(face => face >= 0 && realPlane[face]);
    expect(capped.filter(Boolean).length).toBeGreaterThan(500);
    expect(overlap(capped, cappedReal)).toBeGreaterThan(0.999);
    let wrongDepths = 0;
    seen.forEach((face, sample) => {
      if (face < 0 || seenReal[sample] < 0) return;
      const difference = shown.opaque.nearness[sample] - expected.opaque.nearness[sample];
      if (Math.abs(difference) > 1e-4 * Math.abs(expected.opaque.nearness[sample])) wrongDepths++;
    });
    expect(wrongDepths).toBeLessThan(0.001 * covered.filter(Boolean).length);
  });

  it('caps a curved solid exactly where it is solid', () => {
    const shell = merge(sphere(20, 64), insideOut(sphere(12, 64)));
    const cut = { axis: 1, offset_mm: 0.3, removedSide: -1 } as const;
    const rendering = render(shell, { projection, cut, view: 'front' });
    const triangles = shell.indices.length / 3;
    const seen = seenTriangles(rendering, triangles);
    const { width, height } = rendering.opaque;
    // The plane faces the eye: distances on the screen are distances in it, times a constant.
    const radius_samples = projection === 'perspective' ? (120 - 0.3) / 120 : 1;
    const mm_per_sample = ((2 * 120 * Math.tan((11.25 * Math.PI) / 180)) / height) * radius_samples;
    const corner = Math.cos(Math.PI / 64) ** 2;
    seen.forEach((face, sample) => {
      const x = (sample % width) + 0.5 - width / 2;
      const y = Math.floor(sample / width) + 0.5 - height / 2;
      const radius = Math.hypot(x, y) * mm_per_sample;
      if (radius > 12.3 && radius < 20 * corner - 0.3) expect(face).toBe(triangles);
      if (radius < 12 * corner - 0.3 || radius > 20.3) expect(face).not.toBe(triangles);
    });
  });

  it('through a face of the model leaves that face as it is', () => {
    const step = merge(box([-20, -10, -10], [20, 10, 0]), box([-5, -5, 0], [5, 5, 10]));
    const rendering = render(step, { projection, cut: { axis: 2, offset_mm: 0, removedSide: 1 } });
    const seen = seenTriangles(rendering, 24);
    expect(seen.includes(10) || seen.includes(11)).toBe(true);
    // Nothing of the upper box is left, and what was below it belongs to the lower one's top.
    expect(seen.some(face => face >= 12)).toBe(false);
  });
});

describe('a section', () => {
  it('keeps every view of a solid free of backs', () => {
    for (const view of NAMED_VIEWS) {
      const viewpoint = gimbalViewpoint(orientationOf(VIEW_ROTATIONS_DEG[view]), new Vector3(), 120, 22.5);
      const { cut } = chooseCut(
        { axis: 'x', offset_mm: 1 },
        measureBox(hollow.positions),
        viewpoint,
        'perspective',
      );
      expect(render(hollow, { view, cut }).samples.backFacing).toBe(0);
    }
  });

  it('is hatched in the colours of the section', () => {
    const { surface, hatching } = sectionColors(themeOf('Cornfield'));
    const cut = { axis: 1, offset_mm: 0, removedSide: -1 } as const;
    const { image } = render(cube(20), { cut, view: 'front', projection: 'orthographic' });
    const colors = new Set<string>();
    for (let i = 0; i < image.rgba.length; i += 4) colors.add(image.rgba.subarray(i, i + 3).join());
    expect(colors).toContain(surface.join());
    expect(colors).toContain(hatching.join());
  });

  it.each(COLOR_SCHEMES)('has a colour of its own in the scheme %s', scheme => {
    const theme = themeOf(scheme);
    const { surface } = sectionColors(theme);
    for (const other of [theme.background, theme.face, theme.cutFace]) {
      const distance = Math.hypot(...surface.map((value, channel) => value - other[channel]));
      expect(distance).toBeGreaterThan(100);
    }
  });

  it('has no cap where the plane is nearer than the near plane', () => {
    const center: Vec3 = [0, 0, 0];
    // The eye is 30 mm above the middle, inside the model, and cuts at 3 mm.
    const cut = { axis: 2, offset_mm: 28, removedSide: 1 } as const;
    const near = render(cube(80), { view: 'top', center, distance_mm: 30, cut });
    expect(seenTriangles(near, 12).includes(12)).toBe(false);
    const far = render(cube(80), { view: 'top', center, distance_mm: 30, cut: { ...cut, offset_mm: 20 } });
    expect(seenTriangles(far, 12).every(face => face === 12)).toBe(true);
  });
});
