import { findAmfFault } from './import-faults/amf-fault.ts';
import { findDatFault, findPngFault } from './import-faults/heightmap-faults.ts';
import { findObjFault, findOffFault, findStlFault } from './import-faults/mesh-faults.ts';
import { toText } from './import-faults/not-finite.ts';

const FINDERS: ReadonlyMap<string, (bytes: Uint8Array, path: string) => string | null> = new Map([
  ['stl', findStlFault],
  ['off', findOffFault],
  ['obj', findObjFault],
  ['amf', findAmfFault],
  ['dxf', findDxfFault],
  ['json', findJsonFault],
  ['png', findPngFault],
  ['dat', findDatFault],
]);

/**
 * Finds in a file for import() or surface() what OpenSCAD would hang or crash on, use up its memory for,
 * or pass over in silence. Other damage it reports well by itself.
 *
 * @param path tells the format by its extension, as OpenSCAD does.
 * @returns a clause about the file, for instance `it is empty`, or null when it may be read.
 */
export function findImportFault(path: string, bytes: Uint8Array): string | null {
  const extension = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  return FINDERS.get(extension)?.(bytes, path) ?? null;
}

function findDxfFault(bytes: Uint8Array): string | null {
  const text = toText(bytes);
  if (text.startsWith('AutoCAD Binary DXF')) return 'it is a binary DXF file; only those of text can be read';
  return /^[ \t]*SECTION[ \t\r]*$/m.test(text) ? null : 'it is not a DXF file: it has no sections';
}

function findJsonFault(bytes: Uint8Array): string | null {
  try {
    JSON.parse(new TextDecoder().decode(bytes));
    return null;
  } catch (thrown) {
    const detail = thrown instanceof Error ? thrown.message.replace(/\s+/g, ' ') : '';
    return `it is not JSON (${detail})`;
  }
}
