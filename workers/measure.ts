import type { MeasureJob } from '../src/contracts/analysis.ts';
import { compareSolids } from '../src/mesh/booleans/difference.ts';
import { measureOverlap } from '../src/mesh/booleans/overlap.ts';
import type { ManifoldKit } from '../src/mesh/booleans/solid.ts';
import { findFeatures } from '../src/mesh/features/find-features.ts';
import { angleAtPoint_deg } from '../src/mesh/measure/angle.ts';
import { measureColors } from '../src/mesh/measure/colors.ts';
import {
  type DistanceMeasure,
  distanceBetweenParts,
  distanceBetweenPoints,
} from '../src/mesh/measure/distance.ts';
import { inspectTopology } from '../src/mesh/measure/inspect-topology.ts';
import { measureMass } from '../src/mesh/measure/mass.ts';
import { weigh } from '../src/mesh/measure/materials.ts';
import { MeshStructure } from '../src/mesh/measure/mesh-structure.ts';
import { takeParts } from '../src/mesh/measure/part-meshes.ts';
import { measureParts } from '../src/mesh/measure/parts.ts';
import { measureSection } from '../src/mesh/measure/section.ts';
import { estimateTessellation } from '../src/mesh/measure/tessellation.ts';
import { measureThickness } from '../src/mesh/measure/thickness.ts';
import type { TakeManifold } from './manifold.ts';

/** Distances are told between the largest parts only: pairs grow with the square of their number. */
const MAX_COMPARED_PARTS = 6;

/** What to make of numbers that take a solid for granted, where the mesh is not closed. */
const OPEN_NOTES = {
  mass: 'The mesh is not closed: volume, centre, inertia and mass mean little; the area is right.',
  thickness: 'The mesh is not closed: where it has gaps, thickness means little.',
} as const;

/** More parts, holes, contours and the like than this are counted and not listed; the largest come first. */
const MAX_LISTED = 50;

/**
 * Measures what was asked for; the fields are those of the tool's result. `size` is known to everyone.
 *
 * @param take starts the library that computes with solids, which few measurements need.
 */
export async function measure(job: MeasureJob, take: TakeManifold): Promise<Record<string, unknown>> {
  const structure = new MeshStructure(job.mesh);
  const measures: Record<string, unknown> = {};
  for (const name of job.what) {
    if (name === 'size') continue;
    Object.assign(measures, cutList(name, await measureOne(structure, name, job, take)));
    if (name === 'distance' && job.points === undefined) Object.assign(measures, countCompared(structure));
    if (name === 'mass' || name === 'thickness') {
      Object.assign(measures, doubtOpen(structure, measures[name], name));
    }
    if (name === 'parts' && job.mesh.faceColors !== null) measures.colors = measureColors(structure);
  }
  return measures;
}

async function measureOne(
  structure: MeshStructure,
  name: Exclude<MeasureJob['what'][number], 'size'>,
  job: MeasureJob,
  take: TakeManifold,
): Promise<unknown> {
  switch (name) {
    case 'mass':
      return describeMass(structure, job);
    case 'topology':
      return inspectTopology(structure, { selfIntersections: true });
    case 'parts':
      return measureParts(structure);
    case 'section':
      return job.section === undefined ? null : describeSection(structure, job.section);
    case 'thickness':
      return measureThickness(structure);
    case 'distance':
      return job.points === undefined ? describeGaps(structure, take) : describePath(job.points);
    case 'features':
      return describeFeatures(structure);
    case 'difference':
      return job.compareWith === undefined
        ? null
        : compareSolids(await take(), new MeshStructure(job.compareWith), structure);
  }
}

function describeMass(structure: MeshStructure, { material }: MeasureJob): object {
  const properties = measureMass(structure.mesh);
  return {
    ...properties,
    ...(material === undefined ? {} : { ...material, ...weigh(properties, material.density_g_cm3) }),
    tessellation: estimateTessellation(structure),
  };
}

/** The lines themselves would fill pages; a drawing of them is what export of a projection is for. */
function describeSection(structure: MeshStructure, { axis, offset_mm }: NonNullable<MeasureJob['section']>) {
  const { contours, ...section } = measureSection(structure, axis, offset_mm);
  return {
    ...section,
    ...cutList(
      'contours',
      contours.map(({ points_mm, ...contour }) => ({ ...contour, points: points_mm.length })),
    ),
  };
}

/** Says which parts the distances between parts leave out, or why there are none. */
function countCompared(structure: MeshStructure): object {
  const found = measureParts(structure).length;
  if (found < 2) {
    const note = `distance: the model has ${found === 1 ? 'one part' : 'no parts'}, so there is none between parts; give points.`;
    return { notes: [note] };
  }
  if (found <= MAX_COMPARED_PARTS) return {};
  const note = `distance: told between the ${MAX_COMPARED_PARTS} largest of ${found} parts.`;
  return { parts_compared: MAX_COMPARED_PARTS, parts_found: found, notes: [note] };
}

/** Of a mesh that is not closed nobody knows where its inside is. */
function doubtOpen({ pieces }: MeshStructure, measured: unknown, name: keyof typeof OPEN_NOTES): object {
  if (typeof measured !== 'object' || measured === null || pieces.sums.every(({ isClosed }) => isClosed))
    return {};
  return { [name]: { reliable: false, note: OPEN_NOTES[name], ...measured } };
}

async function describeGaps(structure: MeshStructure, take: TakeManifold): Promise<object[]> {
  const count = Math.min(measureParts(structure).length, MAX_COMPARED_PARTS);
  const pairs: DistanceMeasure[] = [];
  for (let from = 0; from < count; from++) {
    for (let to = from + 1; to < count; to++) pairs.push(distanceBetweenParts(structure, from, to));
  }
  return pairs.some(({ overlaps }) => overlaps) ? addOverlaps(structure, pairs, await take()) : pairs;
}

/** Tells of parts that overlap or touch how much they have in common, unless one of them is not closed. */
function addOverlaps(
  structure: MeshStructure,
  pairs: readonly DistanceMeasure[],
  kit: ManifoldKit,
): object[] {
  const parts = takeParts(structure);
  return pairs.map(pair => {
    const { from_part, to_part, overlaps } = pair;
    if (!overlaps || from_part === undefined || to_part === undefined) return pair;
    const overlap_mm3 = measureOverlap(kit, parts[from_part], parts[to_part]);
    return overlap_mm3 === null ? pair : { ...pair, overlap_mm3 };
  });
}

function describePath(points: NonNullable<MeasureJob['points']>): object[] {
  return points.slice(1).map((to, index) => {
    const from = points[index];
    const next = points.at(index + 2);
    const angle = next === undefined ? {} : { angle_at_to_deg: angleAtPoint_deg(from, to, next) };
    return { ...distanceBetweenPoints(from, to), ...angle };
  });
}

/** A perforated plate has thousands of holes: of a long list its beginning, and how many there are. */
function cutList(name: string, value: unknown): Record<string, unknown> {
  if (!Array.isArray(value) || value.length <= MAX_LISTED) return { [name]: value };
  return { [name]: value.slice(0, MAX_LISTED), [`${name}_found`]: value.length };
}

function describeFeatures(structure: MeshStructure): object {
  const fields = Object.entries(findFeatures(structure)).map(([name, value]) => cutList(name, value));
  return Object.assign({}, ...fields);
}
