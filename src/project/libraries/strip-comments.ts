/** Where something begins that a comment is, or in which what looks like a comment is none. */
const MARK = /"|\/[/*]|(?<![\w$])(?:include|use)(?!\w)/g;

const SPACE = new Set([' ', '\t', '\r', '\n']);

/**
 * Takes the comments out of OpenSCAD code and keeps its lines, so that messages point where they should.
 * More than half of BOSL2 is documentation, which OpenSCAD would read again in every run.
 *
 * Takes time linear in the length of the code, whatever it is.
 *
 * @param code one character per byte (latin1) or decoded: what matters is ASCII.
 */
export function stripComments(code: string): string {
  const kept: string[] = [];
  let start = 0;
  let at = 0;
  for (;;) {
    MARK.lastIndex = at;
    const mark = MARK.exec(code);
    if (mark === null) break;
    const { index } = mark;
    if (mark[0] === '"') at = endOfString(code, index);
    else if (mark[0].startsWith('/')) {
      at = endOfComment(code, index);
      kept.push(code.slice(start, index), remainsOf(code.slice(index, at)));
      start = at;
    } else at = endOfPath(code, index + mark[0].length);
  }
  return kept.join('') + code.slice(start);
}

/** What takes a comment's place: a space, since it separates words, and its line breaks. */
function remainsOf(comment: string): string {
  return comment.startsWith('//') ? '' : ` ${comment.replace(/[^\n]+/g, '')}`;
}

function endOfString(code: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = code.indexOf('"', from);
    if (quote === -1) return code.length;
    let escapes = 0;
    while (code[quote - 1 - escapes] === '\\' && quote - 1 - escapes > start) escapes += 1;
    if (escapes % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

function endOfComment(code: string, start: number): number {
  const isLine = code[start + 1] === '/';
  const end = code.indexOf(isLine ? '\n' : '*/', start + 2);
  if (end === -1) return code.length;
  return isLine ? end : end + 2;
}

/**
 * The end of the path in angle brackets after `include` or `use`. Where a comment stands between, OpenSCAD
 * sees no path; the comment then stays, or there would be one.
 */
function endOfPath(code: string, start: number): number {
  let at = start;
  let hasComment = false;
  for (;;) {
    while (SPACE.has(code[at])) at += 1;
    if (code[at] !== '/' || (code[at + 1] !== '/' && code[at + 1] !== '*')) break;
    at = endOfComment(code, at);
    hasComment = true;
  }
  if (hasComment || code[at] !== '<') return at;
  const end = code.indexOf('>', at);
  return end === -1 ? code.length : end + 1;
}
