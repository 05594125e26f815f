import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/contracts/diagnostics.ts';
import { judge } from '../../../src/scad/verdict.ts';

const syntax: Diagnostic = {
  severity: 'error',
  code: 'SYNTAX',
  message: 'Parser error: syntax error',
  file: 'main.scad',
  line: 4,
  hint: 'Line 3 lacks a ;.',
};
const assertion: Diagnostic = {
  severity: 'error',
  code: 'ASSERTION',
  message: "Assertion '(x > 5)' failed",
  file: 'main.scad',
  line: 2,
};
const unknown: Diagnostic = {
  severity: 'warning',
  code: 'UNKNOWN_MODULE',
  message: "Ignoring unknown module 'foo'",
  file: 'main.scad',
  line: 1,
  hint: 'Did you mean for?',
};

describe('judge', () => {
  test('geometry without errors is fine, warnings or not', () => {
    expect(judge({ diagnostics: [], topLevel: null, hasGeometry: true })).toBeNull();
    expect(judge({ diagnostics: [unknown], topLevel: null, hasGeometry: true })).toBeNull();
  });

  test('a syntax error comes before every other, with its place and hint', () => {
    expect(judge({ diagnostics: [assertion, syntax], topLevel: null, hasGeometry: false })).toMatchObject({
      code: 'SCAD_SYNTAX',
      message: 'main.scad line 4: syntax error',
      hint: 'Line 3 lacks a ;.',
    });
  });

  test('an error fails the run even when something was exported', () => {
    expect(judge({ diagnostics: [unknown, assertion], topLevel: null, hasGeometry: true })).toMatchObject({
      code: 'SCAD_RUNTIME',
      message: "main.scad line 2: Assertion '(x > 5)' failed",
    });
  });

  test('a syntax warning is no syntax error', () => {
    const warning: Diagnostic = { ...syntax, severity: 'warning' };
    expect(judge({ diagnostics: [warning], topLevel: null, hasGeometry: true })).toBeNull();
  });

  test('an empty model is explained by the warning that likely caused it', () => {
    const error = judge({ diagnostics: [unknown], topLevel: 'empty', hasGeometry: false });
    expect(error?.code).toBe('EMPTY_GEOMETRY');
    expect(error?.hint).toContain("main.scad line 1: Ignoring unknown module 'foo'");
    expect(error?.hint).toContain('Did you mean for?');
  });

  test.each([
    ['empty', /top level/],
    ['not-3d', /linear_extrude/],
    ['not-2d', /projection/],
    [null, /top level/],
  ] as const)('without warnings, the note %s decides the hint', (topLevel, hint) => {
    const error = judge({ diagnostics: [], topLevel, hasGeometry: false });
    expect(error?.code).toBe('EMPTY_GEOMETRY');
    expect(error?.hint).toMatch(hint);
  });

  test('a long message is cut', () => {
    const long: Diagnostic = { ...assertion, message: 'x'.repeat(2000) };
    expect(judge({ diagnostics: [long], topLevel: null, hasGeometry: true })?.message).toHaveLength(300);
  });
});
