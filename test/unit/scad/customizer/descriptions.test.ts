import { describe, expect, it } from 'vitest';
import { readDescriptions } from '../../../../src/scad/customizer/descriptions.ts';

const describeX = (source: string, caption: string | undefined = 'caption') =>
  readDescriptions(source, {
    title: 't',
    parameters: [
      { name: 'x', group: 'G', initial: 1, choices: [], ...(caption === undefined ? {} : { caption }) },
    ],
  }).get('x');

describe('readDescriptions', () => {
  it('reads all lines of a comment that follow each other', () => {
    expect(describeX('// other\n\n// Width, measured\n//  from the outside.\nx = 1;')).toBe(
      'Width, measured\nfrom the outside.',
    );
  });

  it.each([
    ['a ruler', '// Title\n// -----\n// Width\nx = 1;'],
    ['an empty comment', '// Title\n//\n// Width\nx = 1;'],
    ['code', 'y = 2; // Title\n// Width\nx = 1;'],
    ['a group', '/* [Size] */\n// Width\nx = 1;'],
  ])('ends at %s', (_what, source) => {
    expect(describeX(source)).toBe('Width');
  });

  it('keeps what a caption of OpenSCAD loses', () => {
    expect(describeX('// see http://a.b/c\nx = 1;')).toBe('see http://a.b/c');
  });

  it('looks above the last assignment, which is the one OpenSCAD reads', () => {
    expect(describeX('// first\nx = 1;\nmodule m() { x = 3; }\n// last\nx = 2;\nmodule n(x) {}')).toBe(
      'last',
    );
  });

  it('says nothing where OpenSCAD has no caption', () => {
    const source = '  // indented\nx = 1;';
    expect(describeX(source)).toBeUndefined();
    expect(readDescriptions('// text\nx = 1;', { title: 't', parameters: [] }).size).toBe(0);
  });

  it('keeps the end of a very long comment', () => {
    const text =
      describeX(`${'// a line of forty characters, not a word\n'.repeat(50)}// Width\nx = 1;`) ?? '';
    expect(text.endsWith('Width')).toBe(true);
    expect(text.length).toBeGreaterThan(300);
    expect(text.length).toBeLessThanOrEqual(400);
  });

  it('leaves a source alone that is too large', () => {
    const started = performance.now();
    expect(describeX(`// Width\nx = 1;${';'.repeat(10 * 2 ** 20)}`)).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(500);
  });
});
