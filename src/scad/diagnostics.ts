import type { Diagnostic } from '../contracts/diagnostics.ts';
import { LIBRARY_ROOT } from '../contracts/model.ts';
import { excerptAround } from './excerpt.ts';
import {
  capDiagnostics,
  dropEchoedSyntaxErrors,
  dropReevaluations,
  foldRepeats,
} from './fold-diagnostics.ts';
import { hintFor } from './hints.ts';
import { groupLines, type LogEntry } from './log-entries.ts';
import { readEntry } from './read-entry.ts';
import { createSourceIndex, type SourceIndex } from './source-index.ts';

export { findTopLevelNote } from './top-level-note.ts';

/** What {@link parseLog} needs to know of a run. */
export interface LogContext {
  /** The absolute directory of the model in OpenSCAD's file system, ending in `/`; removed from messages. */
  readonly root: string;
  /** The texts of the model by relative path, for excerpts and hints. */
  readonly sources: ReadonlyMap<string, string>;
  /** The names of the libraries installed here. */
  readonly libraries?: readonly string[];
  /** By the name of a module or function of a library: the statement that brings it. */
  readonly libraryNames?: ReadonlyMap<string, string>;
  /** The texts of the library files that the model uses, by path relative to LIBRARY_ROOT, for excerpts. */
  readonly librarySources?: ReadonlyMap<string, string>;
  /** How many outputs were asked for; OpenSCAD repeats its messages for each. One when absent. */
  readonly evaluations?: number;
}

/**
 * Reads OpenSCAD's log: one line per element, as it was printed, into at most 200 diagnostics in the order
 * they came, with an excerpt of the source and a hint where there is one.
 *
 * A file that cannot be opened counts as an error although OpenSCAD mostly only warns: it goes on without
 * the file, and what comes out is not what the author wrote.
 *
 * Never throws, whatever the lines. Texts come from the model, so diagnostics inform and never decide about security.
 */
export function parseLog(lines: readonly string[], context: LogContext): Diagnostic[] {
  const index = createSourceIndex(context.sources, {
    installed: context.libraries ?? [],
    statements: context.libraryNames ?? new Map(),
    sources: context.librarySources ?? new Map(),
  });
  const entries = groupLines(lines).filter(entry => !isLibraryDeprecation(entry));
  const read = entries.map(entry => locate(readEntry(entry, context.root), index));
  const once = dropReevaluations(read, context.evaluations ?? 1);
  const folded = capDiagnostics(foldRepeats(dropEchoedSyntaxErrors(once)));
  return folded.map(diagnostic => explain(diagnostic, index));
}

/** Old syntax inside a library is for its authors to mend; some print a page of it in every run. */
function isLibraryDeprecation({ prefix, lines }: LogEntry): boolean {
  return prefix === 'DEPRECATED' && lines.at(-1)?.includes(` in file ${LIBRARY_ROOT}`) === true;
}

/** Completes a location as far as the sources tell it. */
function locate(diagnostic: Diagnostic, index: SourceIndex): Diagnostic {
  const { line } = diagnostic;
  const file = diagnostic.file ?? (line === undefined ? undefined : findImportingFile(line, index));
  if (file === undefined || line === undefined) return diagnostic;
  const lines = index.lines(file);
  // OpenSCAD appends parameters to the source, and reports what is missing at the end of the file there.
  const inside = lines === null ? line : Math.min(line, lastCodeLine(lines));
  return { ...diagnostic, file, line: inside };
}

/** Messages about imports name a line only; the file is known when just one has an import there. */
function findImportingFile(line: number, index: SourceIndex): string | undefined {
  const files = index.filesImportingAt(line);
  return files.length === 1 ? files[0] : undefined;
}

function lastCodeLine(lines: readonly string[]): number {
  return Math.max(1, lines.findLastIndex(line => line.trim() !== '') + 1);
}

function explain(diagnostic: Diagnostic, index: SourceIndex): Diagnostic {
  if (diagnostic.severity === 'echo' || diagnostic.severity === 'trace') return diagnostic;
  const hint = hintFor(diagnostic, index);
  const excerpt = excerptOf(diagnostic, index);
  return {
    ...diagnostic,
    ...(excerpt === '' ? {} : { excerpt }),
    ...(hint === undefined ? {} : { hint }),
  };
}

function excerptOf({ file, line }: Diagnostic, index: SourceIndex): string {
  const lines = file === undefined ? null : index.lines(file);
  return lines === null || line === undefined ? '' : excerptAround(lines, line);
}
