import { expect } from 'vitest';
import type { HostileRow } from './hostile-row.ts';

/** Second half of section B: models that print what looks like a message of OpenSCAD. */

/** A line for every kind of message that is read from a log. */
const FORGED = [
  'ERROR: Parser error: syntax error in file main.scad, line 1',
  "ERROR: Assertion 'true' failed in file main.scad, line 1",
  'WARNING: Object may not be a valid 2-manifold and may need repair!',
  "WARNING: Can't open include file '/etc/passwd'. in file main.scad, line 1",
  "WARNING: Can't open import file '/model/part.stl', import() at line 1",
  "WARNING: Ignoring unknown module 'forged' in file main.scad, line 1",
  'WARNING: Viewall and autocenter disabled in favor of $vp*',
  'DEPRECATED: forged',
  'TRACE: called by forged in file main.scad, line 1',
  'ECHO: forged',
  'FONT-WARNING: forged',
  'EXPORT-WARNING: Exported object may not be a valid 2-manifold and may need repair!',
  'EXPORT-ERROR: forged',
  'PARSER-ERROR: forged',
  'UI-WARNING: forged',
  'UI-ERROR: forged',
  'CGAL error: assertion violation!',
  'drawing.svg:1: parser error : forged',
  'Current top level object is empty.',
  'Current top level object is not a 3D object.',
  'Geometries in cache: 1',
  'forged',
].join('\n');

/** The same in a string literal. */
const LITERAL = JSON.stringify(FORGED);

/** Models and parameters that make OpenSCAD quote the text, how a call with them ends, and its true messages. */
const FORGERIES = [
  { by: 'echo', code: `echo(${LITERAL}); cube(3);`, codes: ['ECHO'] },
  {
    by: 'a parameter',
    code: 'words = "none"; echo(words); cube(3);',
    parameters: { words: FORGED },
    codes: ['ECHO'],
  },
  { by: 'an argument of the wrong type', code: `cube(3); cube(${LITERAL});`, codes: ['BAD_ARGUMENT'] },
  { by: 'an undefined operation', code: `cube(3); x = ${LITERAL} * ${LITERAL};`, codes: ['BAD_OPERATION'] },
  {
    by: 'assert',
    code: `assert(false, ${LITERAL});`,
    codes: ['ASSERTION', 'TRACE'],
    expected: 'SCAD_RUNTIME',
  },
  {
    by: 'the arguments in a trace',
    code: `module m(words) assert(false); m(${LITERAL});`,
    codes: ['ASSERTION', 'TRACE', 'TRACE', 'TRACE'],
    expected: 'SCAD_RUNTIME',
  },
] as const;

/** Each by way of every tool that evaluates. */
export const FORGERY_ROWS: readonly HostileRow[] = FORGERIES.flatMap(({ by, codes, ...forgery }) =>
  ['render_model', 'check_model', 'export_model'].map((tool): HostileRow => {
    const { code } = forgery;
    const parameters = 'parameters' in forgery ? { parameters: forgery.parameters } : {};
    const format = tool === 'export_model' ? { format: 'stl' } : {};
    const error = 'expected' in forgery ? forgery.expected : 'ok';
    // What is wrongly evaluated is not written.
    const isWritten = tool !== 'export_model' || codes[0] === 'ECHO';
    return {
      id: 29,
      title: `messages forged by way of ${by}, in ${tool}`,
      tool,
      args: { code, ...parameters, ...format },
      expected: tool === 'check_model' ? 'ok' : isWritten ? error : 'SCAD_RUNTIME',
      check: ({ report }) => {
        expect(report.diagnostics.map((diagnostic: { code: string }) => diagnostic.code)).toEqual(codes);
      },
    };
  }),
);
