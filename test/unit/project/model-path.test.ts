import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import {
  checkModelPath,
  findReferenceFault,
  quotePath,
  resolveReference,
  staysInside,
} from '../../../src/project/model-path.ts';

describe('checkModelPath', () => {
  it.each(['a.scad', 'lib/part.scad', 'dé日本/x y.scad', 'a.b/c-d_e.stl', '...scad'])('takes %s', path => {
    expect(checkModelPath(path)).toBe(path);
  });

  it.each([
    '',
    '.',
    '..',
    '../x.scad',
    'a/../../x.scad',
    '/abs.scad',
    'C:\\x.scad',
    'c:/x.scad',
    '\\\\server\\share',
    'a//b.scad',
    './a.scad',
    'a/',
    'a\0b.scad',
    'a\u202Eb.scad',
    'a\u200Bb.scad',
    'a\u00ADb.scad',
    'a\u3164b.scad',
    'a\u2800b.scad',
    'a\uFE0Fb.scad',
    'a\nb.scad',
    'x'.repeat(300),
    `${'a/'.repeat(30)}x.scad`,
  ])('refuses %j', path => {
    expect(() => checkModelPath(path)).toThrow(expect.objectContaining({ code: 'PATH_REJECTED' }));
  });

  it('keeps the Unicode form of a name, which has to match the source that includes it', () => {
    expect(checkModelPath('e\u0301.scad')).toBe('e\u0301.scad');
  });

  it('never lets a path out, whatever it is made of', () => {
    const part = fc.constantFrom('..', '.', '', 'a', 'b.scad', '/', '\\', 'C:', '\0', 'é');
    fc.assert(
      fc.property(fc.array(part), fc.constantFrom('/', ''), (parts, joint) => {
        const path = parts.join(joint);
        try {
          const checked = checkModelPath(path);
          expect(new URL(`./${checked.replaceAll('%', '%25')}`, 'file:///root/model/').pathname).toMatch(
            /^\/root\/model\/./,
          );
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe('quotePath', () => {
  it('shows what cannot be seen', () => {
    expect(quotePath('a\u202Eb\0')).toBe('"a\\u202eb\\u0000"');
  });
});

describe('resolveReference', () => {
  it.each([
    ['main.scad', 'lib/a.scad', 'lib/a.scad'],
    ['lib/a.scad', 'b.scad', 'lib/b.scad'],
    ['lib/a.scad', '../main.scad', 'main.scad'],
    ['lib/a.scad', './x/..//b.scad', 'lib/b.scad'],
    ['main.scad', '../x.scad', '../x.scad'],
    ['lib/a.scad', '../../x.scad', '../x.scad'],
    ['main.scad', '/etc/../home/x.scad', '/home/x.scad'],
    ['/home/me/a.scad', '../b.scad', '/home/b.scad'],
  ])('from %s to %s is %s', (from, reference, target) => {
    expect(resolveReference(from, reference)).toBe(target);
  });

  it('shows by its form whether it leads out', () => {
    expect(['a.scad', 'lib/a.scad', '..a.scad', '.../a'].every(staysInside)).toBe(true);
    expect(['..', '../a.scad', '/a.scad'].some(staysInside)).toBe(false);
  });
});

describe('findReferenceFault', () => {
  it.each([
    ['C:/x.scad', 'windows-path'],
    ['c:x.scad', 'windows-path'],
    ['lib\\a.scad', 'windows-path'],
    ['\\\\server\\share', 'windows-path'],
    ['', 'name'],
    ['x'.repeat(300), 'name'],
    ['a\u200Bb.scad', 'name'],
    ['a\0b.scad', 'name'],
    ['../dé日本/x y.scad', null],
    ['/abs.scad', null],
  ])('of %j is %s', (reference, fault) => {
    expect(findReferenceFault(reference)).toBe(fault);
  });
});
