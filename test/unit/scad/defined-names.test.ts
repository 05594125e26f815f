import { expect, test } from 'vitest';
import { findDefinedNames } from '../../../src/scad/defined-names.ts';
import { tokenizeCode } from '../../../src/scad/tokens.ts';

test('modules, functions, parameters and variables are found with line, scope and owner', () => {
  const source = [
    'use <a.scad>',
    'width = 3;',
    'function area(w, h = 2) = let(s = w * h) s;',
    'module plate(size, holes = [1, 2]) {',
    '  inner = size == 2 ? 1 : 2;',
    '  for (i = [0 : 3]) cube(size = i);',
    '}',
    'double = function(x) 2 * x;',
  ].join('\n');
  const found = findDefinedNames(tokenizeCode(source)).map(
    ({ kind, name, line, local, owner }) =>
      `${line} ${kind} ${name}${local ? ' local' : ''}${owner ? ` of ${owner}` : ''}`,
  );
  expect(found).toEqual([
    '2 variable width',
    '3 function area',
    '3 parameter w local of area',
    '3 parameter h local of area',
    '3 variable s local',
    '4 module plate',
    '4 parameter size local of plate',
    '4 parameter holes local of plate',
    '5 variable inner local',
    '6 variable i local',
    '8 variable double',
    '8 parameter x local',
  ]);
});
