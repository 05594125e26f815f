import { describe, expect, it } from 'vitest';
import { writeParameters } from '../../../src/commands/params.ts';

const base = { type: 'number', 'x-group': 'Size' } as const;
const report = { ok: true, summary: 'Summary.', diagnostics: [], timing_ms: {}, cache: 'miss' } as const;

describe('writeParameters', () => {
  it('writes a block for each group in aligned columns, then the presets', () => {
    const properties = {
      width: { ...base, default: 20, minimum: 1, maximum: 9, multipleOf: 2, description: 'Outer\nwidth' },
      v: { ...base, type: 'array', default: [1, 2], items: { type: 'number' }, minItems: 2, maxItems: 2 },
      name: { ...base, type: 'string', 'x-group': 'Look', default: 'a', maxLength: 3 },
      on: { ...base, type: 'boolean', 'x-group': 'Look', default: true },
      kind: { ...base, type: 'string', default: 'S', enum: ['S'], oneOf: [{ const: 'S', title: 'Small' }] },
      odd: { ...base, default: 3, minimum: 1, maximum: 9, 'x-step': 2, 'x-group': 'Look' },
      pick: { ...base, default: 3, enum: [3, 4], 'x-group': 'Look' },
    } as const;
    const text = writeParameters({
      ...report,
      parameters: {
        schema: { type: 'object', title: 'part', properties },
        groups: ['Size', 'Look'],
        presets: { small: { width: 5, name: 'b' } },
      },
    });
    expect(text.split('\n')).toEqual([
      'Summary.',
      '',
      '[Size]',
      '  width  20     1 to 9, step 2            Outer',
      '                                          width',
      '  v      [1,2]  2 × number',
      '  kind   "S"    "S" (Small)',
      '',
      '[Look]',
      '  name   "a"    text, up to 3 characters',
      '  on     true   true, false',
      '  odd    3      1 to 9, step 2',
      '  pick   3      3, 4',
      '',
      'Presets',
      '  "small": width=5 name="b"',
    ]);
  });

  it('writes what went wrong when there are no parameters', () => {
    const error = { code: 'SCAD_SYNTAX', message: 'Wrong.', hint: 'Mend it.', retryable: false } as const;
    expect(writeParameters({ ...report, ok: false, error })).toBe('Summary.\n  Mend it.');
  });
});
