import type { Diagnostic } from '../contracts/diagnostics.ts';
import { excerptAround } from '../scad/excerpt.ts';
import { stringValue } from '../scad/string-value.ts';
import { streamTokens } from '../scad/tokens.ts';

/** Where in a model something stands; empty when it was put together at run time. */
export type Place = Pick<Diagnostic, 'file' | 'line' | 'excerpt'>;

/** Finds the first string literal with a certain value, in the model's sources by path. */
export function locateLiteral(
  sources: ReadonlyMap<string, string>,
  matches: (value: string) => boolean,
): Place {
  for (const [file, source] of sources) {
    for (const { kind, text, line } of streamTokens(source)) {
      if (kind !== 'string' || !matches(stringValue(text))) continue;
      return { file, line, excerpt: excerptAround(source.split('\n'), line) };
    }
  }
  return {};
}
