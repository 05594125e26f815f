import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkTable, updateTable } from '../../../scripts/regression/bookkeeping.ts';
import { digestText, normalizeText, rewriteTexts } from '../../../scripts/regression/compare-text.ts';
import { type Judgement, judge } from '../../../scripts/regression/judge.ts';
import { formatCounts, listProblems } from '../../../scripts/regression/report.ts';
import { type DifferenceTable, readTable } from '../../../scripts/regression/table.ts';
import type { RegressionTest } from '../../../scripts/regression/tests.ts';

const folder = mkdtempSync(join(tmpdir(), 'regression-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A test that expects the text, or a picture if it is null. */
function makeTest(name: string, expected: string | null): RegressionTest {
  const expectedFile = join(folder, `${name}-expected.echo`);
  writeFileSync(expectedFile, expected ?? '');
  return {
    id: `echotest/${name}`,
    group: 'echo',
    model: `/${name}.scad`,
    options: [],
    expectedFile,
    check:
      expected === null
        ? { kind: 'picture', through: null, dimensions: 3, camera: 'default', colorScheme: 'Cornfield' }
        : { kind: 'text', format: 'echo' },
    limit_s: 1,
  };
}

const quotes: DifferenceTable['rewrites'][number] = {
  id: 'quotes',
  kind: 'version',
  why: 'Other quotes.',
  formats: ['echo'],
  steps: [{ on: 'expected', pattern: "'(\\w+)'", replacement: '"$1"' }],
};

function makeTable(changes: Partial<DifferenceTable> = {}): DifferenceTable {
  return { about: '', expectedVersion: '2021.01', recorded: {}, rewrites: [quotes], causes: [], ...changes };
}

function listing(name: string, instead: string, why = 'It changed.'): DifferenceTable {
  return makeTable({
    causes: [{ id: 'cause', kind: 'version', why, tests: { [`echotest/${name}`]: instead } }],
  });
}

const text = (written: string) => ({ kind: 'text', text: written }) as const;

describe('judging a test', () => {
  const test = makeTest('colour', "ECHO: 'red'\n");

  it.each([
    ['passed', "ECHO: 'red'", makeTable()],
    ['rewritten', 'ECHO: "red"', makeTable()],
    ['unexplained', 'ECHO: "blue"', makeTable()],
    ['unexplained', 'ECHO: "blue"', listing('colour', digestText('ECHO: "blue"'), '')],
    ['listed', 'ECHO: "blue"', listing('colour', digestText('ECHO: "blue"'))],
    ['changed', 'ECHO: "green"', listing('colour', digestText('ECHO: "blue"'))],
    ['stale', "ECHO: 'red'", listing('colour', digestText('ECHO: "blue"'))],
    ['stale', 'ECHO: "red"', listing('colour', digestText('ECHO: "blue"'))],
  ])('is %s when it writes %s', (verdict, written, table) => {
    expect(judge(test, text(written), table).verdict).toBe(verdict);
  });

  it('does not take a crash for the listed picture', () => {
    const drawing = makeTest('drawing', null);
    const table = listing('drawing', 'picture');
    expect(judge(drawing, { kind: 'picture', wrongPixels: 900 }, table).verdict).toBe('listed');
    expect(judge(drawing, { kind: 'nothing', reason: 'trap' }, table).verdict).toBe('changed');
    expect(judge(drawing, { kind: 'picture', wrongPixels: 31 }, makeTable()).verdict).toBe('passed');
  });
});

describe('comparing texts', () => {
  it('leaves out folders, times and spaces at the ends of lines, and nothing else', () => {
    const written =
      'import(file = "../a/b.stl", timestamp = 12); \nin file /usr/share/openscad/x/y.scad\r\n\n';
    expect(normalizeText(written)).toBe('import(file = "b.stl");\nin file y.scad');
    expect(normalizeText('cube(1.50);')).toBe('cube(1.50);');
  });

  it('says which rewrites were needed', () => {
    expect(rewriteTexts("a 'b'", 'a "b"', 'echo', [quotes])).toEqual({
      expected: 'a "b"',
      actual: 'a "b"',
      used: ['quotes'],
    });
    expect(rewriteTexts("a 'b'", 'a "b"', 'csg', [quotes]).used).toEqual([]);
  });
});

describe('keeping the table', () => {
  const judgements: Judgement[] = [
    judge(makeTest('one', 'x'), text('x'), makeTable()),
    judge(makeTest('two', "'y'"), text('"y"'), makeTable()),
    judge(makeTest('three', 'z'), text('other'), makeTable()),
  ];

  it('counts what passed, what is explained and what is not', () => {
    expect(formatCounts(judgements)).toMatch(/^all\s+3\s+1\s+1\s+1\s+33\.3 %$/m);
    expect(listProblems(judgements)).toEqual([expect.stringContaining('echotest/three differs')]);
  });

  it('does not let the number of passed tests fall', () => {
    const recorded = (passed: number, tests = 3) => makeTable({ recorded: { echo: { tests, passed } } });
    expect(checkTable(judgements, recorded(1))).toEqual([]);
    expect(checkTable(judgements, recorded(2))).toEqual(['echo: 1 tests pass, 2 did before']);
    expect(checkTable(judgements, recorded(1, 4))).toEqual(['echo: there are 3 tests, 4 were before']);
  });

  it('finds tests and rewrites that are not needed any more', () => {
    const idle = { ...quotes, id: 'idle', steps: [] };
    const table = { ...listing('gone', 'picture'), rewrites: [quotes, idle], recorded: {} };
    expect(checkTable(judgements, table)).toEqual([
      'echo: nothing is recorded; run with --update',
      'echotest/gone is in the table and not among the tests',
      'the rewrite idle changes nothing: take it out of the table',
    ]);
  });

  it('writes down what has to be explained, and records counts of full runs only', () => {
    const updated = updateTable(judgements, makeTable(), true);
    expect(updated.causes).toEqual([
      { id: 'unexplained', kind: 'version', why: '', tests: { 'echotest/three': digestText('other') } },
    ]);
    expect(updated.recorded).toEqual({ echo: { tests: 3, passed: 1 } });
    expect(updateTable(judgements, makeTable(), false).recorded).toEqual({});
  });
});

describe('the checked-in table', () => {
  it('explains every difference it lists', () => {
    const { causes, rewrites, recorded } = readTable();
    expect(causes.filter(({ why }) => why === '')).toEqual([]);
    expect(rewrites.length + causes.length).toBeGreaterThan(20);
    expect(recorded.echo.passed).toBeGreaterThan(0);
  });
});
