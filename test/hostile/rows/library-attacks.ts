import { IS_WINDOWS, type PathAttack, type PathLab, SECRET } from './path-lab.ts';

/** More of entry 15: what lies outside a user's library, or in it and is neither code nor data. */
export function libraryAttacks<Outcome>(lab: PathLab<Outcome>): PathAttack<Outcome>[] {
  const { folder, withLibraries, afterLibraryLog } = lab;
  const uses = (paths: readonly string[]) => paths.map(path => `use <${path}>`).join('\n');
  const imports = (paths: readonly string[]) => paths.map(path => `import("${path}");`).join('\n');
  /** Files of a library that no model may read. */
  const hide = (paths: readonly string[]) => {
    for (const path of paths) folder.write(`libs/${path}`, SECRET);
  };
  return [
    {
      id: 15,
      input: 'links out of a library: a file, a chain, folders, and in place of a library',
      stage: () => {
        folder.write('elsewhere/secret.scad', SECRET);
        folder.write('libs/other/deep/a.scad', 'cube(1);');
        folder.link('libs/lib/out.scad', '../../secret.scad');
        folder.link('libs/lib/chain.scad', 'out.scad');
        folder.link('libs/lib/up', '../..');
        folder.link('libs/lib/deep/out', folder.at('elsewhere'));
        folder.link('libs/lib/next', '../other/deep');
        folder.link('libs/loose.scad', '../secret.scad');
        const paths = ['lib/out', 'lib/chain', 'lib/up/secret', 'lib/deep/out/secret', 'lib/next/a', 'loose'];
        const files = paths.map(path => `${path}.scad`);
        return withLibraries(`${uses(files)}\n${imports(files.map(path => `/libraries/${path}`))}`);
      },
      unread: new Array<string>(12).fill('unreadable'),
      expected: ['a.scad'],
    },
    {
      id: 15,
      input: 'files of a library that are no code, and links that lend them an extension',
      stage: () => {
        const files = ['settings.py', 'token', 'a.scad.bak', 'key.pem', 'a.scad~'].map(name => `lib/${name}`);
        hide(files);
        folder.link('libs/lib/lent.scad', 'settings.py');
        const all = [...files, 'lib/lent.scad'];
        return withLibraries(`${uses(all)}\n${imports(all.map(path => `/libraries/${path}`))}`);
      },
      // Beside the model, where code is looked for first, files of these kinds are not read either.
      unread: [...new Array<string>(5).fill('extension'), ...new Array<string>(7).fill('unreadable')],
      expected: ['a.scad'],
    },
    {
      id: 15,
      input: 'hidden files and folders of a library',
      stage: () => {
        const files = ['lib/.secret.scad', 'lib/.git/a.scad', '.lib/a.scad', '.a.scad'];
        hide(files);
        const spelled = [...files, 'lib/./.secret.scad', 'lib//.git/a.scad'];
        return withLibraries(`${uses(spelled)}\n${imports(files.map(path => `/libraries/${path}`))}`);
      },
      // The last two name files that the first two did.
      unread: new Array<string>(8).fill('unreadable'),
      expected: ['a.scad'],
    },
    {
      id: 15,
      input: 'absolute paths of libraries, and from there to elsewhere',
      stage: () => {
        folder.write('libs/lib/a.scad', 'cube(1);');
        folder.write('libs/lib/b.json', '{}');
        const out = [
          '/libraries/../secret.scad',
          '/libraries/lib/../../secret.scad',
          '/libraries//../secret.scad',
        ];
        const inside = ['/libraries/lib/a.scad', '/libraries/lib/../lib/b.json'];
        return withLibraries(`${uses([...out, ...inside])}\n${imports([...out, ...inside])}`);
      },
      expected: ['a.scad'],
      libraries: ['lib/a.scad', 'lib/b.json'],
      unread: ['outside'],
    },
    {
      id: 15,
      input: 'a library file that refers to files outside',
      stage: () => {
        const paths = [
          '../secret.scad',
          '../../secret.scad',
          '../other/../../secret.scad',
          '/libraries/../secret.scad',
          '/model/../secret.scad',
          folder.at('secret.scad'),
        ];
        folder.write('libs/other/a.scad', '');
        folder.write('libs/lib/a.scad', `${uses(paths)}\n${imports(paths)}`);
        return withLibraries('use <lib/a.scad>');
      },
      expected: ['a.scad'],
      libraries: ['lib/a.scad'],
    },
    {
      id: 15,
      input: 'names of library files with backslashes, a NUL, a drive letter and a stream',
      skip: IS_WINDOWS,
      stage: () => {
        hide(['lib/..\\secret.scad', 'lib\\a.scad', 'C:a.scad', 'lib/C:/a.scad', 'lib/a.scad:b.scad']);
        const paths = [
          'lib/..\\secret.scad',
          'lib\\a.scad',
          'C:a.scad',
          'lib/C:/a.scad',
          'lib/a.scad:b.scad',
        ];
        folder.write('libs/inner/a.scad', uses([...paths, 'lib/a\0.scad', 'lib/a.scad\0.scad']));
        return withLibraries(uses([...paths, 'inner/a.scad']));
      },
      expected: ['a.scad'],
      libraries: ['inner/a.scad'],
      unread: ['windows-path', 'windows-path', 'windows-path', 'unreadable', 'unreadable'],
    },
    ...['/libraries/../secret.scad', '/libraries/lib/out.scad', '/libraries/lib/settings.py'].map(
      (path): PathAttack<Outcome> => ({
        id: 15,
        input: `a printed message that asks for ${path}`,
        stage: () => {
          hide(['lib/settings.py']);
          folder.link('libs/lib/out.scad', '../../secret.scad');
          return afterLibraryLog(`WARNING: Can't open import file '${path}', import() at line 1`);
        },
        expected: ['a.scad'],
      }),
    ),
  ];
}
