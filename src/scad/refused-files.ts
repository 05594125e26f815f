import { restoreThreeMf } from './three-mf-names.ts';

/** Where OpenSCAD says a problem is, in the two forms it has. */
const IMPORT_PLACE = /, import\(\) at line \d+/;
const SOURCE_PLACE = / in file [^']*, line \d+$/;

/** What the 3MF reader says of a file that is not there; others say it as in the replacement. */
const MISSING_3MF =
  /^WARNING: Could not read file '(.*)', (import\(\) at line \d+): .*could not be opened.*$/;

const PROBLEM = /^(?:ERROR|WARNING): /;

/**
 * Says in OpenSCAD's log why a file was not given to it, in place of whatever it says of a file that it
 * cannot open, and names 3MF files as the author does.
 *
 * @param refused absolute paths with the reasons, which are clauses about the file.
 */
export function explainRefused(lines: readonly string[], refused: ReadonlyMap<string, string>): string[] {
  return lines.map(line => restoreThreeMf(explainLine(line, refused)));
}

function explainLine(line: string, refused: ReadonlyMap<string, string>): string {
  if (!PROBLEM.test(line)) return line;
  const resolved = resolveParents(line);
  for (const [path, reason] of refused) {
    if (!resolved.includes(`'${path}'`)) continue;
    const importPlace = IMPORT_PLACE.exec(line)?.[0] ?? '';
    const sourcePlace = importPlace === '' ? (SOURCE_PLACE.exec(line)?.[0] ?? '') : '';
    return `ERROR: Can't read file '${path}'${importPlace}: ${reason}${sourcePlace}`;
  }
  return line.replace(MISSING_3MF, "WARNING: Can't open import file '$1', $2");
}

/** OpenSCAD leaves `..` in the paths it prints. */
function resolveParents(line: string): string {
  let resolved = line;
  for (let shorter = removeParent(resolved); shorter !== resolved; shorter = removeParent(resolved)) {
    resolved = shorter;
  }
  return resolved;
}

function removeParent(line: string): string {
  return line.replace(/\/(?!\.\.\/)[^/']+\/\.\.\//, '/');
}
