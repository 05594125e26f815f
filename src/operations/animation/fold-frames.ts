import type { Diagnostic } from '../../contracts/diagnostics.ts';
import { capDiagnostics } from '../../scad/fold-diagnostics.ts';
import type { EvaluatedModel } from '../evaluate-model.ts';

/**
 * Makes one list of what was said in all frames. What was said in several comes once; what was not said in
 * all of them names its frames.
 */
export function foldFrames(frames: readonly EvaluatedModel[]): Diagnostic[] {
  const groups = new Map<string, { readonly diagnostic: Diagnostic; readonly frames: number[] }>();
  frames.forEach(({ diagnostics }, index) => {
    for (const diagnostic of diagnostics) {
      const { severity, code, message, file, line } = diagnostic;
      const key = JSON.stringify([severity, code, message, file, line]);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { diagnostic, frames: [index] });
      else if (group.frames.at(-1) !== index) group.frames.push(index);
    }
  });
  // What is wrong with the parameters of a call is looked for when its first frame is evaluated.
  const ofCall = new Set(frames[0].model.diagnostics);
  const folded = [...groups.values()].map(({ diagnostic, frames: named }) =>
    named.length === frames.length || ofCall.has(diagnostic)
      ? diagnostic
      : { ...diagnostic, message: `${diagnostic.message} (${nameFrames(named)})` },
  );
  return capDiagnostics(folded);
}

/** `frame 3`, `frames 0–2, 5`; the numbers in ascending order. */
export function nameFrames(indices: readonly number[]): string {
  const runs: { readonly first: number; last: number }[] = [];
  for (const index of indices) {
    const run = runs.at(-1);
    if (run?.last === index - 1) run.last = index;
    else runs.push({ first: index, last: index });
  }
  const names = runs.map(({ first, last }) =>
    first === last ? `${first}` : `${first}${last === first + 1 ? ', ' : '–'}${last}`,
  );
  return `${indices.length === 1 ? 'frame' : 'frames'} ${names.join(', ')}`;
}
