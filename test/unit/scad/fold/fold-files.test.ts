import { describe, expect, it } from 'vitest';
import { fold, linesOf, refusalOf } from './folding.ts';

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
