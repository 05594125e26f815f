import { linkSync } from 'node:fs';
import { IS_WINDOWS, makeSpecialFiles, type PathAttack, type PathLab, SECRET } from './path-lab.ts';

/** Entries 1 to 9: files that are not for the model to read. */
export function placeAttacks<Outcome>(lab: PathLab<Outcome>): PathAttack<Outcome>[] {
  const { folder, onDisk, inline, afterLog, byPath, fromCommandLine } = lab;
  return [
    {
      id: 1,
      input: 'an include that climbs out, in a call',
      stage: () => inline('\ninclude <../../../../etc/passwd>'),
      expected: 'PATH_REJECTED',
      message: /main\.scad line 2: include of "\.\.\/\.\.\/\.\.\/\.\.\/etc\/passwd" is outside/,
    },
    {
      id: 1,
      input: 'includes that climb out, on disk',
      stage: () =>
        onDisk('include <../../../../etc/passwd>\nuse <../secret.scad>\nuse <lib/../../secret.scad>'),
      expected: ['a.scad'],
      unread: ['outside', 'outside'],
    },
    {
      id: 2,
      input: 'an absolute include, in a call',
      stage: () => inline('include </etc/passwd>'),
      expected: 'PATH_REJECTED',
    },
    {
      id: 2,
      input: 'absolute includes, on disk',
      stage: () => onDisk(`include </etc/passwd>\ninclude <${folder.at('secret.scad')}>\nuse <//etc/passwd>`),
      expected: ['a.scad'],
      unread: ['outside', 'outside'],
    },
    {
      id: 3,
      input: 'an import of the server’s environment, in a call',
      stage: () => inline('import("/proc/self/environ");'),
      expected: 'PATH_REJECTED',
    },
    {
      id: 3,
      input: 'an import of the server’s environment under a computed name',
      stage: () => afterLog("WARNING: Can't open import file '/proc/self/environ', import() at line 1"),
      expected: ['a.scad'],
    },
    {
      id: 3,
      input: 'a printed message that asks for a file outside',
      stage: () => afterLog(`WARNING: The file '/model/../secret.scad' couldn't be opened.`),
      expected: ['a.scad'],
    },
    ...[
      '../x.scad',
      'a/../../x.scad',
      '/abs.scad',
      'C:\\x.scad',
      '\\\\srv\\s.scad',
      'a//b.scad',
      '.',
      '',
    ].map(
      (name): PathAttack<Outcome> => ({
        id: 4,
        input: `a file called ${JSON.stringify(name)}`,
        stage: () => inline('cube(1);', { [name]: '' }),
        expected: 'PATH_REJECTED',
      }),
    ),
    {
      id: 5,
      input: 'a NUL in the name of a file',
      stage: () => inline('cube(1);', { 'a\0.scad': '' }),
      expected: 'PATH_REJECTED',
      message: /"a\\u0000\.scad"/,
    },
    {
      id: 5,
      input: 'a NUL in a path',
      stage: () => byPath('a.scad\0.scad'),
      expected: 'PATH_REJECTED',
      message: /"a\.scad\\u0000\.scad"/,
    },
    {
      id: 5,
      input: 'a NUL in a path on the command line',
      isCommandLine: true,
      stage: () => fromCommandLine('a\0.scad'),
      expected: 'INVALID_INPUT',
    },
    {
      id: 6,
      input: 'a folder whose name begins like the allowed one, as path',
      stage: () => byPath(folder.write('root_evil/a.scad', SECRET)),
      expected: 'PATH_REJECTED',
    },
    {
      id: 6,
      input: 'a folder whose name begins like the allowed one, included',
      stage: () => onDisk(`use <../root_evil/a.scad>\nuse <${folder.write('root_evil/b.scad', SECRET)}>`),
      expected: ['a.scad'],
      unread: ['outside', 'outside'],
    },
    {
      id: 7,
      input: 'links out, a chain, a loop and a folder',
      stage: () => {
        folder.link('root/out.scad', '../secret.scad');
        folder.link('root/chain.scad', 'out.scad');
        folder.link('root/loop.scad', 'loop2.scad');
        folder.link('root/loop2.scad', 'loop.scad');
        folder.link('root/up', '..');
        folder.link('root/nowhere.scad', '../not-there.scad');
        const names = ['out', 'chain', 'loop', 'up/secret', 'up/not-there', 'nowhere'];
        return onDisk(names.map(name => `use <${name}.scad>`).join('\n'));
      },
      expected: ['a.scad'],
      unread: ['link', 'link', 'link', 'link', 'link', 'link'],
    },
    ...['out.scad', 'loop.scad', 'up/secret.scad', 'nowhere.scad'].map(
      (path): PathAttack<Outcome> => ({
        id: 7,
        input: `a path by way of the link ${path}`,
        stage: () => {
          folder.link('root/out.scad', '../secret.scad');
          folder.link('root/loop.scad', 'loop.scad');
          folder.link('root/up', '..');
          folder.link('root/nowhere.scad', '../not-there.scad');
          return byPath(path);
        },
        expected: 'PATH_REJECTED',
        message: /leads out of the allowed folders or nowhere/,
      }),
    ),
    {
      id: 9,
      input: 'a hard link, which is a file like any other',
      stage: () => {
        linkSync(folder.write('elsewhere.scad', 'cube(2);'), folder.at('root/hard.scad'));
        return onDisk('use <hard.scad>');
      },
      expected: ['a.scad', 'hard.scad'],
    },
    {
      id: 9,
      input: 'a pipe and a folder, included',
      skip: IS_WINDOWS,
      stage: () => {
        makeSpecialFiles(folder);
        return onDisk('use <pipe.scad>\ninclude <folder.scad>\nimport("pipe.scad");');
      },
      expected: ['a.scad'],
      unread: ['unreadable', 'unreadable'],
    },
    ...['pipe.scad', 'folder.scad'].map(
      (path): PathAttack<Outcome> => ({
        id: 9,
        input: `${path} as path`,
        skip: IS_WINDOWS,
        stage: () => {
          makeSpecialFiles(folder);
          return byPath(path);
        },
        expected: 'INVALID_INPUT',
      }),
    ),
    {
      id: 9,
      input: 'a device, where even its folder is allowed',
      skip: IS_WINDOWS,
      isCommandLine: true,
      stage: () => fromCommandLine('/dev/zero'),
      expected: 'INVALID_INPUT',
      message: /cannot be read/,
    },
  ];
}
