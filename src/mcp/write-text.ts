import { LIMITS } from '../contracts/limits.ts';

/**
 * Writes a report as text that stands alone: the summary, then every other field, in an order and a
 * form that a person or a language model reads easily. It says nothing that the fields do not say.
 */
export function writeText(report: Readonly<Record<string, unknown>>): string {
  const { ok: _ok, summary, diagnostics, error, notes, ...rest } = report;
  const lines = [quoteLines(summary)];
  if (isRecord(error)) lines.push(`What to do: ${error.hint}`);
  if (Array.isArray(diagnostics)) lines.push(...diagnostics.flatMap(writeDiagnostic));
  if (Array.isArray(notes)) lines.push(...notes.map(note => `Note: ${note}`));
  for (const [name, value] of Object.entries(rest)) lines.push(...writeField(name, value));
  const text = lines.join('\n');
  return text.length <= LIMITS.maxTextLength ? text : `${text.slice(0, LIMITS.maxTextLength)}\n… (text cut)`;
}

function writeDiagnostic(diagnostic: unknown): string[] {
  if (!isRecord(diagnostic)) return [];
  const { severity, code, message, file, line, excerpt, hint } = diagnostic;
  const place = file === undefined ? '' : ` ${file}${line === undefined ? '' : ` line ${line}`}`;
  return [
    `${severity} ${code}${place}: ${quoteLines(message)}`,
    ...(excerpt === undefined ? [] : [String(excerpt)]),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
  ];
}

/** What a model printed must not pass for a line of ours: its further lines are marked as quoted. */
function quoteLines(text: unknown): string {
  return String(text).replace(/\r?\n/g, '\n  | ');
}

function writeField(name: string, value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [`${name}: ${writeValue(value)}`];
  if (value.length === 0) return [];
  return value.every(isRecord)
    ? value.map(item => `${name}: ${writeValue(item)}`)
    : [`${name}: ${value.join(', ')}`];
}

/** `a 1, b [2, 3]`: the fields of an object in one line. */
function writeValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(writeValue).join(', ')}]`;
  if (!isRecord(value)) return String(value);
  return Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${name} ${isRecord(field) ? `(${writeValue(field)})` : writeValue(field)}`)
    .join(', ');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
