import type { Mesh, Vec2, Vec3 } from '../../src/contracts/mesh.ts';
import { box, mapVertices, merge } from './meshes.ts';
import { cellsOf, circleAt, halfCircle, polygonArea, polygonLength } from './profiles.ts';
import { cube, insideOut, plateWithHoles, prism, regularPolygon, revolve, voxels, weld } from './solids.ts';

/** A solid whose measures are known from formulas, exactly for the polyhedron it is. */
export interface AnalyticSolid {
  readonly name: string;
  readonly mesh: Mesh;
  readonly volume_mm3: number;
  readonly area_mm2: number;
  readonly center_mm: Vec3;
  readonly genus: number;
  readonly parts: number;
  readonly cavities: number;
  /** Edges at which more than two faces meet. */
  readonly crowdedEdges: number;
  /** Principal moments of inertia for unit density, ascending, where the formula is simple. */
  readonly inertia_mm5?: readonly number[];
}

type Truth = Pick<AnalyticSolid, 'name' | 'mesh' | 'volume_mm3' | 'area_mm2' | 'center_mm'> &
  Partial<AnalyticSolid>;

function solid(truth: Truth): AnalyticSolid {
  return { genus: 0, parts: 1, cavities: 0, crowdedEdges: 0, ...truth };
}

function boxSolid(name: string, min: Vec3, [x, y, z]: Vec3): AnalyticSolid {
  const volume_mm3 = x * y * z;
  const moment = (a: number, b: number) => (volume_mm3 * (a * a + b * b)) / 12;
  return solid({
    name,
    mesh: box(min, [min[0] + x, min[1] + y, min[2] + z]),
    volume_mm3,
    area_mm2: 2 * (x * y + y * z + z * x),
    center_mm: [min[0] + x / 2, min[1] + y / 2, min[2] + z / 2],
    inertia_mm5: [moment(y, z), moment(z, x), moment(x, y)].sort((a, b) => a - b),
  });
}

function prismSolid(radius: number, segments: number, height: number): AnalyticSolid {
  const area = polygonArea(radius, segments);
  // The polar second moment of a regular polygon is A r² (2 + cos(2π/n)) / 6.
  const polar = (area * radius ** 2 * (2 + Math.cos((2 * Math.PI) / segments))) / 6;
  const across = (height * polar) / 2 + (area * height ** 3) / 12;
  return solid({
    name: `prism of ${segments} sides`,
    mesh: prism(regularPolygon(radius, segments), height),
    volume_mm3: area * height,
    area_mm2: 2 * area + polygonLength(radius, segments) * height,
    center_mm: [0, 0, height / 2],
    inertia_mm5: [across, across, polar * height].sort((a, b) => a - b),
  });
}

/**
 * What a profile turned in flat segments encloses: n sin(2π/n) ∫ r dA, which tends to Pappus's 2π ∫ r dA. Its
 * walls are trapezoids.
 */
function revolvedSolid(
  name: string,
  profile: readonly Vec2[],
  segments: number,
  more: Partial<AnalyticSolid>,
) {
  let moment = 0;
  let momentZ = 0;
  let area_mm2 = 0;
  for (const [index, [r, z]] of profile.entries()) {
    const [s, y] = profile[(index + 1) % profile.length];
    const twice = r * y - s * z;
    moment += ((r + s) * twice) / 6;
    momentZ += ((2 * r * z + r * y + s * z + 2 * s * y) * twice) / 24;
    const slant = Math.hypot((s - r) * Math.cos(Math.PI / segments), y - z);
    area_mm2 += segments * (r + s) * Math.sin(Math.PI / segments) * slant;
  }
  return solid({
    name: `${name} of ${segments} segments`,
    mesh: revolve(profile, segments),
    volume_mm3: segments * Math.sin((2 * Math.PI) / segments) * moment,
    area_mm2,
    center_mm: [0, 0, momentZ / moment],
    ...more,
  });
}

function plateSolid(holes: number, radius: number, segments: number, height: number): AnalyticSolid {
  const face = holes * (100 - polygonArea(radius, segments));
  const walls = (2 * (holes * 10 + 10) + holes * polygonLength(radius, segments)) * height;
  return solid({
    name: `plate with ${holes} holes of ${segments} segments`,
    mesh: plateWithHoles(holes, radius, segments, height),
    volume_mm3: face * height,
    area_mm2: 2 * face + walls,
    center_mm: [(holes - 1) * 5, 0, height / 2],
    genus: holes,
  });
}

function voxelSolid(name: string, cells: readonly Vec3[], more: Partial<AnalyticSolid> = {}): AnalyticSolid {
  const filled = new Set(cells.map(cell => cell.join()));
  const steps = [1, -1].flatMap(step => [
    [step, 0, 0],
    [0, step, 0],
    [0, 0, step],
  ]);
  const isFree = (cell: Vec3, step: number[]) =>
    !filled.has(cell.map((value, at) => value + step[at]).join());
  const mean = (axis: number) => cells.reduce((sum, cell) => sum + cell[axis] + 0.5, 0) / cells.length;
  return solid({
    name,
    mesh: voxels(cells),
    volume_mm3: cells.length,
    area_mm2: cells.reduce((sum, cell) => sum + steps.filter(step => isFree(cell, step)).length, 0),
    center_mm: [mean(0), mean(1), mean(2)],
    ...more,
  });
}

const isMiddle = (x: number) => x % 3 === 1;
/** The Menger sponge: no cell is left that is in the middle in two directions. */
const isMenger = (...at: number[]) => at.filter(isMiddle).length < 2;
const isMenger2 = (...at: number[]) => isMenger(...at) && isMenger(...at.map(value => Math.floor(value / 3)));

/** Of a cube of 10 with cavities of 2 and 3 around 2 and 6.5, the same along each axis. */
const TWO_CAVITIES_CENTRE = (1000 * 5 - 8 * 2 - 27 * 6.5) / (1000 - 8 - 27);

const TORUS = circleAt(10, 3, 16);

/** A torus standing upright whose ring goes through the hole of one that lies. */
function linkedTori(): AnalyticSolid {
  const one = revolvedSolid('', TORUS, 24, {});
  const other = mapVertices(one.mesh, (x, y, z) => [x + 10, -z, y]);
  return solid({
    name: 'two linked tori',
    mesh: merge(one.mesh, other),
    volume_mm3: 2 * one.volume_mm3,
    area_mm2: 2 * one.area_mm2,
    center_mm: [5, 0, 0],
    genus: 2,
    parts: 2,
  });
}

/** Solids with every topology that occurs, from boxes to sponges. */
export const ANALYTIC_SOLIDS: readonly AnalyticSolid[] = [
  boxSolid('cube', [0, 0, 0], [10, 10, 10]),
  boxSolid('flat box', [-50, -30, 1], [100, 60, 0.5]),
  boxSolid('long box far away', [4000, -3000, 2000], [1, 2, 400]),
  ...[3, 4, 5, 6, 8, 12, 30, 100].map(segments => prismSolid(7, segments, 12)),
  revolvedSolid(
    'cone',
    [
      [0, 0],
      [5, 0],
      [0, 9],
    ],
    16,
    {},
  ),
  revolvedSolid(
    'cone',
    [
      [0, 0],
      [5, 0],
      [0, 9],
    ],
    64,
    {},
  ),
  revolvedSolid(
    'blunt cone',
    [
      [0, 0],
      [5, 0],
      [2, 6],
      [0, 6],
    ],
    24,
    {},
  ),
  revolvedSolid(
    'double cone',
    [
      [0, -3],
      [6, 0],
      [0, 3],
    ],
    20,
    {},
  ),
  revolvedSolid(
    'tube',
    [
      [4, 0],
      [6, 0],
      [6, 10],
      [4, 10],
    ],
    24,
    { genus: 1 },
  ),
  revolvedSolid(
    'thin tube',
    [
      [9.8, 0],
      [10, 0],
      [10, 50],
      [9.8, 50],
    ],
    60,
    { genus: 1 },
  ),
  revolvedSolid('sphere', halfCircle(5, 8), 16, {}),
  revolvedSolid('sphere', halfCircle(5, 20), 40, {}),
  revolvedSolid('torus', TORUS, 24, { genus: 1 }),
  revolvedSolid('torus', circleAt(10, 3, 48), 96, { genus: 1 }),
  ...[1, 2, 3, 5].map(holes => plateSolid(holes, 3, 4 * (holes + 3), 4)),
  voxelSolid('corner', [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]),
  voxelSolid(
    'frame',
    cellsOf([3, 3, 1], (x, y) => !isMiddle(x) || !isMiddle(y)),
    { genus: 1 },
  ),
  voxelSolid('Menger sponge', cellsOf([3, 3, 3], isMenger), { genus: 5 }),
  voxelSolid('Menger sponge of two steps', cellsOf([9, 9, 9], isMenger2), { genus: 81 }),
  voxelSolid(
    'hollow cube',
    cellsOf([3, 3, 3], (...at) => !at.every(isMiddle)),
    { cavities: 1 },
  ),
  voxelSolid(
    'cube with a cavity that is a frame',
    cellsOf([5, 5, 3], (x, y, z) => !(z === 1 && x > 0 && x < 4 && y > 0 && y < 4 && !(x === 2 && y === 2))),
    { cavities: 1, genus: 1 },
  ),
  voxelSolid(
    'cube loose in a hollow cube',
    cellsOf(
      [5, 5, 5],
      (...at) => at.some(value => value === 0 || value === 4) || at.every(value => value === 2),
    ),
    { cavities: 1, parts: 2 },
  ),
  voxelSolid(
    'two cubes apart',
    [
      [0, 0, 0],
      [2, 0, 0],
    ],
    { parts: 2 },
  ),
  voxelSolid(
    'two cubes that touch in an edge',
    [
      [0, 0, 0],
      [1, 1, 0],
    ],
    { crowdedEdges: 1 },
  ),
  voxelSolid('two cubes that touch in a point', [
    [0, 0, 0],
    [1, 1, 1],
  ]),
  voxelSolid(
    'checkerboard',
    cellsOf([3, 3, 1], (x, y) => (x + y) % 2 === 0),
    { crowdedEdges: 4 },
  ),
  solid({
    name: 'cube with two cavities',
    mesh: weld(cube(10), insideOut(cube(2, [1, 1, 1])), insideOut(cube(3, [5, 5, 5]))),
    volume_mm3: 1000 - 8 - 27,
    area_mm2: 600 + 24 + 54,
    center_mm: [TWO_CAVITIES_CENTRE, TWO_CAVITIES_CENTRE, TWO_CAVITIES_CENTRE],
    cavities: 2,
  }),
  linkedTori(),
];
