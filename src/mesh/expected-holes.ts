import type { ExpectationResult, Expectations } from '../contracts/analysis.ts';
import type { Vec3 } from '../contracts/mesh.ts';
import type { AxialFeature, Features, PrismFeature } from './features/feature-types.ts';
import { findFeatures } from './features/find-features.ts';
import type { MeshStructure } from './measure/mesh-structure.ts';
import { dot } from './measure/vectors.ts';

/** How many diameters or places are told. */
const MAX_TOLD = 20;

/** Surfaces of one hole that end nearer to each other than this meet: as exact as features are told. */
const MEETING_MM = 0.01;

/** A hexagon may be a nut trap as well as a circle that OpenSCAD made coarse; five and seven sides are a circle. */
const HEXAGON_SIDES = 6;

/** One surface of a hole: its wall, its counterbore or its countersink. */
interface HoleSurface {
  /** Where it begins and ends along the axis that it shares with others. */
  from: number;
  to: number;
  /** Of the circle around its corners; null for a cone, which joins others but is no hole by itself. */
  readonly diameter_mm: number | null;
  readonly prism: PrismFeature | null;
}

/** The surfaces of one hole, from one end to the other. */
type ExpectedHole = readonly HoleSurface[];

/**
 * Answers how many holes a model is expected to have. Surfaces on one axis that follow upon each other, as a
 * hole and its counterbore do, are one hole, which counts for each of its diameters. Holes of five to seven
 * sides, which OpenSCAD makes of small circles, count by the circle around their corners; where
 * it matters whether a hexagon is a hole or a nut trap, the verdict is `unknown`.
 */
export function checkHoles(
  structure: MeshStructure,
  expected: NonNullable<Expectations['holes']>,
  tolerance_mm: number,
): ExpectationResult[] {
  const holes = groupHoles(findFeatures(structure));
  if (typeof expected === 'number') {
    return [{ name: 'holes', expected, actual: holes.length, ...judge(holes, expected) }];
  }
  const diameters_mm = holes.flatMap(diametersOf).slice(0, MAX_TOLD);
  return expected.map(({ diameter_mm, count = 1 }, at) => {
    const matching = holes.filter(hole =>
      diametersOf(hole).some(diameter => Math.abs(diameter - diameter_mm) <= tolerance_mm),
    );
    return {
      name: 'holes',
      expected: { diameter_mm, count },
      // Once is enough: every entry is compared with the same holes.
      actual: { count: matching.length, ...(at === 0 ? { diameters_mm } : {}) },
      tolerance: `± ${tolerance_mm} mm`,
      ...judge(matching, count),
    };
  });
}

function judge(
  holes: readonly ExpectedHole[],
  expected: number,
): Pick<ExpectationResult, 'verdict' | 'note'> {
  const hexagons = holes.filter(isHexagon);
  const isPossible = holes.length - hexagons.length <= expected && expected < holes.length;
  const verdict = holes.length === expected ? 'pass' : isPossible ? 'unknown' : 'fail';
  const coarse = verdict === 'unknown' ? hexagons : verdict === 'fail' ? holes.filter(isCoarse) : [];
  return coarse.length === 0 ? { verdict } : { verdict, note: nameCoarse(coarse) };
}

const isCoarse = (hole: ExpectedHole): boolean =>
  hole.every(({ diameter_mm, prism }) => diameter_mm === null || prism !== null);

const isHexagon = (hole: ExpectedHole): boolean =>
  isCoarse(hole) && hole.every(({ prism }) => prism === null || prism.sides === HEXAGON_SIDES);

function diametersOf(hole: ExpectedHole): number[] {
  return hole.flatMap(({ diameter_mm }) => (diameter_mm === null ? [] : [Number(diameter_mm.toFixed(3))]));
}

function nameCoarse(holes: readonly ExpectedHole[]): string {
  const prisms = holes.flatMap(hole => hole.flatMap(({ prism }) => (prism === null ? [] : [prism])));
  const names = prisms.slice(0, 3).map(({ sides, diameter_mm, at }) => {
    const place = at.map(value => Number(value.toFixed(2))).join(', ');
    return `${sides}-sided hole of ${Number(diameter_mm.toFixed(3))} mm at [${place}]`;
  });
  const more = prisms.length > names.length ? ` and ${prisms.length - names.length} more` : '';
  return `${names.join(', ')}${more}; raise $fn where a circle is meant.`;
}

/** Gathers the surfaces of each hole. */
function groupHoles({ holes, prisms, cones }: Features): readonly ExpectedHole[] {
  const axes = new Map<number, { readonly direction: Vec3; readonly surfaces: HoleSurface[] }>();
  const add = (feature: AxialFeature, diameter_mm: number | null, prism: PrismFeature | null) => {
    const known = axes.get(feature.axis_id) ?? { direction: feature.axis, surfaces: [] };
    axes.set(feature.axis_id, known);
    const mouth = dot(feature.at, known.direction);
    // `axis` points out of the mouth, which may be the other way than that of the first surface.
    const end = mouth - feature.depth_mm * Math.sign(dot(feature.axis, known.direction));
    known.surfaces.push({ from: Math.min(mouth, end), to: Math.max(mouth, end), diameter_mm, prism });
  };
  for (const hole of holes) add(hole, hole.diameter_mm, null);
  for (const prism of prisms) if (prism.kind === 'hole') add(prism, prism.diameter_mm, prism);
  for (const cone of cones) if (cone.kind === 'countersink') add(cone, null, null);
  return [...axes.values()]
    .flatMap(({ surfaces }) => followUp(surfaces))
    .filter(hole => hole.some(({ diameter_mm }) => diameter_mm !== null));
}

/** Divides the surfaces on one axis into those that follow upon each other. */
function followUp(surfaces: readonly HoleSurface[]): ExpectedHole[] {
  const chains: HoleSurface[][] = [];
  for (const surface of [...surfaces].sort((a, b) => a.from - b.from)) {
    const chain = chains.find(before => doMeet(before[before.length - 1], surface));
    if (chain === undefined) chains.push([surface]);
    else chain.push(surface);
  }
  return chains;
}

/** Whether a surface ends about where the next one begins. Tubes inside each other share their axis, but not a hole. */
function doMeet(lower: HoleSurface, upper: HoleSurface): boolean {
  const overlap = lower.to - upper.from;
  const shorter = Math.min(lower.to - lower.from, upper.to - upper.from);
  return overlap >= -MEETING_MM && overlap <= Math.max(MEETING_MM, shorter / 2);
}
