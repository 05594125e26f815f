import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { resolveOutputPath } from '../../../src/project/output-path.ts';
import { useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

describe('resolveOutputPath', () => {
  it('takes names that look like options for the names they are', async () => {
    for (const name of ['-o.stl', '--enable=all.stl', '$(id).stl', 'dé日本.stl']) {
      expect(await resolveOutputPath(name, 'stl', [folder.path])).toBe(folder.at(name));
    }
  });

  it.each([
    ['../../x.stl', /outside|does not exist/],
    ['evil/../../x.stl', /outside|does not exist/],
    ['CON.stl', /device/],
    ['lpt1.x.stl', /device/],
    ['a\0.stl', /NUL/],
    ['out/x.stl', /outside/],
  ])('18: refuses %j', async (path, message) => {
    const root = folder.at('root');
    mkdirSync(root);
    folder.link('root/out', '..');
    await expect(resolveOutputPath(path, 'stl', [root])).rejects.toMatchObject({
      code: 'PATH_REJECTED',
      message: expect.stringMatching(message),
    });
  });

  it('names the root that cannot be used', async () => {
    const gone = folder.at('gone');
    await expect(resolveOutputPath('a.stl', 'stl', [gone, folder.path])).rejects.toMatchObject({
      code: 'PATH_REJECTED',
      message: expect.stringContaining(`the root ${JSON.stringify(gone)} does not exist`),
    });
    expect(await resolveOutputPath(folder.at('a.stl'), 'stl', [gone, folder.path])).toBe(folder.at('a.stl'));
    await expect(resolveOutputPath(folder.at('sub/a.stl'), 'stl', [gone, folder.path])).rejects.toMatchObject(
      { hint: expect.stringContaining('Make the folder first') },
    );
  });
});
