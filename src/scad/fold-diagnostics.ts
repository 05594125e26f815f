import type { Diagnostic, Severity } from '../contracts/diagnostics.ts';

/** A list longer than this helps nobody. */
const MAX_DIAGNOSTICS = 200;

/** What is kept when there are too many: the earlier in this list, the longer. */
const SEVERITIES_BY_WEIGHT: readonly Severity[] = ['error', 'warning', 'deprecated', 'echo', 'trace'];

/**
 * Undoes the repetition that several outputs cause: OpenSCAD evaluates the model once per output, so what
 * was said `evaluations` times was said once. Exporting has messages of its own that come only once.
 */
export function dropReevaluations(diagnostics: readonly Diagnostic[], evaluations: number): Diagnostic[] {
  if (evaluations < 2) return [...diagnostics];
  const totals = countBy(diagnostics, keyOf);
  const seen = new Map<string, number>();
  return diagnostics.filter(diagnostic => {
    const key = keyOf(diagnostic);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count <= Math.ceil((totals.get(key) ?? 0) / evaluations);
  });
}

/** Drops the bare syntax error that OpenSCAD adds to the more telling "Unterminated …" at the same line. */
export function dropEchoedSyntaxErrors(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter((diagnostic, index) => {
    const before = diagnostics[index - 1];
    return !(
      diagnostic.message === 'Parser error: syntax error' &&
      before?.message.startsWith('Parser error: Unterminated') &&
      before.file === diagnostic.file &&
      before.line === diagnostic.line
    );
  });
}

/**
 * Makes one of identical diagnostics and says how often it came. The order of echoes and of call traces
 * means something, so of these only neighbours are joined.
 */
export function foldRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const groups: { first: Diagnostic; count: number }[] = [];
  const groupOfKey = new Map<string, { count: number }>();
  let previousKey = '';
  for (const diagnostic of diagnostics) {
    const key = keyOf(diagnostic);
    const ordered = diagnostic.severity === 'echo' || diagnostic.severity === 'trace';
    const group = ordered && key !== previousKey ? undefined : groupOfKey.get(key);
    if (group === undefined) {
      const created = { first: diagnostic, count: 1 };
      groups.push(created);
      groupOfKey.set(key, created);
    } else {
      group.count += 1;
    }
    previousKey = key;
  }
  return groups.map(({ first, count }) =>
    count === 1 ? first : { ...first, message: `${first.message} (repeated ${count} times)` },
  );
}

/** Keeps the most important diagnostics in their order and adds one saying what was left out. */
export function capDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  if (diagnostics.length <= MAX_DIAGNOSTICS) return [...diagnostics];
  const byWeight = SEVERITIES_BY_WEIGHT.flatMap(severity =>
    diagnostics.filter(diagnostic => diagnostic.severity === severity),
  );
  const kept = new Set(byWeight.slice(0, MAX_DIAGNOSTICS - 1));
  const leftOut = countBy(byWeight.slice(MAX_DIAGNOSTICS - 1), diagnostic => diagnostic.severity);
  const counts = [...leftOut].map(([severity, count]) => `${count} of severity ${severity}`);
  return [
    ...diagnostics.filter(diagnostic => kept.has(diagnostic)),
    {
      severity: 'warning',
      code: 'OUTPUT_CUT',
      message: `${diagnostics.length - kept.size} more messages were left out (${counts.join(', ')}).`,
    },
  ];
}

function keyOf({ severity, code, message, file, line }: Diagnostic): string {
  return JSON.stringify([severity, code, message, file, line]);
}

function countBy<T>(items: readonly T[], keyOfItem: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOfItem(item), (counts.get(keyOfItem(item)) ?? 0) + 1);
  return counts;
}
