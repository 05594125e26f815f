import { expect, it } from 'vitest';
import type { Mesh } from '../../../../src/contracts/mesh.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { checkPrint } from '../../../../src/mesh/printability/check-print.ts';
import { DEFAULT_PRINTER } from '../../../../src/mesh/printability/printer.ts';
import { mapVertices } from '../../../support/meshes.ts';
import { bracket, gate, mushroom, profile, spinningTop, table } from '../../../support/print-fixtures.ts';

/** Its long underside is all but level: three low points that join at once. */
const WAVY = profile(10, [
  [0, 0],
  [30, 0],
  [30, 20],
  [36, 19.95],
  [42, 20],
  [48, 19.9],
  [54, 20],
  [54, 40],
  [0, 40],
]);

const MODELS: readonly (readonly [string, Mesh])[] = [
  ['an underside that is all but level', WAVY],
  ['a bracket', bracket(0)],
  ['a gate', gate(8)],
  ['a mushroom', mushroom()],
  ['a spinning top', spinningTop()],
  ['a table', table()],
];

const findingsOf = (mesh: Mesh, z: number) =>
  checkPrint(
    new MeshStructure(mapVertices(mesh, (x, y, height) => [x, y, height + z])),
    DEFAULT_PRINTER,
  ).findings.map(({ code, severity, value }) => ({ code, severity, value: Number(value?.toFixed(2)) }));

it.each(MODELS)('says the same of %s at any height', (_, mesh) => {
  const here = findingsOf(mesh, 0);
  for (const z of [-64, -20, 32]) expect(findingsOf(mesh, z), `${z} mm higher`).toEqual(here);
});
