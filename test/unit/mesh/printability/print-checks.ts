import { expect } from 'vitest';
import type { Mesh, Vec3 } from '../../../../src/contracts/mesh.ts';
import { inspectTopology } from '../../../../src/mesh/measure/inspect-topology.ts';
import { MeshStructure } from '../../../../src/mesh/measure/mesh-structure.ts';
import { measureThickness } from '../../../../src/mesh/measure/thickness.ts';
import { checkPrint, type PrintCheck } from '../../../../src/mesh/printability/check-print.ts';
import type { FindingCode } from '../../../../src/mesh/printability/finding.ts';
import { DEFAULT_PRINTER, type Printer } from '../../../../src/mesh/printability/printer.ts';
import { weldTriangles } from '../../../../src/mesh/weld.ts';
import { merge } from '../../../support/meshes.ts';
import { soupOf } from '../../../support/solids.ts';

/** Checks a mesh with everything that is measured for a check. */
export function check(mesh: Mesh, printer: Partial<Printer> = {}): PrintCheck {
  const structure = new MeshStructure(mesh);
  const thin = measureThickness(structure)?.thin ?? [];
  const topology = inspectTopology(structure, { selfIntersections: true });
  return checkPrint(structure, { ...DEFAULT_PRINTER, ...printer }, { thin, topology });
}

/** What was found and how grave it is, as `error FLOATING_PART`. */
export const codesOf = ({ findings }: PrintCheck) =>
  findings.map(({ code, severity }) => `${severity} ${code}`);

/** The one finding of a kind. */
export function only(found: PrintCheck, code: FindingCode) {
  const matching = found.findings.filter(finding => finding.code === code);
  expect(matching).toHaveLength(1);
  return matching[0];
}

/** The triangles of the findings of one kind. */
export function trianglesOf(found: PrintCheck, code: FindingCode): number[] {
  return found.highlights
    .filter(highlight => highlight.code === code)
    .flatMap(({ triangles }) => [...triangles]);
}

/** Several meshes as one, corners that meet joined. */
export const together = (...meshes: readonly Mesh[]): Mesh => weldTriangles(soupOf(...meshes));

/** Where the body of a number stands in a grid on the bed. */
export const place = (at: number, inset = 0): Vec3 => [
  6 * (at % 150) + inset,
  6 * Math.floor(at / 150) + inset,
  inset,
];

/** The meshes of so many numbers as one. */
export function manyOf(count: number, make: (at: number) => readonly Mesh[]): Mesh {
  const meshes = Array.from({ length: count }, (_, at) => make(at)).flat();
  return merge(...meshes);
}
