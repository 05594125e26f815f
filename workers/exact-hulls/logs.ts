import type { RunLog } from '../../src/contracts/evaluation-protocol.ts';
import { isTopLevelNote } from '../../src/scad/top-level-note.ts';

/** Where a message ends in the place that it is about. */
const PLACE = /(?: in file .*, line \d+|, import\(\) at line \d+)$/;

function linesOf({ head, tail }: RunLog): string[] {
  return [...head, ...tail];
}

/** Whether a log names places. */
export function namesPlaces(log: RunLog): boolean {
  return linesOf(log).some(line => PLACE.test(line));
}

/**
 * Joins what a script printed and what was said of the geometry of its tree, of parts of it first, of all of it last.
 * Places in the tree, which nobody has seen, give way to those in the model.
 *
 * @param plain what was printed when the model was evaluated as it is, where that was done. Failures at hulls are in
 *   it, so that only the places of messages are taken from it.
 */
export function joinLogs(script: RunLog, geometry: readonly RunLog[], plain: RunLog | null): RunLog {
  const ofScript = new Set(linesOf(script));
  const known = new Set([...ofScript].map(withoutPlace));
  const said = new Set<string>();
  for (const [index, log] of geometry.entries()) {
    const isPart = index < geometry.length - 1;
    for (const line of linesOf(log)) {
      if (!isPart || !isTopLevelNote(line)) said.add(withoutPlace(line));
    }
  }
  const located = locate(plain, ofScript);
  // Of arguments out of range OpenSCAD complains again when it reads them in the tree.
  const tail = [...said]
    .filter(message => !known.has(message))
    .flatMap(message => located.get(message) ?? [message]);
  return { head: script.head, leftOut: script.leftOut, tail: [...script.tail, ...tail], evaluations: 1 };
}

function withoutPlace(line: string): string {
  return line.replace(PLACE, '');
}

/** The messages of a log that are not among those of the script, by their texts without places. */
function locate(log: RunLog | null, ofScript: ReadonlySet<string>): ReadonlyMap<string, string[]> {
  const found = new Map<string, string[]>();
  for (const line of log === null ? [] : linesOf(log)) {
    if (ofScript.has(line)) continue;
    const message = withoutPlace(line);
    found.set(message, [...(found.get(message) ?? []), line]);
  }
  return found;
}
