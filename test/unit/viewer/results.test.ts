import { describe, expect, it } from 'vitest';
import { formatNumber, readMessages, readReport } from '../../../src/viewer/hosts/results.ts';

describe('readReport', () => {
  it('takes from a report what the page shows', () => {
    const report = readReport({
      ok: true,
      summary: 'Fine.',
      model_id: 'm_1',
      kind: '3d',
      parameters: { width: 4 },
      size: { size: [1, 2.5, 1234.5] },
      mesh: { triangles: 123456, watertight: false, parts: 2, volume_mm3: 0.12345 },
    });
    expect(report).toMatchObject({ ok: true, modelId: 'm_1', triangles: 123456, isWatertight: false });
    expect(Object.fromEntries(report.facts)).toEqual({
      Size: '1 × 2.5 × 1235 mm',
      Volume: '0.1235 mm³',
      Parts: '2',
      Triangles: '123\u202f456',
      Watertight: 'no',
    });
  });

  it.each([[undefined], [null], ['text'], [{ diagnostics: 'many', size: { size: ['<b>'] } }]])(
    'takes no harm from %j',
    value => {
      expect(readReport(value)).toMatchObject({ ok: false, messages: [], facts: [] });
    },
  );
});

describe('readMessages', () => {
  it('puts an error first that no diagnostic tells of', () => {
    const error = { message: 'Too late.', hint: 'Be quick.' };
    const warning = { severity: 'warning', message: 'Hm.', file: 'a.scad', line: 3 };
    expect(readMessages({ error, diagnostics: [warning] })).toMatchObject([
      { severity: 'error', message: 'Too late.', hint: 'Be quick.' },
      { severity: 'warning', file: 'a.scad', line: 3 },
    ]);
    const told = { severity: 'error', message: 'Wrong.' };
    expect(readMessages({ error, diagnostics: [told] })).toHaveLength(1);
  });
});

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [31.6227766, '31.62'],
    [-0.00004, '0'],
    [123.456, '123.5'],
    [9999, '9999'],
    [1234567.8, '1\u202f234\u202f568'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});
