import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/contracts/errors.ts';
import { fold, linesOf, refusalOf } from './folding.ts';

describe('the entry', () => {
  it('stays as it is when there is nothing to fold', () => {
    const text = '// a { b\r\nw = 3; // [1:9]\n\n\tmodule m() { include_me = 1; }\nm();  ';
    expect(fold({ 'main.scad': text })).toEqual({ text, notes: [] });
  });

  it('keeps the parameter section on top, and all else stands behind its end', () => {
    const { text } = fold({
      'main.scad':
        '// A box\ninclude <sizes.scad>\nuse <lid.scad>\n\n/* [Box] */\n// Width\nw = 3; // [1:9]\nh = 4;\n\nmodule box() { cube([w, d, h]); }\nbox(); lid();',
      'sizes.scad': '/* [Sizes] */\n// depth\nd = 5; // [1:9]',
      'lid.scad': 'gap = 1; // [0:2]\nmodule lid() { cube(gap); }',
    });
    expect(text.startsWith('// A box\n\n\n\n/* [Box] */\n// Width\nw = 3; // [1:9]\nh = 4;\n')).toBe(true);
    const limit = text.indexOf('/* [Hidden] */\nmodule __Customizer_Limit__() {}\n');
    expect(limit).toBeGreaterThan(text.indexOf('h = 4;'));
    expect(text.indexOf('// depth\nd = 5; // [1:9]')).toBeGreaterThan(limit);
    expect(text.indexOf('gap = 1;')).toBeGreaterThan(limit);
  });

  it('has values it needs between its parameters put there, hidden, and its group goes on', () => {
    const { text } = fold({
      'main.scad': 'use <f.scad>\n/* [Size] */\na = 1;\n// sum\nb = f(a);\n// last\nc = 2;\nmodule m() {}',
      'f.scad': 'k = 7; unused = 8;\nfunction f(x) = x + k;',
    });
    expect(text).toContain(
      '/* [Size] */\na = 1;\n/* [Hidden] */\nk = 7;\n/* [Size] */\n// sum\nb = f(a);\n// last\nc = 2;\n',
    );
  });

  it('wins over what it includes, where the variable has its value first', () => {
    const folded = fold({
      'main.scad': 'include <i.scad>\na = 5;\ncube(b);',
      'i.scad': 'a = 3;\nb = a * 2;',
    });
    expect(linesOf(folded)).toEqual([
      'a = 5;',
      '/* [Hidden] */',
      'module __Customizer_Limit__() {}',
      'b = a * 2;',
      'cube(b);',
    ]);
  });

  it('is not read for includes in comments and strings', () => {
    const text = '// include <a.scad>\n/* use <a.scad> { */ s = "include <a.scad>";\n';
    expect(fold({ 'main.scad': text, 'a.scad': 'cube();' })).toEqual({ text, notes: [] });
  });
});

describe('values set from outside', () => {
  it('take the place of those in the entry, whose comments stay', () => {
    const { text } = fold(
      { 'main.scad': '/* [Size] */\n// Width\nw = 3 * 1; // [1:9]\ns = "a"; $fn = 5;\ncube(w);' },
      { w: '7', s: '"b"', $fn: '64' },
    );
    expect(text).toBe('/* [Size] */\n// Width\nw = 7; // [1:9]\ns = "b"; $fn = 64;\ncube(w);');
  });

  it('win over an include, and reach what the entry does not assign, without becoming parameters', () => {
    const folded = fold(
      {
        'main.scad': 'a = 1;\ninclude <i.scad>\ncube(a + b + c);',
        'i.scad': 'a = 2;\nb = 3;\nc = is_undef(d) ? 1 : d;',
      },
      { a: '7', b: '8', d: '9' },
    );
    expect(linesOf(folded).join('\n')).toMatch(
      /^a = 7;\n[\s\S]*b = 8;[\s\S]*module __Customizer_Limit__\(\) \{\}\n[\s\S]*d = 9;$/,
    );
    expect(folded.text).not.toMatch(/a = [12]|b = 3/);
  });

  it('hold in used files too, whether or not these assign them', () => {
    const { text } = fold(
      {
        'main.scad': 'use <u.scad>\nw = 3;\nm();',
        'u.scad': 'w = 4;\nmodule m() cube([w, is_undef(d) ? 1 : d, 1]);',
      },
      { w: '7', d: '9' },
    );
    expect(text).not.toMatch(/w = [34]/);
    expect(text).toContain('d = 9;');
  });

  it('are refused where a file would have to assign them for one scope alone', () => {
    const files = {
      'main.scad': 'a = d;\ninclude <u.scad>\nuse <u.scad>\nm();',
      'u.scad': 'module m() cube(d);',
    };
    const { code, message } = refusalOf(files, { d: '7' });
    expect([code, message]).toEqual([
      'UNSUPPORTED_FORMAT',
      expect.stringContaining('u.scad is both included'),
    ]);
  });
});

it('a name that a call may give to a local function is not renamed by guess', () => {
  const { message } = refusalOf({
    'main.scad': 'use <u.scad>\nb = 1;\nm();',
    'u.scad': 'b = 2;\nmodule m() {\n  function f(d = b) = b;\n  echo(f(b = 3));\n}',
  });
  expect(message).toMatch(/^u\.scad line 3: b may mean two things/);
});

describe('files that are no code', () => {
  it('have to lie where the folded file finds them', () => {
    const { notes } = fold({
      'main.scad': 'use <lib/u.scad>\nimport("a.stl"); m();',
      'lib/u.scad': 'module m() { import("b.stl"); }',
    });
    expect(notes).toEqual([
      'main.scad reads a.stl, which stays a file of its own.',
      'lib/u.scad reads b.stl, which stays a file of its own: put lib/b.stl where it finds it as b.stl.',
    ]);
  });

  it('cannot be two in one place', () => {
    const { code, message, hint } = refusalOf({
      'main.scad': 'use <lib/u.scad>\nimport("a.stl"); m();',
      'lib/u.scad': '// part\nmodule m() { import("a.stl"); }',
    });
    expect([code, message]).toEqual([
      'UNSUPPORTED_FORMAT',
      expect.stringMatching(/^lib\/u\.scad line 2: a\.stl/),
    ]);
    expect(hint).toContain('another name');
  });
});

describe('what is not certain', () => {
  it('is refused with file and line: a name that may mean a parameter or a function', () => {
    const refusal = refusalOf({
      'main.scad': 'use <a.scad>\nfunction f(x) = 1;\nm(3); echo(f(1));',
      'a.scad': 'function f(x) = 2;\nmodule m(f) {\n  echo(f(3));\n}',
    });
    expect(refusal).toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: 'a.scad line 3: f may mean two things there, and one has to be renamed.',
    });
    expect(refusal.hint).toContain('another name');
  });

  it('is refused with file and line: a value that changes on the way', () => {
    const refusal = refusalOf({
      'main.scad': 'use <a.scad>\na();',
      'a.scad': 'x = $q;\nmodule a() {\n  $q = 2;\n  cube(x);\n}',
    });
    expect(refusal).toMatchObject({ code: 'UNSUPPORTED_FORMAT' });
    expect(refusal.message).toMatch(/^a\.scad line 4: the value of x depends on \$q/);
  });

  it('is refused with file and line: a value that a call sets only for the inside', () => {
    const refusal = refusalOf({
      'main.scad': 'use <a.scad>\na($q = 4);',
      'a.scad': 'x = $q;\nmodule a() cube(x);',
    });
    expect(refusal).toMatchObject({
      code: 'UNSUPPORTED_FORMAT',
      message: 'main.scad line 2: the value of a depends on $q, and when it gets one is not certain.',
      hint: 'Include a.scad instead of using it, or set $q only at the top of the model.',
    });
  });

  it('is no matter when nothing has to be renamed', () => {
    const files = {
      'main.scad': 'use <a.scad>\nm(3);',
      'a.scad': 'function f(x) = 2;\nmodule m(f) echo(f(3));',
    };
    expect(fold(files).text).toContain('module m(f) echo(f(3));');
  });

  it('is a syntax error when OpenSCAD would call it one', () => {
    expect(refusalOf({ 'main.scad': 'include <a.scad>', 'a.scad': 'x = 1;\ny = ;' })).toMatchObject({
      code: 'SCAD_SYNTAX',
      message: 'a.scad line 2: unexpected ;.',
    });
  });
});

it('takes any text without a fault of its own', () => {
  const piece = fc.constantFrom(
    ...'include <a.scad>|use <a.scad>|module m()|function f(x) =|x = 1;|{|}|(|)|[|]|;|let(|for(|$q = |=|"|/*|*/|//|\n|m()|f(1)|x'.split(
      '|',
    ),
  );
  const text = fc.array(piece, { maxLength: 40 }).map(pieces => pieces.join(' '));
  fc.assert(
    fc.property(text, text, (main, included) => {
      try {
        fold({ 'main.scad': main, 'a.scad': included });
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(AppError);
      }
    }),
    { numRuns: 300 },
  );
});
