import { escapeHidden } from '../contracts/hidden-text.ts';
import { LIMITS } from '../contracts/limits.ts';
import { isEmpty, isListOfRecords, isRecord, writeEntries, writeValue } from '../operations/write-value.ts';

/**
 * Writes a report as text that stands alone: the summary, then every other field, in an order and a
 * form that a person or a language model reads easily. It says nothing that the fields do not say. Values that
 * the fields hold as they are, such as the default of a parameter, show here what they hide.
 */
export function writeText(report: Readonly<Record<string, unknown>>): string {
  const { ok: _ok, summary, diagnostics, error, notes, findings, ...others } = report;
  const rest = { findings: shortenFindings(findings, summary), ...others };
  const lines = [quoteLines(summary)];
  if (isRecord(error)) lines.push(`What to do: ${error.hint}`);
  if (Array.isArray(diagnostics)) lines.push(...diagnostics.flatMap(writeDiagnostic));
  if (Array.isArray(notes)) lines.push(...notes.map(note => `Note: ${note}`));
  for (const [name, value] of Object.entries(rest)) lines.push(...writeField(name, value));
  const text = escapeHidden(lines.join('\n'));
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

/** A line for each field, and of a list of objects for each of them. */
function writeField(name: string, value: unknown): string[] {
  if (isEmpty(value)) return [];
  if (Array.isArray(value)) {
    return value.every(isRecord)
      ? value.map(item => `${name}: ${writeEntries(item)}`)
      : [`${name}: ${value.map(writeValue).join(', ')}`];
  }
  if (!isRecord(value)) return [`${name}: ${value}`];
  const fields = Object.entries(value);
  const short = writeEntries(Object.fromEntries(fields.filter(([, field]) => !isListOfRecords(field))));
  const lists = fields.filter(([, field]) => isListOfRecords(field));
  return [
    ...(short === '' ? [] : [`${name}: ${short}`]),
    ...lists.flatMap(([list, field]) => writeField(`${name}.${list}`, field)),
  ];
}

/** Findings without the messages that the summary quotes already. */
function shortenFindings(findings: unknown, summary: unknown): unknown {
  if (!Array.isArray(findings)) return findings;
  return findings.map(finding => {
    if (!isRecord(finding) || !String(summary).includes(String(finding.message))) return finding;
    const { message: _, ...rest } = finding;
    return rest;
  });
}
