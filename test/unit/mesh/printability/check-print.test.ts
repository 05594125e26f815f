import { describe, expect, it } from 'vitest';
import type { Mesh, Vec2, Vec3 } from '../../../../src/contracts/mesh.ts';
import { measureMesh } from '../../../../src/mesh/facts.ts';
import { inspectTopology } from '../../../../src/mesh/measure/inspect-topology.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { measureThickness } from '../../../../src/mesh/measure/thickness.ts';
import { checkGeometry, checkPrint, type PrintCheck } from '../../../../src/mesh/printability/check-print.ts';
import type { FindingCode } from '../../../../src/mesh/printability/finding.ts';
import { DEFAULT_PRINTER, type Printer } from '../../../../src/mesh/printability/printer.ts';
import { weldTriangles } from '../../../../src/mesh/weld.ts';
import { expectLinearTime } from '../../../support/linear-time.ts';
import { box, insideOut, mapVertices, merge, sphere } from '../../../support/meshes.ts';
import {
  bracket,
  gate,
  leaningTower,
  mushroom,
  openTopBox,
  pillar,
  profile,
  spinningTop,
  table,
} from '../../../support/print-fixtures.ts';
import { circle, rectangle, rotated, SolidBuilder } from '../../../support/solid-builder.ts';
import { cube, openBox, soupOf } from '../../../support/solids.ts';

/** Checks a mesh with everything that is measured for a check. */
function check(mesh: Mesh, printer: Partial<Printer> = {}): PrintCheck {
  const structure = new MeshStructure(mesh);
  const thin = measureThickness(structure)?.thin ?? [];
  const topology = inspectTopology(structure, { selfIntersections: true });
  return checkPrint(structure, { ...DEFAULT_PRINTER, ...printer }, { thin, topology });
}

const codesOf = ({ findings }: PrintCheck) => findings.map(({ code, severity }) => `${severity} ${code}`);

function only(found: PrintCheck, code: FindingCode) {
  const matching = found.findings.filter(finding => finding.code === code);
  expect(matching).toHaveLength(1);
  return matching[0];
}

/** The triangles of the findings of one kind. */
function trianglesOf(found: PrintCheck, code: FindingCode): number[] {
  return found.highlights
    .filter(highlight => highlight.code === code)
    .flatMap(({ triangles }) => [...triangles]);
}

const together = (...meshes: readonly Mesh[]): Mesh => weldTriangles(soupOf(...meshes));

/** Where the body of a number stands in a grid on the bed. */
const place = (at: number, inset = 0): Vec3 => [
  6 * (at % 150) + inset,
  6 * Math.floor(at / 150) + inset,
  inset,
];

/** The meshes of so many numbers as one. */
function manyOf(count: number, make: (at: number) => readonly Mesh[]): Mesh {
  const meshes = Array.from({ length: count }, (_, at) => make(at)).flat();
  return merge(...meshes);
}

describe('checkPrint', () => {
  it.each<[string, Mesh]>([
    ['a cube', cube(20)],
    ['a cube around the origin', cube(20, [-10, -10, -10])],
    ['a standing cylinder', pillar(20, 64, 30)],
    ['a bracket with a 45° chamfer', bracket(45)],
    ['a bracket with a steeper chamfer', bracket(30)],
    ['an open box with 2 mm walls', openTopBox(2)],
    ['a gate as wide as a printer bridges', gate(10)],
    ['a tower that leans over its foot', leaningTower(4)],
    ['two cubes side by side', together(cube(10), cube(10, [20, 0, 0]))],
    [
      'a plate with holes of 1 mm',
      new SolidBuilder().prism(0, 3, rectangle([0, 0], [20, 20]), circle(1, 24, [10, 10])).build(),
    ],
    ['a block with a lying hole of 8 mm', profile(20, rectangle([0, 0], [20, 20]), circle(8, 48, [10, 10]))],
  ])('finds nothing wrong with %s', (_, mesh) => {
    expect(measureMesh(mesh).watertight).toBe(true);
    expect(check(mesh)).toEqual({ findings: [], highlights: [] });
  });

  it('finds nothing in an empty mesh', () => {
    const empty = { positions: new Float32Array(), indices: new Uint32Array(), faceColors: null };
    expect(checkPrint(new MeshStructure(empty))).toEqual({ findings: [], highlights: [] });
  });

  describe('of overhangs', () => {
    it('finds one of 70°, with its angle, place and area', () => {
      const found = check(bracket(70));
      expect(codesOf(found)).toEqual(['warning OVERHANG']);
      const finding = only(found, 'OVERHANG');
      expect(finding.value).toBeCloseTo(70, 3);
      expect(finding.limit).toBe(45);
      const rise = 20 / Math.tan((70 * Math.PI) / 180);
      expect(finding.region?.area_mm2).toBeCloseTo(20 * Math.hypot(20, rise), 3);
      expect(finding.region?.min[2]).toBeCloseTo(20, 4);
      expect(finding.region?.max[2]).toBeCloseTo(20 + rise, 4);
      expect(finding.at?.[0]).toBeCloseTo(30, 3);
    });

    it('names the triangles of an overhang and no others', () => {
      const mesh = bracket(70);
      const triangles = trianglesOf(check(mesh), 'OVERHANG');
      expect(triangles).toHaveLength(2);
      const heights = triangles.flatMap(triangle =>
        [0, 1, 2].map(corner => mesh.positions[mesh.indices[triangle * 3 + corner] * 3 + 2]),
      );
      expect(Math.min(...heights)).toBeCloseTo(20, 4);
      expect(Math.max(...heights)).toBeLessThan(28);
    });

    it('takes the angle that the printer manages', () => {
      expect(codesOf(check(bracket(70), { max_overhang_deg: 70 }))).toEqual([]);
      expect(codesOf(check(bracket(45), { max_overhang_deg: 30 }))).toEqual(['warning OVERHANG']);
    });

    it('tells how far a ledge reaches out', () => {
      const ledge = profile(20, [
        [0, 0],
        [10, 0],
        [10, 20],
        [18, 20],
        [18, 25],
        [0, 25],
      ]);
      expect(only(check(ledge), 'OVERHANG').message).toContain('reaching 8 mm out');
      const narrow = profile(20, [
        [0, 0],
        [10, 0],
        [10, 20],
        [11, 20],
        [11, 25],
        [0, 25],
      ]);
      expect(codesOf(check(narrow))).toEqual([]);
    });

    it('finds the lower side of a ball, up to where it is steep enough', () => {
      const ball = mapVertices(sphere(20, 96), (x, y, z) => [x, y, z]);
      const { region } = only(check(ball), 'OVERHANG');
      expect(region?.max[2]).toBeGreaterThan(-20 * Math.sin(Math.PI / 4) - 1);
      expect(region?.max[2]).toBeLessThan(-20 * Math.sin(Math.PI / 4) + 1);
    });

    it('takes what a ball stands on for what holds it', () => {
      // A ball cut off 8 mm above its lowest point, on a wider plate: its side leaves the plate at 57°.
      const rings = Array.from({ length: 20 }, (_, at) => {
        const height = 3 + at;
        return { height, loop: circle(2 * Math.sqrt(144 - (height - 13) ** 2), 64) };
      });
      const plate = circle(40, 64);
      const builder = new SolidBuilder()
        .face('down', 0, plate)
        .wall('inside', plate, 0, plate, 3)
        .face('up', 3, plate, rings[0].loop);
      rings.slice(1).forEach(({ height, loop }, at) => {
        builder.wall('inside', rings[at].loop, rings[at].height, loop, height);
      });
      const ball = builder.face('up', 22, rings[19].loop).build();
      expect(measureMesh(ball)).toMatchObject({ watertight: true, parts: 1 });
      expect(codesOf(check(ball))).toEqual([]);
    });

    it.each([1, -1])('lets slivers of a coiled rod pass, wound with the sign %i', sign => {
      const section = circle(12, 48, [1, 0]);
      const layers = Array.from({ length: 121 }, (_, at) => {
        const angle = sign * 2 * Math.PI * (at / 40);
        const loop = section.map(
          ([x, y]): Vec2 => [
            x * Math.cos(angle) - y * Math.sin(angle),
            x * Math.sin(angle) + y * Math.cos(angle),
          ],
        );
        return { height: at / 8, loop };
      });
      const builder = new SolidBuilder().face('down', 0, section);
      layers.slice(1).forEach(({ height, loop }, at) => {
        builder.wall('inside', layers[at].loop, layers[at].height, loop, height);
      });
      const rod = builder.face('up', 15, layers[120].loop).build();
      const { findings } = checkPrint(new MeshStructure(rod));
      expect(findings.map(({ message }) => message)).toEqual([]);
    });

    it('looks at parts wound inside out as at what they outline', () => {
      expect(codesOf(check(insideOut(bracket(70)))).toSorted()).toEqual([
        'error INSIDE_OUT',
        'warning OVERHANG',
      ]);
    });
  });

  describe('of bridges', () => {
    it.each([0, 30, 73])('finds one and its span, turned by %i°', turn => {
      const found = check(rotated(gate(30), [0, 0, turn]));
      expect(codesOf(found)).toEqual(['warning BRIDGE']);
      const finding = only(found, 'BRIDGE');
      expect(finding.value).toBeCloseTo(30, 1);
      expect(finding.limit).toBe(10);
      expect(finding.region?.area_mm2).toBeCloseTo(300, 1);
    });

    it('takes the shorter way across a ceiling that is held all round', () => {
      const box = rectangle([0, 0], [60, 30]);
      const room = rectangle([5, 5], [55, 25]);
      const roofed = new SolidBuilder()
        .face('down', 0, box, room)
        .wall('inside', box, 0, box, 20)
        .wall('outside', room, 0, room, 15)
        .face('down', 15, room)
        .face('up', 20, box)
        .build();
      expect(only(check(roofed), 'BRIDGE').value).toBeCloseTo(20, 3);
    });

    it('takes a wide arch for an overhang', () => {
      const found = check(profile(20, rectangle([0, 0], [60, 60]), circle(40, 96, [30, 30])));
      expect(codesOf(found)).toEqual(['warning OVERHANG']);
      expect(only(found, 'OVERHANG').message).toContain('from side to side');
    });
  });

  describe('of islands', () => {
    it('finds the rim of a mushroom, which begins in mid-air', () => {
      const found = check(mushroom());
      const finding = only(found, 'ISLAND');
      expect(finding.severity).toBe('error');
      expect(finding.value).toBeCloseTo(15, 4);
      expect(finding.at?.[2]).toBeCloseTo(15, 4);
      expect(finding.message).toContain('joins the rest 5 mm higher');
      expect(trianglesOf(found, 'ISLAND').length).toBeGreaterThan(0);
    });

    it('does not take the bottom of a pit for one', () => {
      const outside = rectangle([0, 0], [20, 20]);
      const mouth = circle(10, 32, [10, 10]);
      const tip = mouth.map(() => [10, 10] as const);
      const pit = new SolidBuilder()
        .face('down', 0, outside)
        .wall('inside', outside, 0, outside, 20)
        .face('up', 20, outside, mouth)
        .wall('outside', tip, 5, mouth, 20)
        .build();
      expect(codesOf(check(pit))).toEqual([]);
    });
  });

  describe('of floating parts', () => {
    it('finds one, where it begins and all its triangles', () => {
      const found = check(together(cube(20), cube(8, [6, 6, 25])));
      expect(codesOf(found)).toEqual(['error FLOATING_PART']);
      const finding = only(found, 'FLOATING_PART');
      expect(finding.value).toBe(25);
      expect(finding.at).toEqual([10, 10, 25]);
      expect(finding.region?.size).toEqual([8, 8, 8]);
      expect(trianglesOf(found, 'FLOATING_PART')).toEqual(Array.from({ length: 12 }, (_, at) => 12 + at));
    });

    it('finds it without asking about printing', () => {
      const structure = new MeshStructure(together(cube(20), cube(8, [6, 6, 25])));
      expect(codesOf(checkGeometry(structure))).toEqual(['error FLOATING_PART']);
    });
  });

  describe('of parts above the bed that others hold', () => {
    const codesOfAll = (...meshes: readonly Mesh[]) =>
      checkGeometry(new MeshStructure(merge(...meshes))).findings.map(({ code }) => code);

    it.each<[string, Mesh]>([
      ['overlaps another', cube(8, [6, 6, 15])],
      ['lies on another', cube(8, [6, 6, 20])],
      ['lies in the material of another', cube(8, [6, 6, 6])],
    ])('does not take a part that %s for floating', (_, part) => {
      expect(codesOfAll(cube(20), part)).not.toContain('FLOATING_PART');
      const onAnother = [cube(4, [8, 8, 12]), cube(8, [6, 6, 15])] as const;
      expect(codesOfAll(cube(20), ...onAnother)).not.toContain('FLOATING_PART');
    });

    it('does not take the box around a part for the part', () => {
      expect(codesOfAll(openTopBox(2), cube(4, [10, 10, 6]))).toContain('FLOATING_PART');
    });

    it('finds parts that hang in the air together', () => {
      const found = checkGeometry(
        new MeshStructure(merge(cube(20), cube(8, [6, 6, 25]), cube(8, [8, 8, 30]))),
      );
      expect(found.findings.map(({ code }) => code)).toEqual(['FLOATING_PART', 'FLOATING_PART']);
      expect(found.findings[0].message).toContain('touches only parts that hang there too');
    });
  });

  describe('of how a model stands', () => {
    it('finds a top that stands on its tip', () => {
      const found = check(spinningTop());
      expect(codesOf(found)).toContain('error FIRST_LAYER');
      expect(only(found, 'FIRST_LAYER').at).toEqual([expect.closeTo(0, 3), expect.closeTo(0, 3), 0]);
      expect(only(found, 'STABILITY').severity).toBe('warning');
    });

    it('finds a ball that touches the bed hardly', () => {
      const finding = only(check(sphere(10, 48)), 'FIRST_LAYER');
      expect(finding.severity).toBe('warning');
      expect(finding.value).toBeLessThan(10);
    });

    it('finds a tower that tips over', () => {
      const found = check(leaningTower(16));
      expect(codesOf(found)).toEqual(['warning STABILITY']);
      // Its centre of mass is over 8 + 5 mm, its foot ends at 10 mm and a bit, by the lean over half a layer.
      expect(only(found, 'STABILITY').value).toBeCloseTo(-3 + (16 * 0.1) / 40, 3);
    });

    it('finds a tower too slender to stand still', () => {
      const finding = only(check(box([0, 0, 0], [5, 8, 60])), 'STABILITY');
      expect(finding).toMatchObject({ severity: 'warning', limit: 8 });
      expect(finding.value).toBeCloseTo(12, 5);
    });

    it('looks at each part by itself', () => {
      const found = check(
        together(
          cube(20),
          mapVertices(spinningTop(), (x, y, z) => [x + 50, y, z]),
        ),
      );
      expect(only(found, 'FIRST_LAYER').message).toContain('Part 1');
    });
  });

  describe('of the bed', () => {
    it('finds a model that is too large however it is turned', () => {
      expect(only(check(cube(320)), 'TOO_LARGE')).toMatchObject({ severity: 'error', value: 100 });
    });

    it('says how a long model fits', () => {
      const finding = only(check(box([0, 0, 0], [260, 20, 20])), 'TOO_LARGE');
      expect(finding.severity).toBe('info');
      const turn = Number(/rotate\(\[0, 0, (\d+)\]\)/.exec(finding.hint ?? '')?.[1]);
      const angle = (turn * Math.PI) / 180;
      expect(260 * Math.cos(angle) + 20 * Math.sin(angle)).toBeLessThanOrEqual(220);
      expect(260 * Math.sin(angle) + 20 * Math.cos(angle)).toBeLessThanOrEqual(220);
    });

    it('says that a high model fits lying down', () => {
      const finding = only(check(box([0, 0, 0], [40, 40, 260])), 'TOO_LARGE');
      expect(finding.severity).toBe('warning');
      expect(finding.hint).toContain('rotate([90, 0,');
    });
  });

  describe('of walls and holes', () => {
    it('finds a wall thinner than a line', () => {
      const found = check(openTopBox(0.3));
      const walls = found.findings.filter(({ code }) => code === 'THIN_WALL');
      expect(walls.length).toBeGreaterThan(0);
      expect(walls[0].severity).toBe('error');
      expect(walls[0].value).toBeCloseTo(0.3, 4);
      expect(trianglesOf(found, 'THIN_WALL').length).toBeGreaterThanOrEqual(4);
    });

    it('warns of a wall of less than two lines', () => {
      const walls = check(openTopBox(0.7)).findings;
      expect(new Set(walls.map(({ code, severity }) => `${severity} ${code}`))).toEqual(
        new Set(['warning THIN_WALL']),
      );
    });

    it.each([12, 24, 64])('passes a round wall of just two lines, made with %i sides', sides => {
      const tube = new SolidBuilder().prism(0, 15, circle(20, sides), circle(18.4, sides)).build();
      expect(codesOf(check(tube))).toEqual([]);
    });

    it('asks as much of a wall as the nozzle does', () => {
      expect(codesOf(check(openTopBox(0.7), { nozzle_mm: 0.25 }))).toEqual([]);
    });

    it.each([24, 5])('finds a hole that closes up, made with %i sides', sides => {
      const plate = new SolidBuilder()
        .prism(0, 3, rectangle([0, 0], [20, 20]), circle(0.8, sides, [5, 15]))
        .build();
      const found = check(plate);
      expect(codesOf(found)).toEqual(['warning SMALL_HOLE']);
      const finding = only(found, 'SMALL_HOLE');
      expect(finding.value).toBeCloseTo(0.8, 4);
      expect(finding.at).toEqual([expect.closeTo(5, 4), expect.closeTo(15, 4), 3]);
      expect(trianglesOf(found, 'SMALL_HOLE')).toHaveLength(2 * sides);
    });

    it('gathers what there is many times', () => {
      const holes = Array.from({ length: 30 }, (_, at) =>
        circle(0.6, 12, [2 + 2 * (at % 6), 2 + 2 * Math.floor(at / 6)]),
      );
      const plate = new SolidBuilder().prism(0, 2, rectangle([0, 0], [20, 20]), ...holes).build();
      const { findings } = check(plate);
      expect(findings).toHaveLength(11);
      expect(findings[10].message).toContain('20 more');
    });
  });

  describe('of the surface', () => {
    it('finds a box without its top open, and its edges', () => {
      const found = check(openBox(20));
      const finding = only(found, 'NOT_CLOSED');
      expect(finding).toMatchObject({ severity: 'error', value: 4 });
      expect(finding.at?.[2]).toBe(20);
      expect(trianglesOf(found, 'NOT_CLOSED')).toHaveLength(4);
    });

    it('finds the one face that is the wrong way round', () => {
      const mesh = cube(20);
      mesh.indices.subarray(9, 12).reverse();
      const found = check(mesh);
      expect(only(found, 'FLIPPED_FACETS')).toMatchObject({ severity: 'error', value: 1 });
      expect(trianglesOf(found, 'FLIPPED_FACETS')).toEqual([3]);
    });

    it('finds a solid that is inside out', () => {
      expect(only(check(insideOut(cube(20))), 'INSIDE_OUT')).toMatchObject({
        severity: 'error',
        value: -8000,
      });
    });

    it('finds a hollow without a way out, and its wall', () => {
      const hollow = together(cube(20), insideOut(cube(4, [8, 8, 9])));
      const found = checkGeometry(new MeshStructure(hollow));
      expect(codesOf(found)).toEqual(['warning SEALED_CAVITY']);
      const finding = only(found, 'SEALED_CAVITY');
      expect(finding.value).toBeCloseTo(64, 3);
      expect(finding.at).toEqual([expect.closeTo(10, 4), expect.closeTo(10, 4), expect.closeTo(11, 4)]);
      expect(trianglesOf(found, 'SEALED_CAVITY')).toEqual(Array.from({ length: 12 }, (_, at) => 12 + at));
    });

    it('takes a body loose in a hollow for a part', () => {
      const rattle = together(cube(20), insideOut(cube(10, [5, 5, 5])), cube(4, [8, 8, 8]));
      expect(codesOf(checkGeometry(new MeshStructure(rattle)))).toEqual([
        'error FLOATING_PART',
        'warning SEALED_CAVITY',
      ]);
    });

    it('finds cubes that touch along an edge', () => {
      const found = check(together(cube(20), cube(20, [20, 20, 0])));
      expect(codesOf(found)).toEqual(['warning ZERO_THICKNESS']);
      expect(only(found, 'ZERO_THICKNESS').at).toEqual([20, 20, 10]);
      expect(trianglesOf(found, 'ZERO_THICKNESS')).toHaveLength(4);
    });

    it('finds a sheet that encloses nothing', () => {
      const sheet = {
        positions: Float32Array.from([0, 0, 0, 10, 0, 0, 0, 10, 0]),
        indices: Uint32Array.from([0, 1, 2, 0, 2, 1]),
        faceColors: null,
      };
      expect(only(checkGeometry(new MeshStructure(sheet)), 'ZERO_THICKNESS').severity).toBe('error');
    });

    it('reports triangles that pass through each other', () => {
      const found = check(merge(cube(20), cube(20, [10, 10, 0])));
      expect(only(found, 'SELF_INTERSECTION').severity).toBe('warning');
    });
  });

  it('says that the search for crossings was given up', () => {
    const structure = new MeshStructure(cube(20));
    const topology = { ...inspectTopology(structure), self_intersection_search: 'stopped' as const };
    const { findings } = checkGeometry(structure, { topology });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code: 'SELF_INTERSECTION', severity: 'info' });
    expect(findings[0].message).toMatch(/^The search for crossings was given up: /);
  });

  it.each<[string, number, (at: number) => readonly Mesh[]]>([
    ['bodies that are inside out', 5000, at => [insideOut(cube(1, place(at)))]],
    ['bodies with a hollow', 4000, at => [cube(4, place(at)), insideOut(cube(1, place(at, 1)))]],
  ])(
    'needs linear time for %s',
    async (_, length, make) => {
      await expectLinearTime(
        count => new MeshStructure(manyOf(count, make)),
        structure => checkGeometry(structure),
        length,
      );
    },
    60_000,
  );

  it('puts errors before warnings and points highlights to their findings', () => {
    const found = check(together(mushroom(), cube(5, [0, 0, 60])));
    const severities = found.findings.map(({ severity }) => severity);
    expect(severities).toEqual(severities.toSorted());
    for (const { code, finding } of found.highlights) expect(found.findings[finding].code).toBe(code);
  });

  it('finds the same wherever the model stands', () => {
    const moved = mapVertices(mushroom(), (x, y, z) => [x + 100, y - 50, z + 7]);
    expect(codesOf(check(moved))).toEqual(codesOf(check(mushroom())));
  });

  it('knows fixtures that are solids', () => {
    for (const mesh of [
      bracket(70),
      openTopBox(2),
      mushroom(),
      gate(30),
      spinningTop(),
      leaningTower(16),
      table(),
    ]) {
      expect(measureMesh(mesh)).toMatchObject({ watertight: true, parts: 1 });
      expect(measureMesh(mesh).volume_mm3).toBeGreaterThan(0);
    }
  });
});
