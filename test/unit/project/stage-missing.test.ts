import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { stageInline, stageMissing, stagePath } from '../../../src/project/staging.ts';
import { MemoryLibraries } from '../../support/memory-libraries.ts';
import { stagingRules, useModelFolder } from '../../support/model-folder.ts';

const folder = useModelFolder();

const rules = (changes = {}, roots = [folder.path]) => stagingRules(roots, changes);

describe('stageMissing', () => {
  it('reads what the run asked for, and what that refers to', async () => {
    folder.write('sub/a.scad', 'use <../lib/load.scad>\nload(1);');
    folder.write('lib/load.scad', 'module load(n) import(str("p", n, ".stl"));');
    folder.write('lib/p1.stl', 'beside');
    folder.write('sub/p2.stl', 'beside the entry');
    folder.write('lib/part.scad', 'use <more.scad>');
    folder.write('lib/more.scad');
    const { fileSet, origin } = await stagePath('sub/a.scad', rules());
    const larger = await stageMissing(
      fileSet,
      origin,
      [
        { kind: 'import', path: '/model/sub/../lib/p1.stl' },
        { kind: 'import', path: '/model/sub/../lib/p2.stl' },
        { kind: 'use', path: 'part.scad', file: '/model/sub/../lib/load.scad' },
      ],
      rules(),
    );
    expect(larger?.entry).toBe('sub/a.scad');
    expect(larger?.files.map(({ path }) => path)).toEqual([
      'sub/a.scad',
      'lib/load.scad',
      'lib/p1.stl',
      'sub/p2.stl',
      'lib/part.scad',
      'lib/more.scad',
    ]);
  });

  it('keeps what was read before', async () => {
    const place = folder.write('a.scad', 'cube(1);');
    folder.write('p1.stl');
    const { fileSet, origin } = await stagePath('a.scad', rules());
    writeFileSync(place, 'sphere(2);');
    const missing = [
      { kind: 'import', path: '/model/p1.stl' },
      { kind: 'include', path: 'a.scad', file: '/model/a.scad' },
    ] as const;
    const larger = await stageMissing(fileSet, origin, missing, rules());
    expect(larger?.files[0]).toBe(fileSet.files[0]);
  });

  it('is null when nothing more can be read, whatever a model prints', async () => {
    folder.write('secret.stl');
    // Names of this kind are ordinary ones on some systems.
    if (process.platform !== 'win32') {
      for (const name of ['C:/x.stl', '\\\\server\\x.stl', 'a\u200Bb.stl']) folder.write(`p/${name}`);
    }
    folder.write('p/a.scad');
    folder.link('p/link.stl', '../secret.stl');
    const inside = rules({}, [folder.at('p')]);
    const { fileSet, origin } = await stagePath('a.scad', inside);
    const paths = [
      '/model/../secret.stl',
      folder.at('secret.stl'),
      '/model/link.stl',
      '/etc/passwd',
      '/x.stl',
      '/',
    ];
    const odd = ['/model/C:/x.stl', '/model/\\\\server\\x.stl', '/model/a\u200Bb.stl'];
    for (const path of [...paths, ...odd, '/libraries/L/x.stl']) {
      expect(await stageMissing(fileSet, origin, [{ kind: 'import', path }], inside), path).toBeNull();
    }
    expect(
      await stageMissing(fileSet, origin, [{ kind: 'use', path: '../../x', file: '/libraries/L/a' }], inside),
    ).toBeNull();
    expect(await stageMissing(fileSet, origin, [], inside)).toBeNull();
  });

  it('finds files of libraries for a model that sees no disk', async () => {
    const libraries = new MemoryLibraries({ 'L/a.scad': '', 'L/p1.stl': '' });
    folder.write('p1.stl');
    const { fileSet, origin } = await stageInline({ code: 'use <L/a.scad>' }, rules({ libraries }));
    const missing = [
      { kind: 'import', path: '/libraries/L/p1.stl' },
      { kind: 'import', path: '/model/p1.stl' },
    ] as const;
    const larger = await stageMissing(fileSet, origin, missing, rules({ libraries }));
    expect(larger?.libraries.map(({ path }) => path)).toEqual(['L/a.scad', 'L/p1.stl']);
    expect(larger?.files).toHaveLength(1);
  });

  it('keeps to the bounds of a model', async () => {
    folder.write('a.scad');
    const { fileSet, origin } = await stagePath('a.scad', rules());
    const missing = Array.from({ length: LIMITS.maxFiles }, (_, index) => {
      folder.write(`p${index}.dat`);
      return { kind: 'surface', path: `/model/p${index}.dat` } as const;
    });
    await expect(stageMissing(fileSet, origin, missing, rules())).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});
