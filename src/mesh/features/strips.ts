import type { Mesh } from '../../contracts/mesh.ts';
import { FacetLines, NO_LINE } from './facet-lines.ts';
import type { Facets } from './facets.ts';

/**
 * Facets as curved surfaces with straight rulings are made of: each bends by the same angle at two of its
 * sides, the rulings, towards the same side. A facet may be several strips, each with another two sides.
 */
export interface Strips {
  readonly count: number;
  /** The facet of each strip. */
  readonly facetOf: Uint32Array;
  /** Strip numbers by facet: facet `f` has those from `starts[f]` up to, but not including, `starts[f + 1]`. */
  readonly starts: Uint32Array;
  /** The two sides, as numbers of lines of the facet. */
  readonly lines: Uint8Array;
  /** The line of its facet that each half-edge lies on; {@link NO_LINE} where the surface does not bend gently. */
  readonly lineOf: Uint8Array;
  /** The bend at both sides, in radians; positive for a convex surface. */
  readonly bends: Float64Array;
  /** The angle between the sides, in radians; 0 when rounding could make that of parallels. */
  readonly tapers: Float64Array;
  /** The distance between the sides. */
  readonly widths_mm: Float64Array;
}

/** Finds all strips. `tolerance_mm` is how far rounding may have moved a vertex. */
export function findStrips(mesh: Mesh, facets: Facets, bends: Float64Array, tolerance_mm: number): Strips {
  const lines = new FacetLines(mesh, bends, tolerance_mm);
  const lineOf = new Uint8Array(bends.length).fill(NO_LINE);
  const starts = new Uint32Array(facets.count + 1);
  const found: StripLists = { facetOf: [], lines: [], bends: [], tapers: [], widths_mm: [] };
  for (let facet = 0; facet < facets.count; facet++) {
    if (lines.scan(facets, facet)) {
      lines.writeLineOf(lineOf);
      addStrips(lines, facet, found);
    }
    starts[facet + 1] = found.facetOf.length;
  }
  return {
    count: found.facetOf.length,
    facetOf: Uint32Array.from(found.facetOf),
    starts,
    lines: Uint8Array.from(found.lines),
    lineOf,
    bends: Float64Array.from(found.bends),
    tapers: Float64Array.from(found.tapers),
    widths_mm: Float64Array.from(found.widths_mm),
  };
}

interface StripLists {
  readonly facetOf: number[];
  readonly lines: number[];
  readonly bends: number[];
  readonly tapers: number[];
  readonly widths_mm: number[];
}

/** Sides that taper more than this are no rulings: 60°. */
const MAX_TAPER_RAD = Math.PI / 3;

function addStrips(lines: FacetLines, facet: number, found: StripLists): void {
  for (let i = 0; i < lines.count; i++) {
    for (let j = i + 1; j < lines.count; j++) {
      if (!lines.areSidesOfStrip(i, j) || lines.taper > MAX_TAPER_RAD) continue;
      found.facetOf.push(facet);
      found.lines.push(i, j);
      found.bends.push((lines.bends[i] + lines.bends[j]) / 2);
      found.tapers.push(lines.taper);
      found.widths_mm.push(lines.width_mm);
    }
  }
}
