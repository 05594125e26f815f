import type { Highlight, HighlightColor, HighlightSign, LegendEntry } from '../../contracts/highlight.ts';
import type { Vec3 } from '../../contracts/mesh.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import type { LocatedFinding } from '../printability/finding.ts';
import { findFloatingParts } from '../printability/floating-parts.ts';
import { findIslands } from '../printability/islands.ts';
import { findOverhangRegions } from '../printability/overhang-regions.ts';
import { findOverhangs, MAX_BRIDGE_MM } from '../printability/overhangs.ts';
import { listPrintParts } from '../printability/print-parts.ts';
import { createPrintScene, type PrintScene } from '../printability/print-scene.ts';
import type { Printer } from '../printability/printer.ts';
import { FacePainter } from './face-painter.ts';
import { countOf, formatAmount } from './format-amount.ts';
import { BLUE, PURPLE, SKY_BLUE, VERMILLION } from './palette.ts';

/** What is found on a printer, with the areas that were painted. */
interface Found {
  readonly printer: Printer;
  readonly overhangs: readonly LocatedFinding[];
  readonly bridges: readonly LocatedFinding[];
  readonly floating: readonly LocatedFinding[];
  readonly islands: readonly LocatedFinding[];
  readonly areas_mm2: {
    readonly overhangs: number;
    readonly bridges: number;
    /** Steep faces that print well, as they reach or span little. */
    readonly short: number;
  };
}

/**
 * Colours what a printer would have to lay over the air: overhangs and bridges that need support, those that
 * are short enough to do without, and what begins in mid-air. The verdicts are those of a print check.
 */
export function highlightOverhangs(structure: MeshStructure, printer: Printer): Highlight {
  const scene = createPrintScene(structure, printer);
  const parts = listPrintParts(scene);
  const floating = findFloatingParts(scene, parts);
  const islands = findIslands(scene, parts);
  const steep = findOverhangs(scene, parts);
  const overhangs = steep.filter(({ finding }) => finding.code === 'OVERHANG');
  const bridges = steep.filter(({ finding }) => finding.code === 'BRIDGE');
  const judged = new Set(trianglesOf([...steep, ...floating]));
  const short = findOverhangRegions(scene)
    .flatMap(({ triangles }) => [...triangles])
    .filter(triangle => !judged.has(triangle));
  const painter = new FacePainter(structure.mesh);
  painter.paint(trianglesOf(floating), PURPLE);
  const areas_mm2 = {
    short: painter.paint(short, SKY_BLUE),
    bridges: painter.paint(trianglesOf(bridges), BLUE),
    overhangs: painter.paint(trianglesOf(overhangs), VERMILLION),
  };
  return {
    mesh: structure.mesh,
    faceColors: painter.colors,
    lines: [],
    points: islands.map(island => ({ color: PURPLE, at: undersideOf(scene, island) })),
    legend: {
      title: `Overhangs, printer limit ${limitOf(printer)}`,
      entries: describe({ printer, overhangs, bridges, floating, islands, areas_mm2 }),
    },
    notes: [describePrinter(printer)],
  };
}

function describe({ printer, overhangs, bridges, floating, islands, areas_mm2 }: Found): LegendEntry[] {
  const limit = limitOf(printer);
  const entries: LegendEntry[] = [];
  const add = (
    text: string,
    sign: HighlightSign,
    color: HighlightColor,
    found: readonly LocatedFinding[],
  ) => {
    // The finders put the largest first.
    const at = found.at(0)?.finding.at;
    entries.push({ text, key: { sign, color }, ...(at === undefined ? {} : { at }) });
  };
  if (overhangs.length > 0) {
    const places = overhangs.length > 1 ? ` in ${overhangs.length} places` : '';
    add(
      `overhang > ${limit}: ${formatAmount(areas_mm2.overhangs)} mm²${places}`,
      'faces',
      VERMILLION,
      overhangs,
    );
  } else {
    const but = areas_mm2.short > 0 ? ' that needs support' : '';
    entries.push({ text: `no overhang > ${limit}${but}`, key: null });
  }
  if (bridges.length > 0) {
    const longest = formatAmount(Math.max(...bridges.map(({ finding }) => finding.value ?? 0)));
    const area = formatAmount(areas_mm2.bridges);
    add(`bridge > ${MAX_BRIDGE_MM} mm: ${area} mm², up to ${longest} mm long`, 'faces', BLUE, bridges);
  }
  if (areas_mm2.short > 0) {
    add(`> ${limit}, short enough to print: ${formatAmount(areas_mm2.short)} mm²`, 'faces', SKY_BLUE, []);
  }
  if (floating.length > 0) {
    add(`hangs in the air: ${countOf(floating.length, 'part')}`, 'faces', PURPLE, floating);
  }
  if (islands.length > 0) {
    add(`starts in mid-air: ${countOf(islands.length, 'place')}`, 'points', PURPLE, islands);
  }
  return entries;
}

function limitOf({ max_overhang_deg }: Printer): string {
  return `${formatAmount(max_overhang_deg)}°`;
}

/** Says for which printer the verdict holds, since the caller did not name one. */
function describePrinter({ max_overhang_deg, nozzle_mm, layer_mm }: Printer): string {
  return (
    `Overhangs are judged as the model stands, for a printer that manages ${max_overhang_deg}° from the vertical ` +
    `and bridges of ${MAX_BRIDGE_MM} mm, with a nozzle of ${nozzle_mm} mm and layers of ${layer_mm} mm; ` +
    'check_model with level print takes another printer.'
  );
}

function trianglesOf(located: readonly LocatedFinding[]): number[] {
  return located.flatMap(({ triangles }) => [...triangles]);
}

/** The middle of the lowest corners of an island, at which printing begins. */
function undersideOf({ structure, tolerance_mm }: PrintScene, { finding, triangles }: LocatedFinding): Vec3 {
  const { positions, indices } = structure.mesh;
  const lowest = finding.at?.[2] ?? 0;
  const corners = new Set<number>();
  for (const triangle of triangles) {
    for (let corner = triangle * 3; corner < triangle * 3 + 3; corner++) {
      if (positions[indices[corner] * 3 + 2] <= lowest + tolerance_mm) corners.add(indices[corner]);
    }
  }
  const mean = (axis: 0 | 1) => {
    let sum = 0;
    for (const vertex of corners) sum += positions[vertex * 3 + axis];
    return sum / corners.size;
  };
  return [mean(0), mean(1), lowest];
}
