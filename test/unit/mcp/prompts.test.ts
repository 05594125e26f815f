import { describe, expect, it } from 'vitest';
import { prompts, writePrompt } from '../../../src/mcp/prompts/index.ts';

const MODEL_ID = `m_${'0123456789ab'.repeat(2)}`;

describe('a prompt', () => {
  it('is about what its arguments say', () => {
    const { text } = writePrompt('design_part', { description: 'A clip for 8 mm cables', material: 'PETG' });
    expect(text).toContain('A clip for 8 mm cables');
    expect(text).toContain('Material: PETG.');
    expect(text).not.toContain('library undefined');
  });

  it.each([
    [MODEL_ID, { model_id: MODEL_ID }],
    ['parts/my clip.scad', { path: 'parts/my clip.scad' }],
    ['cube(1);', { code: 'cube(1);' }],
    ['include <a.scad>\ncube(1);\n// b.scad', { code: 'include <a.scad>\ncube(1);\n// b.scad' }],
  ])('takes %j for what it is', (model, call) => {
    const { text } = writePrompt('fix_errors', { model });
    expect(text).toContain(`check_model ${JSON.stringify(call)}`);
    expect(text.includes('```openscad')).toBe('code' in call);
  });

  it('reads a printer where it is one of numbers', () => {
    const review = (printer: string) => writePrompt('review_printability', { model: MODEL_ID, printer }).text;
    expect(review('180 × 180 × 180 mm bed, 0.4 mm nozzle')).toContain(
      '"printer":{"bed_mm":[180,180,180],"nozzle_mm":0.4}',
    );
    expect(review('Ender 3, 220 x 220 x 250 mm')).toContain('"printer":{"bed_mm":[220,220,250]}');
    expect(review('MK3 250x210, 0.4')).not.toContain('"printer":');
    expect(review('the small one')).not.toContain('"printer":');
  });

  it.each([
    ['design_part', {}, /description is required/],
    ['design_part', { description: ' ' }, /description is required/],
    ['design_part', { description: 'a', colour: 'red' }, /unknown argument colour.*description, process/],
    ['design_part', { description: 'a'.repeat(200_001) }, /more than 200000/],
    ['paint_part', {}, /design_part, fix_errors, review_printability/],
  ])('%s with %j is refused', (name, values, message) => {
    expect(() => writePrompt(name, values)).toThrow(message);
  });

  it('is short enough to stand before a conversation', () => {
    for (const { name, arguments: accepted } of prompts) {
      const values = Object.fromEntries(accepted.map(argument => [argument.name, 'cube(1);']));
      // About 700 tokens.
      expect(writePrompt(name, values).text.length, name).toBeLessThan(2800);
    }
  });
});
