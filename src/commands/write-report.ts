import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { ModelReport } from '../operations/report.ts';

/**
 * Writes what came of a command.
 *
 * @param json for a program instead of for a person at a terminal.
 */
export function writeResult<Report extends ModelReport>(report: Report, json: boolean): string {
  return json ? JSON.stringify(report, null, 2) : writeText(report);
}

function writeText({ summary, diagnostics, notes = [], error }: ModelReport): string {
  return [
    summary,
    ...(error === undefined ? [] : [`  ${error.hint}`]),
    ...diagnostics.flatMap(writeDiagnostic),
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
