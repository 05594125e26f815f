import { describe, expect, it } from 'vitest';
import { stageInline, stagePath } from '../../../src/project/staging.ts';
import { pathsOf, stagingRules, textOf, useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

const rules = (changes = {}, roots = [folder.path]) => stagingRules(roots, changes);

describe('external includes', () => {
  const external = () => rules({ externalIncludes: true }, [folder.at('a/one'), folder.at('a/two')]);

  it('reach every allowed root, by relative and by absolute paths, and nothing else', async () => {
    const absolute = folder.write('a/two/abs.scad', 'use <beside.scad>\n');
    folder.write('a/two/beside.scad');
    folder.write('a/two/b.scad', 'use <../one/c.scad>\n');
    folder.write('a/one/c.scad');
    folder.write('a/three.scad');
    folder.link('a/one/link.scad', '../two/b.scad');
    folder.write(
      'a/one/main.scad',
      `use <../two/b.scad>\nuse <${absolute}>\nuse <../three.scad>\nuse <link.scad>\n`,
    );
    const staging = await stagePath('main.scad', external());
    expect(staging.origin).toEqual({ base: folder.at('a'), root: folder.at('a/one') });
    expect(staging.fileSet.entry).toBe('one/main.scad');
    expect(pathsOf(staging)).toEqual(
      [
        absolute,
        folder.at('a/two/beside.scad'),
        'one/c.scad',
        'one/link.scad',
        'one/main.scad',
        'two/b.scad',
      ].sort(),
    );
    expect(staging.unread).toMatchObject([{ path: '../three.scad', reason: 'outside' }]);
    const inside = await stagePath('main.scad', { ...external(), externalIncludes: false });
    expect(pathsOf(inside)).toEqual(['main.scad']);
    expect(inside.unread.map(({ reason }) => reason)).toEqual(['outside', 'outside', 'outside', 'link']);
  });

  it('let code in a call use files as if it were saved in the first root', async () => {
    folder.write('a/one/b.scad', 'import("../two/x.stl");\nuse <given.scad>\n');
    folder.write('a/one/given.scad', '// on disk');
    folder.write('a/two/x.stl');
    const model = { code: 'use <b.scad>', files: { 'given.scad': '// given' } };
    const staging = await stageInline(model, external());
    expect(pathsOf(staging)).toEqual(['one/b.scad', 'one/given.scad', 'one/main.scad', 'two/x.stl']);
    expect(textOf(staging, 'one/given.scad')).toBe('// given');
    expect(staging.origin).toEqual({ base: folder.at('a'), root: folder.at('a/one') });
  });

  it('let code in a call go no further', async () => {
    folder.write('a/one/x.scad');
    folder.write('a/two/x.scad');
    folder.link('a/one/out.scad', '../../secret.scad');
    for (const path of ['../three.scad', '/etc/passwd', 'out.scad']) {
      await expect(stageInline({ code: `\nuse <${path}>` }, external())).rejects.toMatchObject({
        code: 'PATH_REJECTED',
        message: expect.stringMatching(/^one\/main\.scad line 2: use of .* is outside the model\.$/),
      });
    }
  });

  it('change nothing for one root', async () => {
    const one = rules({ externalIncludes: true });
    folder.write('a.scad');
    expect(pathsOf(await stagePath('a.scad', one))).toEqual(['a.scad']);
    expect(pathsOf(await stageInline({ code: 'use <a.scad>' }, one))).toEqual(['a.scad', 'main.scad']);
    expect((await stageInline({ code: '' }, rules({ externalIncludes: true }, []))).origin).toBeNull();
  });
});
