import type { ExpectationResult, Expectations } from '../contracts/analysis.ts';
import type { Vec3 } from '../contracts/mesh.ts';
import { measureBounds } from './bounds.ts';
import { checkHoles } from './expected-holes.ts';
import { measureMesh } from './facts.ts';
import { isInside } from './measure/inside.ts';
import { inspectTopology, type TopologyReport } from './measure/inspect-topology.ts';
import type { MeshStructure } from './measure/mesh-structure.ts';
import { NearestPoint } from './measure/nearest-point.ts';
import { RayCaster } from './measure/ray.ts';
import { roundingTolerance } from './measure/rounding.ts';
import { measureThickness } from './measure/thickness.ts';

const DEFAULT_TOLERANCE_MM = 0.1;

const DEFAULT_TOLERANCE_PERCENT = 1;

/** A measured thickness is rounded; it must not fall short of the minimum by more than this, in percent. */
const THICKNESS_ROUNDING_PERCENT = 1;

/**
 * Answers what is expected of a model with what it is. What depends on a closed surface is unknown for an
 * open one. `topology` is the topology report, where self-intersections were looked for already.
 */
export function checkExpectations(
  structure: MeshStructure,
  expect: Expectations,
  topology?: TopologyReport,
): ExpectationResult[] {
  const facts = measureMesh(structure.mesh);
  const { size } = measureBounds(structure.mesh.positions);
  const tolerance_mm = expect.tolerance_mm ?? DEFAULT_TOLERANCE_MM;
  const results: ExpectationResult[] = [];
  const add = (name: string, expected: unknown, actual: unknown, isMet: boolean, tolerance?: string) => {
    const told = tolerance === undefined ? {} : { tolerance };
    results.push({ name, expected, actual, ...told, verdict: isMet ? 'pass' : 'fail' });
  };
  if (expect.size_mm !== undefined) {
    const isMet = expect.size_mm.every((wanted, axis) => Math.abs(wanted - size[axis]) <= tolerance_mm);
    add('size_mm', expect.size_mm, size, isMet, `± ${tolerance_mm} mm`);
  }
  if (expect.fits_in_mm !== undefined) {
    const isMet = expect.fits_in_mm.every((limit, axis) => size[axis] <= limit + tolerance_mm);
    add('fits_in_mm', expect.fits_in_mm, size, isMet, `+ ${tolerance_mm} mm`);
  }
  if (expect.volume_mm3 !== undefined) {
    const percent = expect.tolerance_percent ?? DEFAULT_TOLERANCE_PERCENT;
    const doubt = facts.watertight ? doubtVolume(structure, topology) : OPEN_NOTE;
    results.push(checkVolume(facts.volume_mm3, expect.volume_mm3, percent, doubt));
  }
  if (expect.parts !== undefined) add('parts', expect.parts, facts.parts, facts.parts === expect.parts);
  if (expect.watertight !== undefined) {
    add('watertight', expect.watertight, facts.watertight, facts.watertight === expect.watertight);
  }
  if (expect.holes !== undefined) results.push(...checkHoles(structure, expect.holes, tolerance_mm));
  if (expect.min_thickness_mm !== undefined) {
    results.push(checkThickness(facts.watertight ? structure : null, expect.min_thickness_mm));
  }
  const closed = facts.watertight ? structure : null;
  results.push(
    ...checkPoints(closed, 'contains_points', expect.contains_points ?? [], tolerance_mm),
    ...checkPoints(closed, 'excludes_points', expect.excludes_points ?? [], tolerance_mm),
  );
  return results;
}

const OPEN_NOTE = 'The surface is not closed.';

/** Why the volume cannot be told although the surface is closed; undefined when it can. */
function doubtVolume(structure: MeshStructure, known?: TopologyReport): string | undefined {
  const { at, self_intersection_search } = known ?? inspectTopology(structure, { selfIntersections: true });
  if (at.self_intersections !== undefined) {
    return 'The surface passes through itself; where solids overlap, their volume counts twice.';
  }
  if (self_intersection_search !== 'stopped') return undefined;
  return 'The search for crossings was given up; where solids overlap, their volume counts twice.';
}

function checkVolume(actual: number, expected: number, percent: number, note?: string): ExpectationResult {
  const isMet = Math.abs(actual - expected) <= (Math.abs(expected) * percent) / 100;
  return {
    name: 'volume_mm3',
    expected,
    actual,
    tolerance: `± ${percent} %`,
    verdict: note !== undefined ? 'unknown' : isMet ? 'pass' : 'fail',
    ...(note === undefined ? {} : { note }),
  };
}

/** `structure` is null where the surface is not closed. */
function checkThickness(structure: MeshStructure | null, expected: number): ExpectationResult {
  const measured = structure === null ? null : measureThickness(structure);
  const told = { name: 'min_thickness_mm', expected, tolerance: `− ${THICKNESS_ROUNDING_PERCENT} %` };
  if (measured === null) return { ...told, verdict: 'unknown' };
  const isMet = measured.min_mm >= expected * (1 - THICKNESS_ROUNDING_PERCENT / 100);
  return { ...told, actual: measured.min_mm, verdict: isMet ? 'pass' : 'fail' };
}

/** `structure` is null where the surface is not closed. */
function checkPoints(
  structure: MeshStructure | null,
  name: 'contains_points' | 'excludes_points',
  points: readonly Vec3[],
  tolerance_mm: number,
): ExpectationResult[] {
  if (structure === null) return points.map(expected => ({ name, expected, verdict: 'unknown' }));
  const nearest = new NearestPoint(structure.tree);
  const rays = new RayCaster(structure.tree);
  const reach_mm = Math.max(tolerance_mm, roundingTolerance(structure.mesh.positions));
  return points.map(expected => {
    const told = { name, expected, tolerance: `${tolerance_mm} mm from the surface` };
    if (nearest.find(...expected, reach_mm)) return { ...told, actual: 'on the surface', verdict: 'unknown' };
    const isWithin = isInside(rays, expected);
    const isMet = isWithin === (name === 'contains_points');
    return { ...told, actual: isWithin ? 'inside' : 'outside', verdict: isMet ? 'pass' : 'fail' };
  });
}
