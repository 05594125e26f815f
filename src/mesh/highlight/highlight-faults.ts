import type { Highlight, HighlightColor, HighlightSign, LegendEntry } from '../../contracts/highlight.ts';
import type { Mesh, Vec3 } from '../../contracts/mesh.ts';
import { nextCorner } from '../edge-table.ts';
import { findDegenerateFacets } from '../measure/degenerate-facets.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import { roundingTolerance } from '../measure/rounding.ts';
import { findSelfIntersections } from '../measure/self-intersections.ts';
import { along, pointAt } from '../measure/vectors.ts';
import { checkGeometry } from '../printability/check-print.ts';
import type { FindingCode } from '../printability/finding.ts';
import { FacePainter } from './face-painter.ts';
import { countOf, formatAmount } from './format-amount.ts';
import { BLUE, GREEN, PURPLE, SKY_BLUE, VERMILLION, YELLOW } from './palette.ts';

/** One kind of fault, as it is drawn and counted. */
interface Fault {
  readonly count: number;
  readonly text: string;
  readonly sign: HighlightSign;
  readonly color: HighlightColor;
  readonly at: Vec3;
  /** Half-edges that are drawn as lines. */
  readonly edges: Iterable<number>;
}

/**
 * Colours what keeps a surface from bounding a solid: open edges, edges of more than two triangles and facets
 * without area as lines, flipped and crossing facets and parts that are inside out in colour.
 */
export function highlightFaults(structure: MeshStructure): Highlight {
  const { mesh } = structure;
  const painter = new FacePainter(mesh);
  const crossings = findSelfIntersections(structure);
  const faults = [
    ...faceFaults(structure, painter, crossings.triangles, crossings.pairs),
    ...edgeFaults(structure),
  ].filter(({ count }) => count > 0);
  // Gaps are what a picture of faults is asked for most, so the lines come first.
  const order: readonly HighlightSign[] = ['lines', 'faces', 'points'];
  const entries = order.flatMap(sign => faults.filter(fault => fault.sign === sign).map(describeFault));
  const clean: LegendEntry = { text: 'no open edges, no other faults', key: null };
  return {
    mesh,
    faceColors: painter.colors,
    lines: faults.map(({ color, edges }) => ({ color, ends: endsOf(mesh, edges) })),
    points: [],
    legend: { title: 'Open edges and mesh faults', entries: entries.length > 0 ? entries : [clean] },
    notes: crossings.isFinished
      ? []
      : ['The mesh is too tangled to find all facets that pass through each other in bounded time.'],
  };
}

function edgeFaults({ mesh, halfEdges }: MeshStructure): Fault[] {
  const degenerate = findDegenerateFacets(mesh, roundingTolerance(mesh.positions));
  const middleOf = (half: number): Vec3 => {
    const from = pointAt(mesh.positions, mesh.indices[half]);
    const to = pointAt(mesh.positions, mesh.indices[nextCorner(half)]);
    return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2];
  };
  const { open, crowded } = halfEdges;
  return [
    {
      count: open.length,
      text: `${countOf(open.length, 'open edge')}, ${formatAmount(lengthOf(mesh, open))} mm`,
      sign: 'lines',
      color: VERMILLION,
      at: middleOf(open[0] ?? 0),
      edges: open,
    },
    {
      count: crowded.length,
      text: `${countOf(crowded.length, 'edge')} of more than two facets`,
      sign: 'lines',
      color: PURPLE,
      at: middleOf(crowded[0] ?? 0),
      edges: crowded,
    },
    {
      count: degenerate.length,
      text: `${countOf(degenerate.length, 'facet')} without area`,
      sign: 'lines',
      color: GREEN,
      at: middleOf((degenerate[0] ?? 0) * 3),
      edges: Array.from(degenerate, triangle => [triangle * 3, triangle * 3 + 1, triangle * 3 + 2]).flat(),
    },
  ];
}

/** The later covers the earlier where a facet is faulty in several ways. */
function faceFaults(
  structure: MeshStructure,
  painter: FacePainter,
  crossing: Uint32Array,
  pairs: number,
): Fault[] {
  const { highlights } = checkGeometry(structure);
  const trianglesOf = (code: FindingCode) =>
    highlights.filter(highlight => highlight.code === code).flatMap(({ triangles }) => [...triangles]);
  const { mesh, halfEdges } = structure;
  const fault = (
    triangles: readonly number[],
    text: string,
    color: HighlightColor,
    edges: Iterable<number> = [],
  ): Fault => {
    painter.paint(triangles, color);
    const at = middleOfFacet(mesh, triangles[0] ?? 0);
    return { count: triangles.length, text, sign: 'faces', color, at, edges };
  };
  const insideOut = trianglesOf('INSIDE_OUT');
  const flipped = trianglesOf('FLIPPED_FACETS');
  return [
    fault(insideOut, `inside out: ${countOf(insideOut.length, 'facet')}`, YELLOW),
    fault(
      [...crossing],
      `${countOf(crossing.length, 'facet')} in ${countOf(pairs, 'crossing')} of the surface with itself`,
      SKY_BLUE,
    ),
    // Their rim is drawn too, so that they are found where the model hides them.
    fault(flipped, countOf(flipped.length, 'flipped facet'), BLUE, halfEdges.clashing),
  ];
}

function describeFault({ text, sign, color, at }: Fault): LegendEntry {
  return { text, key: { sign, color }, at };
}

function endsOf({ positions, indices }: Mesh, halves: Iterable<number>): Float32Array {
  const ends: number[] = [];
  for (const half of halves) {
    ends.push(...pointAt(positions, indices[half]), ...pointAt(positions, indices[nextCorner(half)]));
  }
  return Float32Array.from(ends);
}

function lengthOf(mesh: Mesh, halves: Uint32Array): number {
  const ends = endsOf(mesh, halves);
  let sum = 0;
  for (let at = 0; at < ends.length; at += 6) {
    sum += Math.hypot(ends[at] - ends[at + 3], ends[at + 1] - ends[at + 4], ends[at + 2] - ends[at + 5]);
  }
  return sum;
}

function middleOfFacet({ positions, indices }: Mesh, triangle: number): Vec3 {
  const [a, b, c] = [0, 1, 2].map(corner => pointAt(positions, indices[triangle * 3 + corner]));
  const sum = along(along(a, b, 1), c, 1);
  return [sum[0] / 3, sum[1] / 3, sum[2] / 3];
}
