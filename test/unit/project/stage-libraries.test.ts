import { describe, expect, it } from 'vitest';
import { stageInline, stagePath } from '../../../src/project/staging.ts';
import { MemoryLibraries } from '../../support/memory-libraries.ts';
import { librariesOf, pathsOf, stagingRules, useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

const rules = (changes = {}, roots = [folder.path]) => stagingRules(roots, changes);

describe('libraries', () => {
  const libraries = () =>
    new MemoryLibraries({
      'L/std.scad': 'include <parts/a.scad>\nuse <K/k.scad>\nimport("own.stl");\n',
      'L/parts/a.scad': 'include <../std.scad>\nimport("logo.svg");\nuse <none.scad>\n',
      'L/parts/logo.svg': '<svg/>',
      'K/k.scad': 'use <L/unused/../std.scad>',
      'L/unused.scad': '',
    });

  it('give the files that are needed, wherever they are named', async () => {
    folder.write('sub/main.scad', 'use <./L/std.scad>\n');
    folder.write('sub/own.stl');
    const staging = await stagePath('sub/main.scad', rules({ libraries: libraries() }));
    expect(librariesOf(staging).sort()).toEqual([
      'K/k.scad',
      'L/parts/a.scad',
      'L/parts/logo.svg',
      'L/std.scad',
    ]);
    // A library may import what lies beside the entry, as modules that load a file do.
    expect(pathsOf(staging)).toEqual(['sub/main.scad', 'sub/own.stl']);
    expect(staging.unread).toEqual([]);
  });

  it('come after the model’s own files of the same name', async () => {
    folder.write('L/std.scad', '// mine');
    folder.write('a.scad', 'include <L/std.scad>\n');
    expect(librariesOf(await stagePath('a.scad', rules({ libraries: libraries() })))).toEqual([]);
    const inline = { code: 'include <L/std.scad>', files: { 'L/std.scad': '' } };
    expect(librariesOf(await stageInline(inline, rules({ libraries: libraries() })))).toEqual([]);
  });

  it('serve models handed over in a call', async () => {
    const staging = await stageInline({ code: 'use <K/k.scad>' }, rules({ libraries: libraries() }, []));
    expect(librariesOf(staging)).toContain('L/std.scad');
    expect(pathsOf(staging)).toEqual(['main.scad']);
  });

  it('are not asked for what leaves them, nor for what import() names', async () => {
    const shelf = new MemoryLibraries({ 'L/x.stl': '' });
    folder.write('p/a.scad', 'use <../up.scad>\nuse <L/../../up.scad>\nimport("L/x.stl");\n');
    const { unread } = await stagePath('p/a.scad', rules({ libraries: shelf }));
    expect(shelf.asked).toEqual([]);
    expect(unread.map(({ path }) => path)).toEqual(['../up.scad', 'L/x.stl']);
  });

  it('do not count against the bounds of a model', async () => {
    const names = Array.from({ length: 100 }, (_, index) => `L/p${index}.scad`);
    const shelf = new MemoryLibraries({
      ...Object.fromEntries(names.map(name => [name, ''])),
      'L/all.scad': names.map(name => `use <${name}>`).join('\n'),
    });
    const staging = await stageInline({ code: 'include <L/all.scad>' }, rules({ libraries: shelf }));
    expect(librariesOf(staging)).toHaveLength(101);
  });

  it('that are missing are no error here', async () => {
    expect(await stageInline({ code: 'use <BOSL2/std.scad>' }, rules())).toMatchObject({ unread: [] });
    folder.write('a.scad', 'use <BOSL2/std.scad>');
    expect((await stagePath('a.scad', rules())).unread).toMatchObject([{ reason: 'unreadable' }]);
  });
});
