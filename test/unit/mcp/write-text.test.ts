import { expect, test } from 'vitest';
import { writeText } from '../../../src/mcp/write-text.ts';

const holes = [
  { axis: [0, 1, 0], at: [1, 2, 3], axis_id: 2 },
  { axis: [0, 0, 1], at: [4, 5, 6], axis_id: 3 },
];

test('objects in a list have a line each', () => {
  const text = writeText({ ok: true, summary: 's', features: { holes, planes_found: 6, bosses: [] } });
  expect(text.split('\n')).toEqual([
    's',
    'features: planes_found 6',
    'features.holes: axis [0, 1, 0], at [1, 2, 3], axis_id 2',
    'features.holes: axis [0, 0, 1], at [4, 5, 6], axis_id 3',
  ]);
});

test('objects inside of lines and texts with commas are delimited', () => {
  const text = writeText({ ok: true, summary: 's', a: { b: [{ c: 1, d: 'x, y' }], e: { f: 2 } } });
  expect(text).toBe('s\na: b [{c 1, d "x, y"}], e {f 2}');
});

test('what is empty is left out', () => {
  const text = writeText({ ok: true, summary: 's', topology: { open_edges: 0, at: {} }, parts: [], c: {} });
  expect(text).toBe('s\ntopology: open_edges 0');
});

test('a finding that the summary quotes is not told twice', () => {
  const findings = [
    { code: 'A', severity: 'error', message: 'It is open.', hint: 'Close it.' },
    { code: 'B', severity: 'info', message: 'It is small.' },
  ];
  const text = writeText({ ok: true, summary: 'fail: Found: It is open.', findings });
  expect(text.split('\n')).toEqual([
    'fail: Found: It is open.',
    'findings: code A, severity error, hint Close it.',
    'findings: code B, severity info, message It is small.',
  ]);
});
