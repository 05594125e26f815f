import type { PathAttack, PathLab } from './path-lab.ts';

/** Entries 10 to 17: names and references that are not what they seem. */
export function nameAttacks<Outcome>(lab: PathLab<Outcome>): PathAttack<Outcome>[] {
  const { folder, onDisk, inline, withLibraries } = lab;
  return [
    {
      id: 10,
      input: 'names that differ in case',
      stage: () => inline('cube(1);', { 'A.scad': '', 'a.scad': '' }),
      expected: 'PARAMETER_INVALID',
      message: /"A\.scad" and "a\.scad"/,
    },
    {
      id: 11,
      input: 'names in any script',
      stage: () => inline('use <dé日本/x y.scad>', { 'dé日本/x y.scad': '' }),
      expected: ['dé日本/x y.scad', 'main.scad'],
    },
    {
      id: 11,
      input: 'names in any script, on disk',
      stage: () => {
        folder.write('root/dé日本/x y.scad');
        return onDisk('use <dé日本/x y.scad>');
      },
      expected: ['a.scad', 'dé日本/x y.scad'],
    },
    {
      id: 11,
      input: 'names that differ in Unicode form',
      stage: () => inline('cube(1);', { '\u00e9.scad': '', 'e\u0301.scad': '' }),
      expected: 'PARAMETER_INVALID',
    },
    ...['a\u202Eb.scad', 'a\u200Bb.scad', 'a\u001Bb.scad'].map(
      (name): PathAttack<Outcome> => ({
        id: 12,
        input: `the name ${JSON.stringify(name).replace(/[^\x20-\x7e]/g, '?')}`,
        stage: () => inline('cube(1);', { [name]: '' }),
        expected: 'PATH_REJECTED',
        message: /"a\\u[\da-f]{4}b\.scad"/,
      }),
    ),
    {
      id: 12,
      input: 'an invisible character in a reference, on disk',
      stage: () => {
        folder.write('root/a\u200Bb.scad', 'x');
        return onDisk('use <a\u200Bb.scad>');
      },
      expected: ['a.scad'],
      unread: ['name'],
    },
    {
      id: 13,
      input: '10,000 files',
      stage: () =>
        inline('cube(1);', Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`f${n}.scad`, '']))),
      expected: 'INVALID_INPUT',
      message: /more than 500 files/,
    },
    {
      id: 13,
      input: 'a long name',
      stage: () => inline('cube(1);', { [`${'x'.repeat(300)}.scad`]: '' }),
      expected: 'PATH_REJECTED',
    },
    {
      id: 13,
      input: 'a deep name',
      stage: () => inline('cube(1);', { [`${'x/'.repeat(100)}a.scad`]: '' }),
      expected: 'PATH_REJECTED',
    },
    {
      id: 13,
      input: '500,000 references to nothing',
      stage: () => onDisk(Array.from({ length: 500_000 }, (_, n) => `use <${n}>`).join('\n')),
      expected: 'INVALID_INPUT',
      message: /refers to more than 1000 files/,
    },
    {
      id: 15,
      input: 'a library that is not there',
      stage: () => inline('use <BOSL2/std.scad>'),
      expected: ['main.scad'],
    },
    {
      id: 15,
      input: 'paths that climb out of the libraries',
      stage: () => {
        folder.write(
          'libs/L/a.scad',
          'use <../../model/../secret.scad>\nimport("../../../etc/passwd");\nuse </etc/passwd>\n',
        );
        return withLibraries('use <L/a.scad>');
      },
      expected: ['a.scad'],
      libraries: ['L/a.scad'],
    },
    {
      id: 16,
      input: 'a file that includes itself',
      stage: () => onDisk('include <a.scad>\ninclude <./a.scad>\ninclude <../root/a.scad>'),
      expected: ['a.scad'],
      unread: ['outside'],
    },
    {
      id: 16,
      input: 'a ring of files',
      stage: () =>
        inline('include <a.scad>', { 'a.scad': 'include <b.scad>', 'b.scad': 'include <main.scad>' }),
      expected: ['a.scad', 'b.scad', 'main.scad'],
    },
    {
      id: 17,
      input: 'comments and strings that look like includes',
      stage: () => inline('// include </etc/passwd>\n/* use <../x> */ echo("include </etc/passwd>");'),
      expected: ['main.scad'],
    },
    {
      id: 17,
      input: 'a name the scan cannot see',
      stage: () => inline('import(str("/etc", "/passwd"));'),
      expected: ['main.scad'],
    },
  ];
}
