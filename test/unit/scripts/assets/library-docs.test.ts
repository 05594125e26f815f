import { expect, it } from 'vitest';
import { describeLibraries } from '../../../../scripts/assets/library-docs.ts';

/** What is said of one file of MCAD with this text. */
function describe(source: string) {
  const files = { 'boxes.scad': new TextEncoder().encode(source) };
  return describeLibraries(new Map([['MCAD', files]])).MCAD.files[0];
}

it('writes signatures on one line, with the defaults', () => {
  const { names, statement, path } = describe(`module rounded_box(
    size,     // comment
    radius = [1, 2],center=false
  ) { module inner_part(a) { cube(a); } cube(size); }
  function box_volume(size)=size.x * (1 + 2);`);
  expect({ path, statement }).toEqual({ path: 'boxes.scad', statement: 'use <MCAD/boxes.scad>' });
  expect(names).toEqual([
    { kind: 'module', name: 'rounded_box', signature: '(size, radius = [1, 2], center=false)' },
    { kind: 'function', name: 'box_volume', signature: '(size)' },
  ]);
});

it.each([
  [
    'a synopsis',
    '// Module: box()\n// Synopsis: Makes a box.\n// Usage:\n//   box(a);\nmodule box(a) {}',
    'Makes a box.',
  ],
  [
    'a description',
    '// Module: box()\r\n// Description:\r\n//   Makes a box. It is big.\r\nmodule box(a) {}',
    'Makes a box.',
  ],
  ['a mark on the line', 'module box(a) //! Makes a box\n{}', 'Makes a box'],
  ['the comment above', '// Makes a box of\n// given size.\nmodule box(a) {}', 'Makes a box of given size.'],
])('takes the purpose from %s', (_where, source, purpose) => {
  expect(describe(source).names[0].purpose).toBe(purpose);
});

it.each([
  ['code', '// box(3);\nmodule box(a) {}'],
  ['decoration', '//////////\nmodule box(a) {}'],
  ['a copyright', '// Copyright by Ann, all rights are hers.\nmodule box(a) {}'],
  ['a comment further up', '// Makes a sphere.\n\nmodule box(a) {}'],
])('takes no purpose from %s', (_what, source) => {
  expect(describe(source).names[0]).not.toHaveProperty('purpose');
});

it('leaves out helpers and files without names', () => {
  expect(describe('module _hidden() {}\nmodule test_box() {}\nmodule xy() {}')).toBeUndefined();
});

it('shortens what is long', () => {
  const [{ signature, purpose }] = describe(
    `// Makes a box ${'of many words '.repeat(30)}.\nmodule box(${'parameter, '.repeat(40)}last) {}`,
  ).names;
  expect(signature.length).toBeLessThanOrEqual(160);
  expect(purpose?.length).toBeLessThanOrEqual(140);
  expect(`${signature}${purpose}`).toMatch(/….*…$/);
});
