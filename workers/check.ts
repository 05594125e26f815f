import type { CheckJob, CheckResult } from '../src/contracts/analysis.ts';
import { checkExpectations } from '../src/mesh/expectations.ts';
import { analyzeFaces } from '../src/mesh/features/analyze-faces.ts';
import { turnPartsOutward } from '../src/mesh/features/turn-outward.ts';
import { inspectTopology } from '../src/mesh/measure/inspect-topology.ts';
import { MeshStructure } from '../src/mesh/measure/mesh-structure.ts';
import { measureThickness } from '../src/mesh/measure/thickness.ts';
import { checkGeometry, checkPrint } from '../src/mesh/printability/check-print.ts';
import { rankOrientations } from '../src/mesh/printability/orientations.ts';
import { createPrintScene } from '../src/mesh/printability/print-scene.ts';
import { DEFAULT_PRINTER } from '../src/mesh/printability/printer.ts';

/** Walls that a printer lays down as a single line come out weak or not at all. */
const THIN_IN_NOZZLES = 2;

/** Checks a mesh as deep as is asked for, and against what is expected of it. */
export function check({ mesh, level, printer: given, expect }: CheckJob): CheckResult {
  const structure = new MeshStructure(mesh);
  if (level === 'syntax') return { findings: [], expectations: checkExpectations(structure, expect) };
  const topology = inspectTopology(structure, { selfIntersections: true });
  const expectations = checkExpectations(structure, expect, topology);
  if (level === 'geometry') {
    return { findings: checkGeometry(structure, { topology }).findings, expectations };
  }
  const printer = { ...DEFAULT_PRINTER, ...given };
  const faces = analyzeFaces(turnPartsOutward(structure));
  const thickness = topology.watertight
    ? measureThickness(structure, { thin_below_mm: printer.nozzle_mm * THIN_IN_NOZZLES })
    : null;
  const { findings } = checkPrint(structure, printer, { topology, faces, thin: thickness?.thin ?? [] });
  const orientations = rankOrientations(createPrintScene(structure, printer), faces);
  return { findings, expectations, orientations };
}
