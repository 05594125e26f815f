import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/contracts/diagnostics.ts';
import { findTopLevelNote, parseLog } from '../../../src/scad/diagnostics.ts';

/** One `# name` block of message-cases.txt. */
interface MessageCase {
  readonly name: string;
  readonly lines: string[];
  readonly expected: string[];
  topLevel: string | null;
}

function readCases(): MessageCase[] {
  const cases: MessageCase[] = [];
  for (const row of readFileSync(new URL('message-cases.txt', import.meta.url), 'utf8').split('\n')) {
    const current = cases.at(-1);
    const text = row.slice(2);
    if (row.startsWith('# ')) cases.push({ name: text, lines: [], expected: [], topLevel: null });
    else if (row.startsWith('|')) current?.lines.push(text);
    else if (row.startsWith('= ')) current?.expected.push(text);
    else if (row.startsWith('~ ') && current) current.topLevel = text;
  }
  return cases;
}

function describePlace({ severity, code, file, line }: Diagnostic): string {
  const place = `${file ?? ''}${line === undefined ? '' : `:${line}`}`;
  return `${severity} ${code} ${place}`.trimEnd();
}

function parse(
  lines: readonly string[],
  sources: Record<string, string> = {},
  evaluations = 1,
): Diagnostic[] {
  return parseLog(lines, { root: '/model/', sources: new Map(Object.entries(sources)), evaluations });
}

const messages = (lines: readonly string[]) => parse(lines).map(({ message }) => message);

describe('the messages of OpenSCAD', () => {
  const cases = readCases();

  test('all 102 cases are here', () => {
    expect(cases).toHaveLength(102);
  });

  test.each(cases)('$name', ({ lines, expected, topLevel }) => {
    expect(parse(lines).map(describePlace)).toEqual(expected);
    expect(findTopLevelNote(lines)).toBe(topLevel);
  });
});

describe('the text of a message', () => {
  test.each([
    [
      'the prefix and the place go',
      "WARNING: Ignoring unknown module 'foo' in file /model/a.scad, line 2",
      "Ignoring unknown module 'foo'",
    ],
    [
      'the place of an import goes',
      "ERROR: Can't open file '/model/a.svg', import() at line 2",
      "Can't open file 'a.svg'",
    ],
    [
      'an importer may go on after the place',
      "WARNING: Could not read file '/model/a.3mf', import() at line 1: Error: x",
      "Could not read file 'a.3mf': Error: x",
    ],
    [
      'an echo keeps what looks like a place',
      'ECHO: function(x) x in file /model/a, line 3',
      'function(x) x in file a, line 3',
    ],
    [
      'a place inside a message stays',
      'ERROR: Assertion \'x\' failed: "in file /etc/x, line 9" in file /model/a.scad, line 1',
      'Assertion \'x\' failed: "in file /etc/x, line 9"',
    ],
    ['control characters go', 'ECHO: "\u001b[31mred\u202e\udfba"', '"red\u{fffd}"'],
    ['an empty echo stays', 'ECHO: ', ''],
  ])('%s', (_, line, expected) => {
    expect(messages([line])).toEqual([expected]);
  });

  test('lines without prefix continue an echo', () => {
    expect(messages(['ECHO: "a', '', 'b"', 'Geometries in cache: 1'])).toEqual(['"a\n\nb"']);
  });

  test('lines without prefix continue a message until its place is read', () => {
    const lines = ["ERROR: Assertion 'false' failed: \"a", 'b" in file /model/a.scad, line 7', '', 'stray'];
    expect(parse(lines)).toMatchObject([
      { message: 'Assertion \'false\' failed: "a\nb"', file: 'a.scad', line: 7 },
      { message: 'stray', severity: 'warning', code: 'OTHER' },
    ]);
  });

  test('advice that follows a place belongs to its warning', () => {
    const lines = [
      'WARNING: Unable to parse color "x" in file /model/a.scad, line 3',
      'Please see https://en.wikipedia.org/wiki/Web_colors',
    ];
    expect(parse(lines)).toMatchObject([
      { message: 'Unable to parse color "x"\nPlease see https://en.wikipedia.org/wiki/Web_colors', line: 3 },
    ]);
  });

  test('a failure of CGAL is one error without the places in its C++ source', () => {
    const lines = [
      'CGAL error: assertion violation!',
      'Expression : it != border.end()',
      'File       : /somewhere/convex_hull_3.h',
      'Line       : 684',
      'Explanation: ',
      'Refer to the bug-reporting instructions at https://www.cgal.org/bug_report.html',
      'ERROR: CGAL error in applyHull(): CGAL ERROR: assertion violation!',
      'Expr: it != border.end()',
      'File: /somewhere/convex_hull_3.h',
      'Line: 684',
      'Current top level object is empty.',
    ];
    expect(parse(lines)).toMatchObject([
      {
        severity: 'error',
        code: 'GEOMETRY_FAILED',
        message: 'CGAL error in applyHull(): CGAL ERROR: assertion violation!',
      },
    ]);
    expect(parse(lines.slice(0, 6))).toMatchObject([{ severity: 'error', code: 'GEOMETRY_FAILED' }]);
  });

  test('a complaint of the XML reader loses its quotation', () => {
    const lines = [
      "/model/h.svg:1: parser error : Couldn't find end of Start Tag svg",
      '<svg',
      '    ^',
      "ERROR: Error parsing file '/model/h.svg', import() at line 1",
    ];
    expect(parse(lines).map(describePlace)).toEqual(['warning BAD_FILE h.svg:1', 'error BAD_FILE :1']);
  });

  test('statistics and start-up complaints are dropped', () => {
    const lines = [
      "Could not initialize localization (application path is '/').",
      'Fontconfig error: Cannot load default config file: No such file: (null)',
      'Geometries in cache: 1',
      'Geometry cache size in bytes: 792',
      'CGAL Polyhedrons in cache: 0',
      'CGAL cache size in bytes: 0',
      'Total rendering time: 0:00:00.019',
      '   Top level object is a 3D object (manifold):',
      '   Status:     NoError',
      '   Genus:      0',
      '   Vertices:       23',
      '   Facets:         42',
      'Top level object is a 2D object:',
      '   Contours:        1',
    ];
    expect(parse(lines)).toEqual([]);
  });

  test('a long message is cut', () => {
    const [message] = messages([`ECHO: ${'😀'.repeat(3000)}`]);
    expect(message.length).toBeLessThanOrEqual(2000);
    expect(message.endsWith('😀…')).toBe(true);
  });
});

describe('the place of a message', () => {
  test('dots in the name of an included file are resolved', () => {
    const line = "WARNING: Ignoring unknown module 'foo' in file /model/sub/../lib/./b.scad, line 1";
    expect(parse([line])[0].file).toBe('lib/b.scad');
  });

  test('a library outside the model is named as models write it', () => {
    const line = "WARNING: Ignoring unknown module 'foo' in file /libraries/BOSL2/std.scad, line 1";
    expect(parse([line])[0].file).toBe('BOSL2/std.scad');
  });

  test('an import is found by its line when only one file has one there', () => {
    const line = "WARNING: Can't open import file '/model/a.stl', import() at line 2";
    const sources = { 'main.scad': 'cube();\nimport("a.stl");', 'b.scad': 'cube();\nsphere();' };
    expect(parse([line], sources)[0]).toMatchObject({ file: 'main.scad', line: 2 });
    expect(parse([line], { ...sources, 'c.scad': '\nimport("c.stl");' })[0].file).toBeUndefined();
  });

  test('a line behind the end, where OpenSCAD appends parameters, becomes the last line of code', () => {
    const line = 'ERROR: Parser error: syntax error in file /model/main.scad, line 9';
    expect(parse([line], { 'main.scad': 'union() {\n  cube();\n\n\n' })[0]).toMatchObject({
      line: 2,
      excerpt: '  1 | union() {\n> 2 |   cube();\n  3 |',
      hint: 'The { opened on line 1 is never closed.',
    });
  });

  test('an error shows its source, a trace does not', () => {
    const lines = [
      "ERROR: Assertion 'false' failed in file /model/main.scad, line 2",
      "TRACE: called by 'assert' in file /model/main.scad, line 2",
    ];
    const [error, trace] = parse(lines, { 'main.scad': 'x = 1;\nassert(false);\n' });
    expect(error.excerpt).toBe('  1 | x = 1;\n> 2 | assert(false);');
    expect(trace).not.toHaveProperty('excerpt');
  });
});

describe('many messages', () => {
  const warn = (name: string) => `WARNING: Ignoring unknown module '${name}' in file /model/a.scad, line 1`;

  test('identical ones become one', () => {
    expect(messages([warn('a'), warn('b'), warn('a'), warn('a')])).toEqual([
      "Ignoring unknown module 'a' (repeated 3 times)",
      "Ignoring unknown module 'b'",
    ]);
  });

  test('the order of echoes is kept', () => {
    expect(messages(['ECHO: 1', 'ECHO: 1', 'ECHO: 2', 'ECHO: 1'])).toEqual([
      '1 (repeated 2 times)',
      '2',
      '1',
    ]);
  });

  test('what several outputs repeat was said once', () => {
    const run = ['ECHO: 1', 'ECHO: 1', 'ECHO: 2', warn('a')];
    const exporting = 'WARNING: Mixing 2D and 3D objects is not supported in file /model/a.scad, line 1';
    const found = parse([...run, ...run, exporting, ...run], {}, 3).map(({ message }) => message);
    expect(found).toEqual([
      '1 (repeated 2 times)',
      '2',
      "Ignoring unknown module 'a'",
      'Mixing 2D and 3D objects is not supported',
    ]);
  });

  test('beyond 200 the least important are left out, and counted', () => {
    const echoes = Array.from({ length: 300 }, (_, index) => `ECHO: ${index}`);
    const found = parse([...echoes, warn('late'), 'ERROR: late']);
    expect(found).toHaveLength(200);
    expect(found.slice(-4).map(({ code, message }) => `${code} ${message}`)).toEqual([
      'ECHO 196',
      "UNKNOWN_MODULE Ignoring unknown module 'late'",
      'OTHER late',
      'OUTPUT_CUT 103 more messages were left out (103 of severity echo).',
    ]);
  });
});

test('no log makes it throw, and what comes out is clean', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      'ERROR: ',
      'ECHO: ',
      'TRACE: ',
      'CGAL error: ',
      ' in file /model/a.scad, line ',
      ', import() at line ',
    ),
    fc.constantFrom(
      '1',
      '99',
      '"',
      "'",
      'Parser error: syntax error',
      'Ignoring unknown module ',
      'variable "x"',
    ),
    fc.string({ unit: 'binary', maxLength: 5 }),
    fc.constant('\ud800'),
  );
  const line = fc.array(piece, { maxLength: 6 }).map(parts => parts.join(''));
  fc.assert(
    fc.property(fc.array(line), fc.string(), (lines, source) => {
      for (const diagnostic of parse(lines, { 'a.scad': source })) {
        expect(diagnostic.message).not.toMatch(/\p{Cs}|(?![\n\t])\p{Cc}|\p{Bidi_Control}/u);
        expect(diagnostic.line ?? 1).toBeGreaterThanOrEqual(1);
      }
    }),
  );
});
