import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { measureColors } from '../../../../src/mesh/measure/colors.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { measureParts } from '../../../../src/mesh/measure/parts.ts';
import { colored, merge, torus, insideOut as turned } from '../../../support/meshes.ts';
import { cube, insideOut, openBox, plateWithHoles, weld } from '../../../support/solids.ts';

const partsOf = (mesh: Mesh) => measureParts(new MeshStructure(mesh));
const colorsOf = (mesh: Mesh) => measureColors(new MeshStructure(mesh));

describe('measureParts', () => {
  it('lists parts by size, each with its numbers', () => {
    const [first, second, third] = partsOf(merge(cube(2, [50, 0, 0]), cube(10), cube(2, [20, 0, 0])));
    expect(first).toEqual({
      index: 0,
      size: { min: [0, 0, 0], max: [10, 10, 10], size: [10, 10, 10] },
      volume_mm3: expect.closeTo(1000, 9),
      area_mm2: expect.closeTo(600, 9),
      watertight: true,
      center_mm: [5, 5, 5].map(value => expect.closeTo(value, 9)),
      triangles: 12,
      cavities: 0,
      genus: 0,
    });
    expect([second.size.min[0], third.size.min[0]]).toEqual([20, 50]);
  });

  it('gives a cavity to the part around it', () => {
    const hollow = weld(cube(10), insideOut(cube(4, [1, 3, 3])), cube(1, [30, 0, 0]));
    const [part, small] = partsOf(hollow);
    expect(part).toMatchObject({ cavities: 1, volume_mm3: expect.closeTo(1000 - 64, 9), triangles: 24 });
    expect(part.center_mm[0]).toBeCloseTo((5000 - 64 * 3) / 936, 9);
    expect(part.size.size).toEqual([10, 10, 10]);
    expect(small.cavities).toBe(0);
  });

  it('finds a body loose in a cavity, and a cavity in that', () => {
    const nested = weld(
      cube(20),
      insideOut(cube(16, [2, 2, 2])),
      cube(10, [5, 5, 5]),
      insideOut(cube(4, [8, 8, 8])),
    );
    const volumes = [20 ** 3 - 16 ** 3, 10 ** 3 - 4 ** 3];
    expect(partsOf(nested)).toMatchObject(volumes.map(volume_mm3 => ({ volume_mm3, cavities: 1 })));
    expect(partsOf(turned(nested))).toMatchObject(
      volumes.map(volume => ({ volume_mm3: -volume, cavities: 1 })),
    );
  });

  it('does not take an inside-out body beside a part for a cavity, though it lies in its box', () => {
    const ring = torus(20, 4, 40, 16);
    const parts = partsOf(merge(ring, turned(cube(1, [-0.5, -0.5, -0.5]))));
    expect(parts.map(part => [Math.sign(part.volume_mm3), part.cavities])).toEqual([
      [1, 0],
      [-1, 0],
    ]);
  });

  it('does not take an open shell for a part that holds water', () => {
    expect(partsOf(merge(openBox(10), cube(2, [4, 4, 4])))).toMatchObject([
      { watertight: false, genus: null, area_mm2: 500 },
      { watertight: true, genus: 0 },
    ]);
  });

  it('counts the handles of each part', () => {
    expect(partsOf(plateWithHoles(3, 2, 8, 2))[0].genus).toBe(3);
  });

  it('has no parts in nothing', () => {
    expect(partsOf({ positions: new Float32Array(), indices: new Uint32Array(), faceColors: null })).toEqual(
      [],
    );
  });

  it('copes with many parts', () => {
    const cubes = Array.from({ length: 3000 }, (_, at) =>
      cube(1, [2 * (at % 60), 2 * Math.floor(at / 60), 0]),
    );
    expect(partsOf(merge(...cubes, turned(cube(1, [0, 0, 9]))))).toHaveLength(3001);
  });
});

describe('colours', () => {
  const red = colored(cube(10), () => [255, 0, 0, 255]);
  const glass = colored(cube(5, [20, 0, 0]), () => [0, 128, 255, 64]);
  const plain = colored(cube(3, [40, 0, 0]), triangle =>
    triangle < 6 ? [0xf9, 0xd7, 0x2c, 255] : [0x9d, 0xcb, 0x51, 255],
  );

  it('name parts, and leave those nobody coloured without a name', () => {
    const parts = partsOf(merge(red, glass, plain));
    expect(parts.map(part => part.color)).toEqual(['#ff0000', '#0080ff40', undefined]);
    expect('color' in parts[2]).toBe(false);
  });

  it('name a part by the colour that most of its surface has', () => {
    const striped = colored(cube(10), triangle => (triangle < 4 ? [0, 0, 255, 255] : [0, 255, 0, 255]));
    expect(partsOf(striped)[0].color).toBe('#00ff00');
  });

  it('are measured across parts', () => {
    const second = colored(cube(10, [0, 50, 0]), () => [255, 0, 0, 255]);
    expect(colorsOf(merge(red, glass, plain, second))).toMatchObject([
      {
        color: '#ff0000',
        area_mm2: 1200,
        volume_mm3: expect.closeTo(2000, 6),
        watertight: true,
        triangles: 24,
      },
      { color: '#0080ff40', area_mm2: 150, volume_mm3: expect.closeTo(125, 6) },
      { color: null, area_mm2: 54, volume_mm3: expect.closeTo(27, 6) },
    ]);
  });

  it('have no volume where they cover a part of a solid only', () => {
    const striped = colored(cube(10), triangle => (triangle < 4 ? [0, 0, 255, 255] : [0, 255, 0, 255]));
    expect(colorsOf(striped)).toMatchObject([
      { color: '#00ff00', volume_mm3: null, watertight: false, area_mm2: 400 },
      { color: '#0000ff', volume_mm3: null, watertight: false, area_mm2: 200 },
    ]);
  });

  it('are one without a name in a mesh without colours', () => {
    expect(colorsOf(cube(10))).toMatchObject([{ color: null, triangles: 12 }]);
  });
});

it('a part of several colours lists those that cover more than 5 % of it', () => {
  const paint = (colorOf: (triangle: number) => readonly number[]) => {
    const mesh = cube(10);
    const faceColors = Uint8Array.from(Array.from({ length: 12 }, (_, at) => colorOf(at)).flat());
    return measureParts(new MeshStructure({ ...mesh, faceColors }))[0];
  };
  const [red, blue] = [
    [255, 0, 0, 255],
    [0, 0, 255, 255],
  ];
  expect(paint(at => (at < 2 ? blue : red))).toMatchObject({
    color: '#ff0000',
    colors: ['#ff0000', '#0000ff'],
  });
  expect(paint(() => red)).not.toHaveProperty('colors');
});
