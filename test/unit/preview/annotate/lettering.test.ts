import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../../src/preview/annotate/format-number.ts';
import { drawText, textWidth_px } from '../../../../src/preview/annotate/lettering.ts';
import { themeOf } from '../../../../src/preview/theme.ts';

describe('a number', () => {
  it.each([
    [64, '64'],
    [0, '0'],
    [-0.001, '-0.001'],
    [0.1, '0.1'],
    [76.5912, '76.59'],
    [10.5, '10.5'],
    [99.999, '100'],
    [Math.fround(0.3), '0.3'],
    [-7.256, '-7.26'],
    [0.0123, '0.012'],
    [1e-9, '1e-9'],
    [1234567.891, '1234567.89'],
    [2.5e12, '2500000000000'],
  ])('%d is written %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('a word', () => {
  const lettering = { font_px: 10, theme: themeOf('Cornfield') };

  it('is safe within SVG', () => {
    expect(drawText('a<b & c>d', 0, 0, 'start', lettering)).toContain('>a&lt;b &amp; c&gt;d</text>');
  });

  it('is wider the more letters it has', () => {
    expect(textWidth_px('64', 10)).toBeCloseTo(11.12, 9);
    expect(textWidth_px('64.5', 10)).toBeCloseTo(19.46, 9);
  });

  it('has a rim in the colour of the background', () => {
    const dark = drawText('X', 1, 2, 'middle', { font_px: 10, theme: themeOf('Starnight') });
    expect(dark).toContain('stroke="#000000"');
    expect(dark).toContain('fill="#e5e5e5"');
  });
});
