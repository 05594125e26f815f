import type { ParsedFile } from './syntax.ts';

/**
 * Code in which top-level variables have other values; the comments that the customizer reads stay.
 *
 * @param values OpenSCAD literals by name.
 */
export function replaceValues({ text, statements }: ParsedFile, values: ReadonlyMap<string, string>): string {
  if (values.size === 0) return text;
  const pieces: string[] = [];
  let at = 0;
  for (const { kind, name, valueStart, end } of statements) {
    const value = kind === 'assignment' ? values.get(name) : undefined;
    if (value === undefined) continue;
    pieces.push(text.slice(at, valueStart), `${value};`);
    at = end;
  }
  return pieces.join('') + text.slice(at);
}
