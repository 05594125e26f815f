import { createForest, joinItems, labelTrees } from '../union-find.ts';
import { NO_LINE } from './facet-lines.ts';
import type { Strips } from './strips.ts';

/** Three points lie on a circle always; with fewer strips than this there are no more. */
const MIN_STRIPS = 2;

/**
 * Joins strips that share a ruling and look alike: equally bent and equally wide, or equally tapered. Returns
 * the groups of at least two, as numbers of strips, largest first.
 */
export function groupStrips(
  strips: Strips,
  facetOf: Uint32Array,
  mates: Int32Array,
  tolerance_mm: number,
): readonly Uint32Array[] {
  const forest = createForest(strips.count);
  for (let half = 0; half < mates.length; half++) {
    const mate = mates[half];
    if (mate < half || strips.lineOf[half] === NO_LINE || strips.lineOf[mate] === NO_LINE) continue;
    const a = facetOf[Math.floor(half / 3)];
    const b = facetOf[Math.floor(mate / 3)];
    for (let s = strips.starts[a]; s < strips.starts[a + 1]; s++) {
      if (!hasLine(strips, s, strips.lineOf[half])) continue;
      for (let t = strips.starts[b]; t < strips.starts[b + 1]; t++) {
        if (hasLine(strips, t, strips.lineOf[mate]) && areAlike(strips, s, t, tolerance_mm)) {
          joinItems(forest, s, t);
        }
      }
    }
  }
  return listGroups(forest);
}

/** Whether a line of its facet is a side of the strip. */
export function hasLine({ lines }: Strips, strip: number, line: number): boolean {
  return lines[strip * 2] === line || lines[strip * 2 + 1] === line;
}

/** Strips that taper less than this, in radians, may do so by rounding only; their widths tell more. */
const MAX_SLENDER_TAPER = 5e-3;

/** Tapers may differ by this share: what does not belong together is told when the surface is fitted. */
const SAME_TAPER = 0.05;

/** Bends need no comparing, for strips that share a ruling bend equally there. */
function areAlike({ tapers, widths_mm }: Strips, s: number, t: number, tolerance_mm: number): boolean {
  if (Math.max(tapers[s], tapers[t]) <= MAX_SLENDER_TAPER) {
    return Math.abs(widths_mm[s] - widths_mm[t]) <= 2 * tolerance_mm;
  }
  return Math.abs(tapers[s] - tapers[t]) <= SAME_TAPER * tapers[s];
}

function listGroups(forest: Uint32Array): readonly Uint32Array[] {
  const { labels, count } = labelTrees(forest);
  const sizes = new Uint32Array(count);
  for (const label of labels) sizes[label]++;
  const starts = new Uint32Array(count + 1);
  for (let group = 0; group < count; group++) starts[group + 1] = starts[group] + sizes[group];
  const next = starts.slice();
  const members = new Uint32Array(labels.length);
  for (let strip = 0; strip < labels.length; strip++) members[next[labels[strip]]++] = strip;
  const groups: Uint32Array[] = [];
  for (let group = 0; group < count; group++) {
    if (sizes[group] >= MIN_STRIPS) groups.push(members.subarray(starts[group], starts[group + 1]));
  }
  return groups.sort((a, b) => b.length - a.length);
}
