import { isNoise } from './log-noise.ts';
import { isOwnCameraNote } from './own-camera.ts';

/** One message of OpenSCAD's log: a line with a prefix and the lines that continue it. */
export interface LogEntry {
  /** `ERROR`, `FONT-WARNING` and so on; `CGAL` and `XML` for blocks of libraries; `''` for anything else. */
  readonly prefix: string;
  /** At least one, without prefix. */
  readonly lines: readonly string[];
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
 * Text printed by the model may hold line breaks, so a line without prefix continues the message before it,
 * unless that one is complete. A model can thereby also fake a message, so nothing here may decide about
 * security.
 */
export function groupLines(lines: readonly string[]): LogEntry[] {
  const entries: { prefix: string; lines: string[] }[] = [];
  for (const line of lines) {
    if (isOwnCameraNote(line)) continue;
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

function addUnprefixed(entries: { prefix: string; lines: string[] }[], line: string): void {
  const current = entries.at(-1);
  if (current?.prefix === 'XML') return;
  if (CGAL_DETAIL.test(line) && current?.lines[0].startsWith('CGAL')) return;
  if (current && (CONTINUES_ANYTHING.test(line) || isOpen(current))) current.lines.push(line);
  else if (line.trim() !== '') entries.push({ prefix: '', lines: [line] });
}

/** Whether a message may still go on: an echo always, any other until its location has been read. */
function isOpen(entry: LogEntry): boolean {
  if (entry.prefix === 'ECHO') return true;
  return entry.prefix !== '' && !LOCATED.test(entry.lines[entry.lines.length - 1]);
}
