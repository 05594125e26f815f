import { LIMITS } from '../contracts/limits.ts';
import { MODEL_ROOT } from '../contracts/model.ts';

/** A file that OpenSCAD looked for and did not find. */
export interface MissingFile {
  readonly kind: 'include' | 'use' | 'import' | 'surface';
  /** With `file` as the source has it; without, the absolute path of the first place OpenSCAD looked at. */
  readonly path: string;
  /** Absolute path of the source that names it, with `..` left in. */
  readonly file?: string;
}

/** A message is `opening`, the path, `closing`, and a rest that tells it from others. */
interface Message {
  readonly kind: MissingFile['kind'];
  readonly opening: string;
  readonly closing: string;
  /** Its group, where it has one, is the file that names the path. */
  readonly rest: RegExp;
}

const AT_LINE = /^\d+$/;
const IN_FILE = /^(.*), line \d+$/;

/**
 * What OpenSCAD 2025.07.18 says of a file it cannot open. Files of geometry are named by absolute paths, the
 * others as in the source. AMF, OBJ, NEF3 and STL share a message; import() of DXF and dxf_dim() do not.
 */
const MESSAGES: readonly Message[] = [
  { kind: 'include', opening: "WARNING: Can't open include file '", closing: "'. in file ", rest: IN_FILE },
  { kind: 'use', opening: "WARNING: Can't open library '", closing: "'. in file ", rest: IN_FILE },
  {
    kind: 'import',
    opening: "WARNING: Can't open import file '",
    closing: "', import() at line ",
    rest: AT_LINE,
  },
  // SVG
  { kind: 'import', opening: "ERROR: Can't open file '", closing: "', import() at line ", rest: AT_LINE },
  // 3MF
  {
    kind: 'import',
    opening: "WARNING: Could not read file '",
    closing: "', import() at line ",
    rest: /^\d+: /,
  },
  // JSON
  { kind: 'import', opening: "WARNING: Could not read file '", closing: "' in file ", rest: /, line \d+$/ },
  {
    kind: 'import',
    opening: "ERROR: OFF File line 0, File error line '' importing file '",
    closing: "' in file ",
    rest: /, line \d+$/,
  },
  { kind: 'import', opening: "WARNING: Can't open DXF file '", closing: "'.", rest: /^$/ },
  // dxf_dim() and dxf_cross()
  { kind: 'import', opening: "WARNING: Can't open DXF file '", closing: "'! in file ", rest: IN_FILE },
  { kind: 'surface', opening: "WARNING: The file '", closing: "' couldn't be opened.", rest: /^$/ },
];

/** A model's longest path, and the folder that OpenSCAD puts before it. */
const MAX_PATH_LENGTH = LIMITS.maxPathLength + MODEL_ROOT.length;

/** A model can print any number of names; nobody means more than this. */
const MAX_MISSING = 200;

/**
 * Lists the files that OpenSCAD's log says were missing, each once: among them are those whose names are
 * put together at run time. A model can print such messages itself, so each name is still to be checked.
 */
export function findMissingFiles(lines: readonly string[]): MissingFile[] {
  const missing = new Map<string, MissingFile>();
  for (const line of lines) {
    // A tab inside include <…> is printed before whatever comes next.
    const found = readMessage(line.trimStart());
    if (found === null || found.path.length > MAX_PATH_LENGTH) continue;
    missing.set(`${found.kind} ${found.file} ${found.path}`, found);
    if (missing.size === MAX_MISSING) break;
  }
  return [...missing.values()];
}

function readMessage(line: string): MissingFile | null {
  for (const { kind, opening, closing, rest } of MESSAGES) {
    if (!line.startsWith(opening)) continue;
    const end = line.lastIndexOf(closing);
    if (end < opening.length) continue;
    const match = rest.exec(line.slice(end + closing.length));
    if (match === null) continue;
    const path = line.slice(opening.length, end);
    const file: string | undefined = match[1];
    if (file !== undefined) return { kind, path, file };
    if (path.startsWith('/')) return { kind, path };
  }
  return null;
}
