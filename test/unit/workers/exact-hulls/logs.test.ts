import { describe, expect, it } from 'vitest';
import type { RunLog } from '../../../../src/contracts/evaluation-protocol.ts';
import { joinLogs, namesPlaces } from '../../../../workers/exact-hulls/logs.ts';

const log = (...lines: string[]): RunLog => ({ head: lines, leftOut: 0, tail: [], evaluations: 1 });
const IN_TREE = ' in file /exact/tree.csg, line 12';
const EMPTY = 'Current top level object is empty.';

const said = (script: RunLog, geometry: RunLog[], plain: RunLog | null = null) => {
  const { head, tail } = joinLogs(script, geometry, plain);
  return [...head, ...tail];
};

describe('joinLogs', () => {
  it('says what the script said, and of the geometry besides, without places in the tree', () => {
    expect(said(log('ECHO: 1'), [log(`WARNING: mixed${IN_TREE}`)])).toEqual(['ECHO: 1', 'WARNING: mixed']);
  });

  it('takes places from the log of the model as it is, and nothing else', () => {
    const plain = log(
      'ECHO: 1',
      'WARNING: mixed in file /model/main.scad, line 3',
      'WARNING: mixed in file /model/main.scad, line 9',
      'ERROR: CGAL error in applyHull(): assertion violation!',
      "WARNING: Can't open import file '/model/a.stl', import() at line 4",
    );
    const geometry = log(
      `WARNING: mixed${IN_TREE}`,
      "WARNING: Can't open import file '/model/a.stl', import() at line 70",
      'ERROR: other',
    );
    expect(said(log('ECHO: 1'), [geometry], plain)).toEqual([
      'ECHO: 1',
      'WARNING: mixed in file /model/main.scad, line 3',
      'WARNING: mixed in file /model/main.scad, line 9',
      "WARNING: Can't open import file '/model/a.stl', import() at line 4",
      'ERROR: other',
    ]);
  });

  it('does not say again what the script said of its arguments', () => {
    const script = log('WARNING: out of range in file /model/main.scad, line 3');
    expect(said(script, [log(`WARNING: out of range${IN_TREE}`)])).toEqual(script.head);
  });

  it('tells of the whole that it is empty, and not of parts', () => {
    expect(said(log(), [log(EMPTY, 'WARNING: x'), log('WARNING: y')])).toEqual(['WARNING: x', 'WARNING: y']);
    expect(said(log(), [log(), log(EMPTY)])).toEqual([EMPTY]);
  });
});

it('a log names places when a line ends in one', () => {
  expect(namesPlaces(log('WARNING: x', 'ERROR: y'))).toBe(false);
  expect(namesPlaces(log(`WARNING: x${IN_TREE}`))).toBe(true);
});
