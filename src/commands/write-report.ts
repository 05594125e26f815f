import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { ModelReport } from '../operations/report.ts';

/** Writes a report for a person at a terminal: what happened, what is wrong and what to do. */
export function writeReport({ summary, diagnostics, notes = [], error }: ModelReport): string {
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

/** Writes a report for a program. */
export function writeJson(report: object): string {
  return JSON.stringify(report, null, 2);
}
