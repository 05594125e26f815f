import type { ExpectationResult, Expectations } from '../contracts/analysis.ts';
import { measureBounds } from './bounds.ts';
import { measureMesh } from './facts.ts';
import { findFeatures } from './features/find-features.ts';
import { isInside } from './measure/inside.ts';
import type { MeshStructure } from './measure/mesh-structure.ts';
import { RayCaster } from './measure/ray.ts';
import { measureThickness } from './measure/thickness.ts';

const DEFAULT_TOLERANCE_MM = 0.1;

const DEFAULT_TOLERANCE_PERCENT = 1;

const MAX_TOLD_DIAMETERS = 20;

/** A minimum is a minimum: only the chords of round walls are forgiven. */
const THICKNESS_ROUNDING = 0.01;

/**
 * Answers what is expected of a model with what it is. What depends on a closed surface is unknown for an
 * open one.
 */
export function checkExpectations(structure: MeshStructure, expect: Expectations): ExpectationResult[] {
  const { mesh } = structure;
  const facts = measureMesh(mesh);
  const { size } = measureBounds(mesh.positions);
  const tolerance_mm = expect.tolerance_mm ?? DEFAULT_TOLERANCE_MM;
  const percent = expect.tolerance_percent ?? DEFAULT_TOLERANCE_PERCENT;
  const results: ExpectationResult[] = [];
  const add = (
    name: string,
    expected: unknown,
    actual: unknown,
    isMet: boolean | null,
    tolerance?: string,
  ) => {
    const verdict = isMet === null ? 'unknown' : isMet ? 'pass' : 'fail';
    results.push({ name, expected, actual, ...(tolerance === undefined ? {} : { tolerance }), verdict });
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
    const actual = facts.volume_mm3;
    const isMet = Math.abs(actual - expect.volume_mm3) <= (Math.abs(expect.volume_mm3) * percent) / 100;
    add('volume_mm3', expect.volume_mm3, actual, facts.watertight ? isMet : null, `± ${percent} %`);
  }
  if (expect.parts !== undefined) add('parts', expect.parts, facts.parts, facts.parts === expect.parts);
  if (expect.watertight !== undefined) {
    add('watertight', expect.watertight, facts.watertight, facts.watertight === expect.watertight);
  }
  if (expect.holes !== undefined) results.push(...checkHoles(structure, expect.holes, tolerance_mm));
  if (expect.min_thickness_mm !== undefined) {
    const measured = facts.watertight ? measureThickness(structure) : null;
    const wanted = expect.min_thickness_mm;
    const isMet = measured === null ? null : measured.min_mm >= wanted * (1 - THICKNESS_ROUNDING);
    add('min_thickness_mm', wanted, measured?.min_mm, isMet, `− ${THICKNESS_ROUNDING * 100} %`);
  }
  const points = (name: 'contains_points' | 'excludes_points', isWantedInside: boolean) => {
    for (const point of expect[name] ?? []) {
      const inside = facts.watertight ? isInside(new RayCaster(structure.tree), [...point]) : null;
      const words = inside === null ? undefined : inside ? 'inside' : 'outside';
      add(name, point, words, inside === null ? null : inside === isWantedInside);
    }
  };
  points('contains_points', true);
  points('excludes_points', false);
  return results;
}

function checkHoles(
  structure: MeshStructure,
  expected: NonNullable<Expectations['holes']>,
  tolerance_mm: number,
): ExpectationResult[] {
  const { holes, prisms } = findFeatures(structure);
  const coarse = prisms.filter(({ kind }) => kind === 'hole');
  // Five sides are what a small circle has by default; six may be a nut trap as well.
  const round = [...holes, ...coarse.filter(({ sides }) => sides !== 6)];
  const found = [...holes, ...coarse].map(({ diameter_mm }) => Number(diameter_mm.toFixed(3)));
  if (typeof expected === 'number') {
    // A counterbore may be counted with its hole or by itself.
    const axes = new Set(round.map(({ axis_id }) => axis_id)).size;
    const hexagons = found.length - round.length;
    const counts = [round.length, axes, round.length + hexagons, axes + hexagons];
    const isBetween = expected > Math.min(...counts) && expected < Math.max(...counts);
    const verdict = counts.includes(expected) ? 'pass' : isBetween ? 'unknown' : 'fail';
    const diameters_mm = found.slice(0, MAX_TOLD_DIAMETERS);
    return [{ name: 'holes', expected, actual: { count: found.length, diameters_mm }, verdict }];
  }
  return expected.map(({ diameter_mm, count = 1 }, index) => {
    const matching = found.filter(diameter => Math.abs(diameter - diameter_mm) <= tolerance_mm).length;
    return {
      name: 'holes',
      expected: { diameter_mm, count },
      // All of them once.
      actual: {
        count: matching,
        ...(index === 0 ? { diameters_mm: found.slice(0, MAX_TOLD_DIAMETERS) } : {}),
      },
      tolerance: `± ${tolerance_mm} mm`,
      verdict: matching === count ? 'pass' : 'fail',
    };
  });
}
