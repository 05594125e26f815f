import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { present } from '../../../src/mcp/present.ts';

const picture = (bytes: number) => ({ png: new Uint8Array(bytes) });

describe('present', () => {
  it('leaves out the pictures that do not fit, and says so in text and structure', () => {
    const report = { ok: true, summary: 'fine' };
    const result = present({ report, images: [picture(300_000), picture(300_000), picture(300_000)] });
    expect(result.content.filter(({ type }) => type === 'image')).toHaveLength(2);
    expect(JSON.stringify(result).length).toBeLessThan(LIMITS.maxResultBytes);
    expect(result.content[0]).toMatchObject({ text: expect.stringContaining('1 of 3 pictures') });
    expect(result.structuredContent.notes).toEqual([expect.stringContaining('1 of 3 pictures')]);
  });

  it('cuts a flood of diagnostics from its end, and says so', () => {
    const diagnostics = Array.from({ length: 200 }, (_, line) => ({
      severity: 'warning',
      code: 'OTHER',
      message: 'x'.repeat(1000),
      line,
    }));
    const result = present({ report: { ok: true, summary: 'noisy', diagnostics }, images: [] });
    const kept = result.structuredContent.diagnostics;
    expect(kept).toHaveLength(14);
    expect(kept).toMatchObject({
      0: { line: 0 },
      13: { code: 'OUTPUT_CUT', message: expect.stringContaining('187 more') },
    });
    expect(JSON.stringify(result.content).length).toBeLessThan(LIMITS.maxTextLength * 1.2);
  });

  it('writes every field of the structure into the text', () => {
    const report = {
      ok: false,
      summary: 'SCAD_SYNTAX: main.scad line 3: syntax error',
      error: { code: 'SCAD_SYNTAX', message: 'm', hint: 'add a semicolon', retryable: false },
      diagnostics: [
        {
          severity: 'error',
          code: 'SYNTAX',
          message: 'syntax error',
          file: 'a.scad',
          line: 3,
          excerpt: '> 3 | x',
          hint: 'h',
        },
      ],
      size: { min: [0, 0, 0], max: [1, 2, 3], size: [1, 2, 3] },
      images: [{ view: 'iso', uri: 'openscad://x' }],
      notes: ['a note'],
    };
    const { content, isError } = present({ report, images: [] });
    expect(isError).toBe(true);
    const [{ text }] = content.flatMap(block => (block.type === 'text' ? [block] : []));
    for (const part of [
      'SCAD_SYNTAX',
      'add a semicolon',
      'a.scad line 3',
      '> 3 | x',
      'hint: h',
      '[1, 2, 3]',
      'openscad://x',
      'a note',
    ]) {
      expect(text).toContain(part);
    }
  });
});
