import { analyzeFaces, type FaceAnalysis } from '../features/analyze-faces.ts';
import type { TopologyReport } from '../measure/inspect-topology.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import type { ThinPlace } from '../measure/thin-places.ts';
import { checkBedFit } from './bed-fit.ts';
import { capFindings } from './cap-findings.ts';
import type { Finding, FindingCode, LocatedFinding } from './finding.ts';
import { findFloatingParts } from './floating-parts.ts';
import { findIslands } from './islands.ts';
import { findOverhangs } from './overhangs.ts';
import { listPrintParts, type PrintPart } from './print-parts.ts';
import { createPrintScene, type PrintScene } from './print-scene.ts';
import { DEFAULT_PRINTER, type Printer } from './printer.ts';
import { findSealedCavities } from './sealed-cavities.ts';
import { findSmallHoles } from './small-holes.ts';
import { checkStanding } from './standing.ts';
import { findSurfaceFaults } from './surface-faults.ts';
import { judgeThinPlaces } from './thin-walls.ts';

/** What else is known of the model. */
export interface CheckContext {
  /** Thin places as measured; none are looked for here. */
  readonly thin?: readonly ThinPlace[];
  /** The topology report, when self-intersections were looked for. */
  readonly topology?: TopologyReport;
  /** The analysis of the model's faces, turned outwards, when it was made already. */
  readonly faces?: FaceAnalysis;
}

/** Triangles that a finding concerns, for a picture to colour. */
export interface Highlight {
  readonly code: FindingCode;
  /** Its place among the findings. */
  readonly finding: number;
  /** Ascending. */
  readonly triangles: Uint32Array;
}

/** What is wrong with a model, worst first, and which triangles each finding concerns. */
export interface PrintCheck {
  readonly findings: readonly Finding[];
  /** Findings that concern the model as a whole have none. */
  readonly highlights: readonly Highlight[];
}

const SEVERITY_ORDER = { error: 0, warning: 1, info: 2 } as const;

/**
 * Checks whether a model is a solid at all, and one that can be put on a bed: faults of its surface, hollows
 * without a way out, and parts that hang in the air.
 */
export function checkGeometry(structure: MeshStructure, context: CheckContext = {}): PrintCheck {
  if (structure.mesh.indices.length === 0) return { findings: [], highlights: [] };
  const scene = createPrintScene(structure, DEFAULT_PRINTER);
  return assemble(scene, checkSolid(structure, scene, listPrintParts(scene), context));
}

/** Checks whether a model can be printed; includes all that {@link checkGeometry} finds. */
export function checkPrint(
  structure: MeshStructure,
  printer: Printer = DEFAULT_PRINTER,
  context: CheckContext = {},
): PrintCheck {
  if (structure.mesh.indices.length === 0) return { findings: [], highlights: [] };
  const scene = createPrintScene(structure, printer);
  const parts = listPrintParts(scene);
  return assemble(scene, [
    ...checkSolid(structure, scene, parts, context),
    ...checkBedFit(scene),
    ...checkStanding(scene, parts),
    ...findIslands(scene, parts),
    ...findOverhangs(scene, parts),
    ...judgeThinPlaces(scene, context.thin ?? []),
    ...findSmallHoles(context.faces ?? analyzeFaces(scene.structure), printer),
  ]);
}

function checkSolid(
  structure: MeshStructure,
  scene: PrintScene,
  parts: readonly PrintPart[],
  { topology }: CheckContext,
): readonly LocatedFinding[] {
  return [
    ...findSurfaceFaults(structure, topology),
    ...findSealedCavities(structure),
    ...findFloatingParts(scene, parts),
  ];
}

function assemble(scene: PrintScene, located: readonly LocatedFinding[]): PrintCheck {
  const capped = capFindings(scene, located).sort(
    (a, b) => SEVERITY_ORDER[a.finding.severity] - SEVERITY_ORDER[b.finding.severity],
  );
  return {
    findings: capped.map(({ finding }) => finding),
    highlights: capped
      .map(({ finding: { code }, triangles }, finding) => ({ code, finding, triangles }))
      .filter(({ triangles }) => triangles.length > 0),
  };
}
