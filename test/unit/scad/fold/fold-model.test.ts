import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/contracts/errors.ts';
import { LIBRARY_ROOT } from '../../../../src/contracts/model.ts';
import type { FoldedModel } from '../../../../src/scad/fold/contract.ts';
import { foldModel } from '../../../../src/scad/fold/fold-model.ts';

/** Folds `main.scad`. Files whose paths begin with `Lib/` are of a library. */
function fold(
  files: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>> = {},
): FoldedModel {
  const sources = new Map(
    Object.entries(files).map(([path, text]) => [path.startsWith('Lib/') ? LIBRARY_ROOT + path : path, text]),
  );
  return foldModel({
    entry: 'main.scad',
    sources,
    resolve: (from, reference) => {
      const beside = posix.join(posix.dirname(from), reference);
      return [beside, LIBRARY_ROOT + reference].find(path => sources.has(path)) ?? null;
    },
    dataFileOf: (from, reference) => posix.join(posix.dirname(from), reference),
    values: new Map(Object.entries(values)),
    libraryOf: path =>
      path.startsWith(LIBRARY_ROOT) ? { name: 'Lib', licence: 'MIT', licenceFile: 'LICENSE' } : null,
  });
}

/** The lines of a folded file that say something. */
function linesOf(model: FoldedModel): string[] {
  return model.text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('// ---- '));
}

function refusalOf(
  files: Readonly<Record<string, string>>,
  values: Readonly<Record<string, string>> = {},
): AppError {
  try {
    fold(files, values);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('was folded');
}

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

describe('used files', () => {
  it('give modules and functions, draw nothing and keep their variables to themselves', () => {
    const folded = fold({
      'main.scad': 'use <u.scad>\nx = 1;\nm(x = x);',
      'u.scad':
        '// my part\nx = 2;\nmodule m(x = x) { cube(x); n(x); }\nmodule n(size) sphere(x + size);\ncube(99);',
    });
    expect(linesOf(folded).slice(1)).toEqual([
      'm(x = x);',
      '/* [Hidden] */',
      'module __Customizer_Limit__() {}',
      '// my part',
      'u_x = 2;',
      // The parameter keeps its name, since callers know it.
      'module m(x = u_x) { cube(x); n(x); }',
      'module n(size) sphere(u_x + size);',
    ]);
    expect(folded.notes).toEqual(['x in u.scad is now u_x: in one file the name is taken.']);
  });

  it('that are used last win, and the others call their own', () => {
    const { text } = fold({
      'main.scad': 'use <a.scad>\nuse <b.scad>\nm(); n();',
      'a.scad': 'module m() cube(); module n() m();',
      'b.scad': 'module m() sphere();',
    });
    expect(text).toContain('module a_m() cube(); module n() a_m();');
    expect(text).toContain('module m() sphere();');
  });

  it("reach OpenSCAD's own modules when the entry has one of that name", () => {
    const folded = fold({
      'main.scad': 'use <a.scad>\nmodule cube(s) sphere(s);\ncube(1); a();',
      'a.scad': 'module a() cube(2);',
    });
    expect(folded.text).toContain('module main_cube(s) sphere(s);\nmain_cube(1); a();');
    expect(folded.text).toContain('module a() cube(2);');
    expect(folded.notes).toContain('cube in main.scad is now main_cube: in one file the name is taken.');
  });

  it('do not find what only the entry defines', () => {
    const { text } = fold({
      'main.scad': 'use <a.scad>\nsize = 3;\na();',
      'a.scad': 'module a() cube(is_undef(size) ? 1 : size);',
    });
    expect(text).toContain('size = 3;');
    expect(text).toContain('module a() cube(is_undef(main_size) ? 1 : main_size);');
  });

  it('share a file they include, as far as it means the same to them', () => {
    const { text } = fold({
      'main.scad': 'include <c.scad>\nuse <p.scad>\nw = 9;\ncube([w, two()]); p();',
      'c.scad': 'w = 1;\nh = w * 2;\nfunction two() = 2;',
      'p.scad': 'include <c.scad>\nmodule p() cube([w, h, two()]);',
    });
    expect(text.match(/function two\(\)/g)).toHaveLength(1);
    expect(text).toContain('\nh = w * 2;');
    expect(text).toContain('c_w = 1;\nc_h = c_w * 2;');
    expect(text).toContain('module p() cube([c_w, c_h, two()]);');
  });

  it('set special variables for their own values only', () => {
    const { text } = fold({
      'main.scad': 'use <a.scad>\n$fn = 7;\na();',
      'a.scad': '$fn = 13;\nx = $fn;\nmodule a() circle(x);',
    });
    expect(text).toContain('x = let($fn = 13) $fn;');
    expect(text.match(/^\$fn = /gm)).toEqual(['$fn = ']);
  });

  it('have values that depend on what a call sets worked out at every call', () => {
    const { text } = fold({
      'main.scad': 'use <a.scad>\na();\nlet($fine = true) a();',
      'a.scad': 'steps = is_undef($fine) ? 8 : 64;\nmodule a() circle(steps);',
    });
    expect(text).toContain('function steps() = is_undef($fine) ? 8 : 64;\nmodule a() circle(steps());');
  });
});

describe('libraries', () => {
  const library = {
    'Lib/std.scad':
      '// Lib, Copyright 2020 A. Author\n// Licence: see LICENSE\n\n// A constant.\nUP = 1;\ninclude <more.scad>\nassert(UP == 1);\n',
    'Lib/more.scad':
      '// helpers\nEPS = 2; UNUSED = 3;\nfunction eps(x) = /* { */ x + EPS; // }\n\nfunction unused() = eps(UNUSED);\nmodule part(s) {\n  // inside\n\n  cube(eps(s));\n}\nmodule other() part(1);',
  };

  it('give what is needed, without comments but for those on their licence', () => {
    const folded = fold({
      ...library,
      'main.scad': '// model\ninclude <Lib/std.scad>\ns = 4; // [1:9]\npart(s);',
    });
    expect(folded.text.split('\n')).toEqual([
      '// model',
      '',
      's = 4; // [1:9]',
      '',
      '/* [Hidden] */',
      '// Values from libraries; their licences are named further down.',
      'UP = 1;',
      'EPS = 2;',
      'assert(UP == 1);',
      '',
      'part(s);',
      '',
      '// ==== From Lib (licence MIT; its text is Lib/LICENSE): what this model needs of it. ====',
      '// Lib, Copyright 2020 A. Author',
      '// Licence: see LICENSE',
      '// ---- Lib/more.scad ----',
      'function eps(x) = x + EPS;',
      'module part(s) {',
      '  cube(eps(s));',
      '}',
      '',
    ]);
    expect(folded.notes).toEqual(['The file holds code of Lib (licence MIT; its text is Lib/LICENSE).']);
  });

  it('are left out whole when nothing is called', () => {
    const { text } = fold({ ...library, 'main.scad': 'use <Lib/more.scad>\ncube();\n' });
    expect(text).toBe('\ncube();\n');
  });

  it('see what the model overrides', () => {
    const { text } = fold({ ...library, 'main.scad': 'include <Lib/std.scad>\nEPS = 0;\npart(1);' });
    expect(text.match(/EPS = \d/g)).toEqual(['EPS = 0']);
  });
});

describe('includes', () => {
  it('end where they go round in circles', () => {
    const { text } = fold({
      'main.scad': 'include <a.scad>\necho(x, y);',
      'a.scad': 'x = 1;\ninclude <b.scad>',
      'b.scad': 'include <a.scad>\ny = 2;',
    });
    expect(text.match(/x = 1;/g)).toHaveLength(1);
    expect(text).toContain('y = 2;');
  });

  it('inside of statements are replaced where they stand', () => {
    const { text } = fold({
      'main.scad': 'p = [include <sub/p.txt>, 3];\nmodule m() { include <body.scad> }\nm();',
      'sub/p.txt': '1, include <q.txt> // two\n',
      'sub/q.txt': '2',
      'body.scad': 'cube(p);',
    });
    expect(text.replace(/\s+/g, ' ')).toContain('p = [1, 2 // two , 3]; module m() { cube(p); }');
  });

  it('that are missing stay, with a note', () => {
    const { text, notes } = fold({ 'main.scad': 'include <nope.scad>\nuse <font.ttf>\nimport("x.stl");\n' });
    expect(text).toBe('include <nope.scad>\nuse <font.ttf>\nimport("x.stl");\n');
    expect(notes).toEqual([
      'main.scad uses the font font.ttf, which stays a file of its own.',
      'main.scad reads x.stl, which stays a file of its own.',
      'main.scad line 1: include <nope.scad> leads to no file and was not folded in.',
    ]);
  });

  it('that double with every level are refused soon', () => {
    const files: Record<string, string> = { 'main.scad': 'include <f1.scad>' };
    for (let level = 1; level < 40; level += 1) {
      files[`f${level}.scad`] =
        `include <f${level + 1}.scad>\ninclude <f${level + 1}.scad>\nx = [include <f${level + 1}.scad>];`;
    }
    expect(refusalOf(files).code).toBe('UNSUPPORTED_FORMAT');
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
