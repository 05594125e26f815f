import { expect, test } from 'vitest';
import { writeFields } from '../../../src/commands/write-fields.ts';

test('objects in a list have a line each, however short', () => {
  const parts = [
    { index: 0, name: 'a, b', at: {} },
    { index: 1, size: { min: [0, 0] } },
  ];
  expect(writeFields({ parts, features: { holes: parts, found: 2 } })).toEqual([
    'parts:',
    '  - index 0, name "a, b"',
    '  - index 1, size {min [0, 0]}',
    'features:',
    '  holes:',
    '    - index 0, name "a, b"',
    '    - index 1, size {min [0, 0]}',
    '  found: 2',
  ]);
});

test('a single object in a list is delimited, and what is empty left out', () => {
  expect(writeFields({ mass: { a: [{ b: 1, c: 2 }], d: [] }, e: {} })).toEqual(['mass: a [{b 1, c 2}]']);
});
