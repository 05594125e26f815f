import type { Vec3 } from '../../contracts/mesh.ts';
import { createForest, type Forest, findRoot, joinItems } from '../union-find.ts';
import type { SurfaceSamples } from './surface-samples.ts';
import { pointAt } from './vectors.ts';

/** How many places are named. */
const MAX_PLACES = 10;

/** A stretch of surface under which the solid is thin. */
export interface ThinPlace {
  /** Where it is thinnest. */
  readonly at: Vec3;
  /** How thick it is there. */
  readonly mm: number;
  /** The area that is thin, both sides of a wall counted. */
  readonly area_mm2: number;
}

/**
 * Gathers the samples that are thinner than a limit into places: samples in the same or in neighbouring cells
 * of a grid belong together. The thinnest places come first.
 */
export function clusterThinSamples(
  samples: SurfaceSamples,
  thickness: Float64Array,
  below_mm: number,
): readonly ThinPlace[] {
  const thin: number[] = [];
  for (let sample = 0; sample < samples.count; sample++) {
    if (thickness[sample] < below_mm) thin.push(sample);
  }
  const clusters = joinByGrid(samples.points, thin, Math.max(2 * samples.spacing_mm, below_mm));
  const places = new Map<number, { thinnest: number; area: number }>();
  for (let index = 0; index < thin.length; index++) {
    const sample = thin[index];
    const root = findRoot(clusters, index);
    const place = places.get(root) ?? { thinnest: sample, area: 0 };
    place.area += samples.areas[sample];
    if (thickness[sample] < thickness[place.thinnest]) place.thinnest = sample;
    places.set(root, place);
  }
  return [...places.values()]
    .sort((a, b) => thickness[a.thinnest] - thickness[b.thinnest])
    .slice(0, MAX_PLACES)
    .map(({ thinnest, area }) => ({
      at: pointAt(samples.points, thinnest),
      mm: thickness[thinnest],
      area_mm2: area,
    }));
}

/** Joins the numbers of `thin` whose points lie in the same cell of a grid or in neighbouring ones. */
function joinByGrid(points: Float64Array, thin: readonly number[], cell: number): Forest {
  const forest = createForest(thin.length);
  const firstIn = new Map<string, number>();
  const cells = thin.map(sample => pointAt(points, sample).map(value => Math.floor(value / cell)));
  for (let index = 0; index < thin.length; index++) {
    const key = cells[index].join();
    const first = firstIn.get(key);
    if (first === undefined) firstIn.set(key, index);
    else joinItems(forest, first, index);
  }
  for (const index of firstIn.values()) {
    const [x, y, z] = cells[index];
    for (let step = 0; step < 27; step++) {
      const beside = [x - 1 + (step % 3), y - 1 + (Math.floor(step / 3) % 3), z - 1 + Math.floor(step / 9)];
      const other = firstIn.get(beside.join());
      if (other !== undefined) joinItems(forest, index, other);
    }
  }
  return forest;
}
