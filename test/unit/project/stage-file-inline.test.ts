import { describe, expect, it } from 'vitest';
import { stageFile, stageInline } from '../../../src/project/staging.ts';
import { pathsOf, stagingRules, textOf, useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

const rules = (changes = {}, roots = [folder.path]) => stagingRules(roots, changes);

describe('stageFile', () => {
  it('reads any file; outside all roots its own folder is its root', async () => {
    folder.write('p/a.model', 'use <b.scad>\nuse <../c.scad>\n');
    folder.write('p/b.scad');
    folder.write('c.scad');
    const staging = await stageFile(folder.at('p/a.model'), rules({}, []));
    expect(pathsOf(staging)).toEqual(['a.model', 'b.scad']);
    expect(staging.origin).toEqual({ base: folder.at('p'), root: folder.at('p') });
    expect(pathsOf(await stageFile(folder.at('p/a.model'), rules()))).toEqual([
      'c.scad',
      'p/a.model',
      'p/b.scad',
    ]);
  });

  it('follows a link to where the model really is', async () => {
    folder.write('p/a.scad', 'use <b.scad>\n');
    folder.write('p/b.scad');
    const link = folder.link('bin/model', folder.at('p/a.scad'));
    expect(pathsOf(await stageFile(link, rules({}, [])))).toEqual(['a.scad', 'b.scad']);
  });

  it('refuses what is no file', async () => {
    await expect(stageFile(folder.at('nowhere.scad'), rules())).rejects.toMatchObject({
      message: expect.stringMatching(/does not exist/),
    });
    await expect(stageFile('a\0', rules())).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(stageFile(folder.path, rules())).rejects.toMatchObject({
      message: expect.stringMatching(/cannot be read/),
    });
  });
});

describe('stageInline', () => {
  it('takes the files that were handed over, code in the form the engine reads right', async () => {
    const staging = await stageInline(
      {
        code: '\uFEFFcube(1); // a\r\n// b\rcube(2);\ninclude <data.txt>',
        files: { 'data.txt': 'a\r', 'b.txt': 'b\r' },
      },
      rules(),
    );
    expect(textOf(staging, 'main.scad')).toBe('cube(1); // a\n// b\ncube(2);\ninclude <data.txt>');
    expect(textOf(staging, 'data.txt')).toBe('a\n');
    expect(textOf(staging, 'b.txt')).toBe('b\r');
    expect(staging).toMatchObject({ origin: null, unread: [] });
  });

  it.each([
    ['a NUL', { code: 'a\n\0' }, 'INVALID_INPUT', /line 2/],
    [
      'an include outside',
      { code: '', files: { 'lib/a.scad': '\ninclude <../../x>' } },
      'PATH_REJECTED',
      /lib\/a\.scad line 2.*outside the model/,
    ],
    ['an absolute import', { code: 'import("/proc/self/environ");' }, 'PATH_REJECTED', /line 1.*import/],
    ['a Windows path', { code: 'use <C:/x.scad>' }, 'PATH_REJECTED', /outside the model/],
    ['backslashes', { code: 'use <lib\\x.scad>' }, 'PATH_REJECTED', /outside the model/],
    ['invisible characters', { code: 'use <a\u200Bb.scad>' }, 'PATH_REJECTED', /"a\\u200bb\.scad"/],
  ])('refuses %s', async (_, model, code, message) => {
    await expect(stageInline(model, rules())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  it('sees nothing on disk', async () => {
    folder.write('a.scad');
    expect(pathsOf(await stageInline({ code: 'use <a.scad>' }, rules()))).toEqual(['main.scad']);
    await expect(stageInline({ code: `use <${folder.at('a.scad')}>` }, rules())).rejects.toMatchObject({
      code: 'PATH_REJECTED',
    });
  });

  it('is not fooled by comments and strings that look like includes', async () => {
    const code = '// include </etc/passwd>\n/* use <../x> */ echo("include </etc/passwd>");';
    expect(pathsOf(await stageInline({ code }, rules()))).toEqual(['main.scad']);
  });
});
