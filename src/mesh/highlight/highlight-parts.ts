import type { Highlight, LegendEntry } from '../../contracts/highlight.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import { listParts, measureParts } from '../measure/parts.ts';
import { groupTrianglesByPart } from '../printability/print-parts.ts';
import { FacePainter } from './face-painter.ts';
import { countOf, formatAmount } from './format-amount.ts';
import { categoryColor } from './palette.ts';

/** More parts than this are counted in one line of the legend. */
const MAX_LISTED = 10;

/** Gives each part a colour of its own. Their numbers are those of `measureParts`. */
export function highlightParts(structure: MeshStructure): Highlight {
  const parts = measureParts(structure);
  const trianglesOf = groupTrianglesByPart(structure);
  const painter = new FacePainter(structure.mesh);
  const ofTriangle = new Uint32Array(structure.mesh.indices.length / 3);
  for (const [index, { root }] of listParts(structure).entries()) {
    const triangles = trianglesOf(root);
    painter.paint(triangles, categoryColor(index));
    for (const triangle of triangles) ofTriangle[triangle] = index;
  }
  const entries = parts.slice(0, MAX_LISTED).map(({ index, size, volume_mm3, watertight, center_mm }) => {
    const extent = size.size.map(formatAmount).join(' × ');
    const content = watertight ? `${formatAmount(volume_mm3)} mm³` : 'not closed';
    const entry: LegendEntry = {
      text: `part ${index}: ${extent} mm, ${content}`,
      key: { sign: 'faces', color: categoryColor(index) },
      at: center_mm,
    };
    return entry;
  });
  if (parts.length > MAX_LISTED) {
    entries.push({ text: `and ${parts.length - MAX_LISTED} smaller parts`, key: null });
  }
  return {
    mesh: structure.mesh,
    faceColors: painter.colors,
    lines: [],
    points: [],
    ...(parts.length > 1 ? { names: { texts: parts.map(({ index }) => `${index}`), ofTriangle } } : {}),
    legend: { title: countOf(parts.length, 'part'), entries },
    notes: [],
  };
}
