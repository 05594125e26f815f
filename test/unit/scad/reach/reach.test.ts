import { describe, expect, it } from 'vitest';
import { findReachable } from '../../../../src/scad/reach/find-reachable.ts';
import { leaveOut } from '../../../../src/scad/reach/leave-out.ts';
import { splitPassages } from '../../../../src/scad/reach/split-passages.ts';

function split(code: string) {
  const passages = splitPassages(code);
  if (passages === null) throw new Error('cannot be taken apart');
  return passages;
}

const definitionsOf = (code: string) => split(code).map(({ definition }) => definition);

/** What is left of a library for a model that names these. */
function cut(code: string, ...roots: string[]): string {
  const passages = split(code);
  const bytes = Buffer.from(code, 'latin1');
  return Buffer.from(leaveOut(bytes, passages, findReachable([passages], roots))).toString('latin1');
}

describe('splitPassages', () => {
  it.each([
    ['module a() { cube(1); }', ['a']],
    ['module a(x = [1, 2], y = f(3)) { for (i = x) { cube(i); } }', ['a']],
    ['function a(x) = let (y = x) [for (i = y) i];', ['a']],
    ['module a() cube(1);', [null]],
    ['module a() #{ cube(1); }', [null]],
    ['module a() if (true) { cube(1); } else { sphere(1); }', [null, null]],
    ['a = function (x) x + 1;', [null]],
    ['include <a.scad>use <b.scad>\nx = 1;', [null, null, null]],
    ['if (true) { cube(1); } module a() { }', [null, 'a']],
    ['a = "module b() {"; // module c() {\n/* } */ module d() {}', [null, 'd']],
    ['function module_a() = 1; module 2d() { }', ['module_a', '2d']],
    ['', []],
    ['// nothing\n', []],
  ])('tells definitions from other statements: %s', (code, expected) => {
    expect(definitionsOf(code)).toEqual(expected);
  });

  it('covers every character once', () => {
    const code = ' a = 1;\n\nmodule b() { }  function c() = 2; \n';
    const passages = split(code);
    expect(passages.map(({ start, end }) => code.slice(start, end))).toEqual([
      ' a = 1;',
      '\n\nmodule b() { }',
      '  function c() = 2;',
    ]);
    expect(passages.map(({ lines }) => lines)).toEqual([0, 2, 0]);
  });

  it.each([
    'cube(1)',
    'module a() { cube(1);',
    'cube(1); }',
    'x = "open',
    'cube(1); /* open',
    'x = include <a.scad> 1;',
    'module a() { include <a.scad> }',
    'x = “curly”;',
  ])('takes nothing apart that is no sequence of whole statements: %s', code => {
    expect(splitPassages(code)).toBeNull();
  });
});

describe('what a model can reach', () => {
  const LIBRARY = [
    'size = base() + 1;',
    'function base() = 2;',
    'module part() {',
    '  helper();',
    '}',
    'module helper() { cube(size); }',
    'module other() {',
    '  echo("part");',
    '}',
    'function part() = deep();',
    'function deep() = 3;',
  ].join('\n');

  it('is what is always run and what it calls, when nothing is called', () => {
    expect(cut(LIBRARY)).toBe(`size = base() + 1;\nfunction base() = 2;${'\n'.repeat(9)}`);
  });

  it('is every definition of a name, and what those call, on the lines where they were', () => {
    const lines = cut(LIBRARY, 'part').split('\n');
    expect(lines).toEqual(LIBRARY.replace('module other() {\n  echo("part");\n}', '\n\n').split('\n'));
  });

  it('does not follow what a string says', () => {
    expect(cut(LIBRARY, 'other')).toContain('module other()');
    expect(cut(LIBRARY, 'other')).not.toContain('helper');
  });

  it('is the file itself when all of it is needed', () => {
    const bytes = Buffer.from(LIBRARY);
    const passages = split(LIBRARY);
    expect(leaveOut(bytes, passages, findReachable([passages], ['part', 'other']))).toBe(bytes);
  });

  it('ends where definitions call each other', () => {
    const code = 'function a() = b(); function b() = a(); function c() = 1;';
    expect(cut(code, 'a')).toBe('function a() = b(); function b() = a();');
  });
});
