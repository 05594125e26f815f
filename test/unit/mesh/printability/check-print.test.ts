import { describe, expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { measureMesh } from '../../../../src/mesh/facts.ts';
import { inspectTopology } from '../../../../src/mesh/measure/inspect-topology.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { checkGeometry, checkPrint } from '../../../../src/mesh/printability/check-print.ts';
import { expectLinearTime } from '../../../support/linear-time.ts';
import { insideOut, mapVertices } from '../../../support/meshes.ts';
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
import { circle, rectangle, SolidBuilder } from '../../../support/solid-builder.ts';
import { cube } from '../../../support/solids.ts';
import { check, codesOf, manyOf, place, together } from './print-checks.ts';

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
