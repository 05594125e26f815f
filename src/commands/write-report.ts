import type { Diagnostic } from '../contracts/diagnostics.ts';
import type { ModelReport } from '../operations/report.ts';

/**
 * Writes what came of a command.
 *
 * @param fileNotes what its user should know about the files read; they join the report's own notes.
 * @param json for a program instead of for a person at a terminal.
 */
export function writeResult<Report extends ModelReport>(
  report: Report,
  fileNotes: readonly string[],
  json: boolean,
): string {
  const notes = [...(report.notes ?? []), ...fileNotes];
  const diagnostics = report.diagnostics.map(adaptHint);
  const adapted = { ...report, diagnostics, ...(notes.length === 0 ? {} : { notes }) };
  return json ? JSON.stringify(adapted, null, 2) : writeText(adapted);
}

/** On a command line there is no call whose `files` a missing file could be passed in. */
function adaptHint(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'FILE_NOT_FOUND') return diagnostic;
  const suggestion = /Did you mean .*$/.exec(diagnostic.hint ?? '')?.[0];
  const hint =
    'Paths count from the file that names them; it has to lie in the folder of the model or in a --root.';
  return { ...diagnostic, hint: suggestion === undefined ? hint : `${hint} ${suggestion}` };
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
