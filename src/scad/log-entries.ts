import { CONTINUED } from '../contracts/evaluation-protocol.ts';
import { isNoise, isNoteOnColorFile } from './log-noise.ts';
import { isOwnCameraNote } from './own-camera.ts';

/** One message of OpenSCAD's log: a line with a prefix and the lines that continue it. */
export interface LogEntry {
  /** `ERROR`, `FONT-WARNING` and so on; `CGAL` and `XML` for blocks of libraries; `''` for anything else. */
  readonly prefix: string;
  /** At least one, without prefix. */
  readonly lines: readonly string[];
}

interface OpenEntry extends LogEntry {
  readonly lines: string[];
}

const PREFIX =
  /^(ERROR|WARNING|DEPRECATED|TRACE|ECHO|FONT-WARNING|EXPORT-WARNING|EXPORT-ERROR|PARSER-ERROR|UI-WARNING|UI-ERROR): ?/;

/** What CGAL, OpenSCAD's geometry library, prints by itself before OpenSCAD reports the same failure. */
const CGAL_OPENING = /^CGAL (?:error|warning): /;

/** `shape.svg:1: parser error : …` by libxml2, followed by a quotation and a caret. */
const XML_OPENING = /^[^:]*:\d+: [a-z ]{1,40} (?:error|warning) : /;

/** Where the C++ source failed: of no use to the author of a model. */
const CGAL_DETAIL = /^(?:Expr|Expression|File|Line|Explanation|Refer to)\b/;

/** OpenSCAD's only two-line warning, about colours. */
const CONTINUES_ANYTHING = /^Please see https?:/;

const LOCATED = /, line \d+$/;

/**
 * Groups the lines of a log into messages and drops what is no message.
 *
 * Text printed by the model may hold line breaks. The lines after them are marked by the bundled engine and continue
 * their message, whatever they look like, so that a model cannot fake one. An installed OpenSCAD prints through a pipe
 * that keeps no such marks: there, a line without prefix continues the message before it, unless that one is complete,
 * and a model can fake messages.
 */
export function groupLines(lines: readonly string[]): LogEntry[] {
  const entries: OpenEntry[] = [];
  for (const line of lines) {
    if (line.startsWith(CONTINUED)) {
      continueEntry(entries, line.slice(CONTINUED.length));
      continue;
    }
    if (isOwnCameraNote(line) || isNoteOnColorFile(line)) continue;
    const current = entries.at(-1);
    const prefix = PREFIX.exec(line);
    if (prefix) {
      const text = line.slice(prefix[0].length);
      // CGAL's own report says less than the ERROR that follows it.
      if (current?.prefix === 'CGAL' && text.startsWith('CGAL error')) entries.pop();
      entries.push({ prefix: prefix[1], lines: [text] });
    } else if (CGAL_OPENING.test(line)) {
      entries.push({ prefix: 'CGAL', lines: [line] });
    } else if (XML_OPENING.test(line)) {
      entries.push({ prefix: 'XML', lines: [line] });
    } else if (!isNoise(line)) {
      addUnprefixed(entries, line);
    }
  }
  return entries;
}

function continueEntry(entries: OpenEntry[], line: string): void {
  const current = entries.at(-1);
  // What it continues is missing only from a log that somebody else cut.
  if (current === undefined) entries.push({ prefix: '', lines: [line] });
  else if (!isDetail(current, line)) current.lines.push(line);
}

function addUnprefixed(entries: OpenEntry[], line: string): void {
  const current = entries.at(-1);
  if (current !== undefined && isDetail(current, line)) return;
  if (current && (CONTINUES_ANYTHING.test(line) || isOpen(current))) current.lines.push(line);
  else if (line.trim() !== '') entries.push({ prefix: '', lines: [line] });
}

/** Whether a line adds to a message of a library what is of no use to an author. */
function isDetail({ prefix, lines }: LogEntry, line: string): boolean {
  return prefix === 'XML' || (CGAL_DETAIL.test(line) && lines[0].startsWith('CGAL'));
}

/** Whether a message may still go on: an echo always, any other until its location has been read. */
function isOpen(entry: LogEntry): boolean {
  if (entry.prefix === 'ECHO') return true;
  return entry.prefix !== '' && !LOCATED.test(entry.lines[entry.lines.length - 1]);
}
