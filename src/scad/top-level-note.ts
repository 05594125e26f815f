import type { TopLevelNote } from '../contracts/diagnostics.ts';

const TOP_LEVEL_NOTES: ReadonlyMap<string, TopLevelNote> = new Map([
  ['Current top level object is empty.', 'empty'],
  ['Current top level object is not a 3D object.', 'not-3d'],
  ['Current top level object is not a 2D object.', 'not-2d'],
]);

/** Whether a line is such a note. */
export function isTopLevelNote(line: string): boolean {
  return TOP_LEVEL_NOTES.has(line);
}

/**
 * Finds what OpenSCAD said about the model's top level, or null when it was content.
 *
 * With several outputs there may be several notes; `empty` is then the truth, since an empty model is
 * neither 3D nor 2D. For a 2D format alone, OpenSCAD says `not-2d` even of an empty model.
 */
export function findTopLevelNote(lines: readonly string[]): TopLevelNote | null {
  const notes = lines.flatMap(line => TOP_LEVEL_NOTES.get(line) ?? []);
  return notes.includes('empty') ? 'empty' : (notes[0] ?? null);
}
