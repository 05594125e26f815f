import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import { findPresets, takePreset } from '../../../src/operations/find-presets.ts';

const withPresets = (text: string) =>
  findPresets(
    {
      entry: 'a.scad',
      files: [{ path: 'a.json', bytes: new TextEncoder().encode(text), isSource: false }],
      libraries: [],
    },
    async () => null,
  );

const catchFrom = (call: () => unknown): AppError => {
  try {
    call();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
};

describe('takePreset', () => {
  it('takes a set', async () => {
    const presets = await withPresets('{"parameterSets":{"small":{"x":"1"}}}');
    expect(takePreset(presets, 'small')).toEqual({ x: '1' });
  });

  it('names the nearest set', async () => {
    const presets = await withPresets('{"parameterSets":{"small":{},"large":{}}}');
    expect(catchFrom(() => takePreset(presets, 'smal')).hint).toMatch(
      /mean "small"\? a\.json has "small", "l/,
    );
  });

  it('is quick and brief about a great many sets with long names', async () => {
    const sets = Object.fromEntries(
      Array.from({ length: 200_000 }, (_, index) => [`${'abcdefgh'.repeat(6)}${index}`, {}]),
    );
    const presets = await withPresets(
      JSON.stringify({ parameterSets: { [`a${'b'.repeat(99_999)}`]: {}, ...sets } }),
    );
    const started = performance.now();
    const { hint = '' } = catchFrom(() => takePreset(presets, 'hgfedcba'.repeat(7)));
    expect(performance.now() - started).toBeLessThan(1000);
    expect(hint.length).toBeLessThan(4000);
  });

  it.each([
    ['nested without end', '['.repeat(500_000)],
    ['cut off', '{"parameterSets":'],
    ['of another form', '{"parameterSets":{"a":[]}}'],
  ])('names the file when it is %s', async (_what, text) => {
    const presets = await withPresets(text);
    expect(catchFrom(() => takePreset(presets, 'a'))).toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining('a.json is no file of presets'),
    });
  });
});
