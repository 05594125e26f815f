import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { ModelReport } from '../operations/report.ts';
import { shellHint } from './shell-hint.ts';

/** A report, of a picture with what its colours mean. */
interface WrittenReport extends ModelReport {
  readonly legend?: readonly { readonly text: string }[];
}

/**
 * Writes what came of a command.
 *
 * @param json for a program instead of for a person at a terminal.
 */
export function writeResult<Report extends WrittenReport>(report: Report, json: boolean): string {
  return json ? JSON.stringify(report, null, 2) : writeText(report);
}

function writeText({ summary, diagnostics, notes = [], legend = [], error }: WrittenReport): string {
  return [
    summary,
    ...(error === undefined ? [] : [`  ${shellHint(error)}`]),
    ...diagnostics.flatMap(writeDiagnostic),
    ...legend.map(({ text }) => `legend: ${text}`),
    ...notes.map(note => `note: ${note}`),
  ].join('\n');
}

function writeDiagnostic({ severity, message, file, line, excerpt, hint }: Diagnostic): string[] {
  const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
  return [
    `${place}${severity}: ${message}`,
    ...(excerpt === undefined ? [] : [excerpt]),
    ...(hint === undefined ? [] : [`  hint: ${hint}`]),
  ];
}
