import type { Diagnostic } from '../contracts/diagnostics.ts';
import { excerptAround } from '../scad/excerpt.ts';
import { stringValue } from '../scad/string-value.ts';
import { streamTokens } from '../scad/tokens.ts';

/** Where in a model something stands; empty when it was put together at run time. */
export type Place = Pick<Diagnostic, 'file' | 'line' | 'excerpt'>;

/**
 * Finds for each value the first string literal that has it, in one pass over the model's sources by path.
 * Values that no literal has are left out.
 */
export function locateLiterals(
  sources: ReadonlyMap<string, string>,
  values: Iterable<string>,
): Map<string, Place> {
  const wanted = new Set(values);
  const places = new Map<string, Place>();
  for (const [file, source] of sources) {
    if (wanted.size === 0) break;
    let lines: readonly string[] | null = null;
    for (const { kind, text, line } of streamTokens(source)) {
      if (kind !== 'string') continue;
      const value = stringValue(text);
      if (!wanted.delete(value)) continue;
      lines ??= source.split('\n');
      places.set(value, { file, line, excerpt: excerptAround(lines, line) });
      if (wanted.size === 0) break;
    }
  }
  return places;
}
