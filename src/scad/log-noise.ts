import { isTopLevelNote } from './top-level-note.ts';

/** Lines about the run itself: start-up complaints and the statistics printed after a geometry is made. */
const NOISE = [
  /^Could not initialize localization/,
  /^Fontconfig (?:error|warning)/,
  /^Can't parse file '/,
  /^(?:Geometries|CGAL Polyhedrons) in cache: /,
  /^(?:Geometry|CGAL) cache size in bytes: /,
  /^Total rendering time: /,
  /^ *Top level object is a /,
  /^ {3}(?:Status|Genus|Simple|Convex|Closed|Objects|Min|Max|Size|Area|Translation|Rotation|Distance|FOV): /,
  /^ {3}(?:Vertices|Facets|Triangles|Contours|Volumes|Edges|Halfedges|Halffacets): /,
  /^(?:Bounding box|Camera|PolySet):$/,
  /^Exporting .*\.\.\.$/,
  /^Trying to repair and reconstruct mesh\.\./,
  /^Minkowski: child \d+ is /,
  // An installed OpenSCAD that ran out of memory.
  /^terminate called /,
  /^ {2}what\(\): /,
];

/** Whether a line without prefix says nothing about the model's source. */
export function isNoise(line: string): boolean {
  return isTopLevelNote(line) || NOISE.some(pattern => pattern.test(line));
}

/**
 * Whether a line warns of the file that colours are read from, which the author of a model never sees. What is wrong
 * with a colour was said, with its place, when `color()` was evaluated.
 */
export function isNoteOnColorFile(line: string): boolean {
  return line === 'WARNING: Invalid color in OFF export';
}
