import type { Highlight, HighlightName } from '../../contracts/highlight.ts';
import type { Mesh } from '../../contracts/mesh.ts';
import { MeshStructure } from '../measure/mesh-structure.ts';
import { DEFAULT_PRINTER } from '../printability/printer.ts';
import { highlightFaults } from './highlight-faults.ts';
import { highlightOverhangs } from './highlight-overhangs.ts';
import { highlightParts } from './highlight-parts.ts';
import { highlightThickness } from './highlight-thickness.ts';

/** Finds what a picture is to be coloured by. A printer, where one matters, is a common desktop printer. */
export function findHighlight(mesh: Mesh, name: HighlightName): Highlight {
  if (mesh.indices.length === 0) {
    const legend = { title: 'No model', entries: [] };
    return { mesh, faceColors: new Uint8Array(), lines: [], points: [], legend, notes: [] };
  }
  const structure = new MeshStructure(mesh);
  switch (name) {
    case 'overhangs':
      return highlightOverhangs(structure, DEFAULT_PRINTER);
    case 'thickness':
      return highlightThickness(structure, DEFAULT_PRINTER);
    case 'open_edges':
      return highlightFaults(structure);
    case 'parts':
      return highlightParts(structure);
  }
}
