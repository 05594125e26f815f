import type { Diagnostic } from '../contracts/diagnostics.ts';
import { LIBRARY_ROOT } from '../contracts/model.ts';
import { classify } from './classify.ts';
import { cleanText } from './clean-text.ts';
import type { LogEntry } from './log-entries.ts';
import { resolveDots } from './resolve-dots.ts';

/** Longer messages are cut. */
const MAX_MESSAGE_LENGTH = 2000;

/** Read before the rest of a message is thrown away; leaves room for what cleaning removes. */
const MAX_RAW_LENGTH = 4 * MAX_MESSAGE_LENGTH;

const LINE_SUFFIX = /, line ([1-9]\d{0,8})$/;
const IMPORT_SUFFIX = /, import\(\) at line ([1-9]\d{0,8})(?=$|: )/;
const XML_LOCATION = /^([^:]*):([1-9]\d{0,8}): /;
const FILE_MARK = ' in file ';

/** The folder of libraries where a path begins; a model may have a folder of that name further in. */
const LIBRARY_START = new RegExp(`(?<![^\\s'"(])${LIBRARY_ROOT}`, 'g');

/** A message and where it points. */
interface Located {
  readonly text: string;
  readonly file?: string;
  readonly line?: number;
}

/**
 * Makes a diagnostic, without excerpt and hint yet, from a message. `root` is the absolute directory of the
 * model, ending in `/`; it and the one of libraries are removed from file names and from the text.
 */
export function readEntry(entry: LogEntry, root: string): Diagnostic {
  const { text, file, line } = locate(entry);
  const withoutRoot = root.length > 1 ? text.replaceAll(root, '') : text;
  const message = cut(cleanText(withoutRoot.replaceAll(LIBRARY_START, '')).trim());
  return {
    ...classify(entry.prefix, message),
    message,
    ...(file === undefined ? {} : { file: cut(cleanText(relativePath(file, root))) }),
    ...(line === undefined ? {} : { line }),
  };
}

function locate(entry: LogEntry): Located {
  const last = entry.lines[entry.lines.length - 1];
  // An echo has no location, and what looks like one was printed by the model.
  if (entry.prefix === 'ECHO') return { text: join(entry.lines) };
  if (entry.prefix === 'XML') return locateXml(last);
  // The last line may be OpenSCAD's advice; the location then ends the line before.
  const located = entry.lines.findLastIndex(line => LINE_SUFFIX.test(line));
  if (located === -1) return locateImport(join(entry.lines));
  const ending = entry.lines[located];
  const suffix = LINE_SUFFIX.exec(ending);
  const mark = ending.lastIndexOf(FILE_MARK);
  if (!suffix || mark === -1) return { text: join(entry.lines) };
  const lines = entry.lines.with(located, ending.slice(0, mark));
  return {
    text: join(lines),
    file: ending.slice(mark + FILE_MARK.length, suffix.index),
    line: Number(suffix[1]),
  };
}

/** Messages of importers name the line but not the file of the call, and may go on after it. */
function locateImport(text: string): Located {
  const suffix = IMPORT_SUFFIX.exec(text);
  if (!suffix) return { text };
  return { text: text.replace(suffix[0], ''), line: Number(suffix[1]) };
}

function locateXml(text: string): Located {
  const location = XML_LOCATION.exec(text);
  if (!location) return { text };
  return { text: text.slice(location[0].length), file: location[1], line: Number(location[2]) };
}

function join(lines: readonly string[]): string {
  let text = lines[0].slice(0, MAX_RAW_LENGTH);
  for (const line of lines.slice(1)) {
    if (text.length >= MAX_RAW_LENGTH) break;
    text += `\n${line.slice(0, MAX_RAW_LENGTH)}`;
  }
  return text;
}

function cut(text: string): string {
  if (text.length <= MAX_MESSAGE_LENGTH) return text;
  const kept = text.slice(0, MAX_MESSAGE_LENGTH - 1);
  const last = kept.charCodeAt(kept.length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return `${splitsPair ? kept.slice(0, -1) : kept}…`;
}

/** Removes the root or that of libraries, and resolves `.` and `..`, which OpenSCAD leaves in the names of included files. */
function relativePath(path: string, root: string): string {
  const start = [root, LIBRARY_ROOT].find(folder => path.startsWith(folder)) ?? '';
  return resolveDots(path.slice(start.length));
}
