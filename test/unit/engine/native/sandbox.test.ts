import { describe, expect, it } from 'vitest';
import {
  canBeEnclosed,
  encloseProcess,
  findSystemPrograms,
  limitProcess,
} from '../../../../src/engine/native/sandbox.ts';

const STAGED = {
  model: '/t/model',
  libraries: '/t/libraries',
  fonts: '/t/fonts',
  out: '/t/out',
  absolute: '/t/absolute',
  absoluteFiles: ['/home/u/x; rm -rf $HOME.stl'],
};
const LIMITS = { memoryBytes: 1024, fileBytes: 10, cpu_s: 5 };

describe('the sandbox', () => {
  const argv = encloseProcess('/usr/bin/bwrap', '/opt/o/bin/openscad', STAGED, [
    '/opt/o/bin/openscad',
    '-o',
    'x',
  ]);

  it('has no network, no other process and one folder to write to', () => {
    expect(argv.slice(0, 5)).toEqual([
      '/usr/bin/bwrap',
      '--unshare-all',
      '--die-with-parent',
      '--cap-drop',
      'ALL',
    ]);
    expect(argv).not.toContain('--share-net');
    expect(argv.filter(word => word === '--bind')).toHaveLength(1);
    expect(argv.slice(argv.indexOf('--bind')).slice(1, 3)).toEqual(['/t/out', '/out']);
    expect(argv).toContain('--remount-ro');
  });

  it('has nothing of the user but the model and the program', () => {
    const sources = argv.flatMap((word, at) => (word.startsWith('--ro-bind') ? [argv[at + 1]] : []));
    expect(
      sources.filter(
        path => !/^\/(?:usr|s?bin|lib\w*|nix|gnu|etc\/(?:ld\.so|alternatives)|t|opt\/o)/.test(path),
      ),
    ).toEqual([]);
  });

  it('has the folder beside a program only when it was unpacked with it', () => {
    expect(argv).toContain('/opt/o/bin/openscad');
    expect(argv).not.toContain('/opt/o/lib');
  });

  it('gets paths as they are, with whatever characters', () => {
    const at = argv.indexOf('/t/absolute/home/u/x; rm -rf $HOME.stl');
    expect(argv.slice(at - 1, at + 2)).toEqual(['--ro-bind', argv[at], '/home/u/x; rm -rf $HOME.stl']);
  });

  it('ends with the program and its arguments', () => {
    expect(argv.slice(-4)).toEqual(['--', '/opt/o/bin/openscad', '-o', 'x']);
  });

  it.each([
    ['/home/u/x.stl', true],
    ['/data/x.stl', true],
    ['/usr/share/x.stl', false],
    ['/etc/x', false],
    ['/proc/self/x', false],
    ['/out/x', false],
    ['/data/../etc/x', false],
  ])('has room for %s: %s', (path, room) => {
    expect(canBeEnclosed(path)).toBe(room);
  });
});

describe('limits', () => {
  it('bound memory, files and processor time, and processes inside of a sandbox', () => {
    const argv = limitProcess('/usr/bin/prlimit', LIMITS, ['/o', '-x'], true);
    expect(argv).toEqual(expect.arrayContaining(['--fsize=10', '--cpu=5:15', '--core=0', '--nproc=64']));
    expect(argv.slice(-3)).toEqual(['--', '/o', '-x']);
    expect(limitProcess('/usr/bin/prlimit', LIMITS, ['/o'], false).join()).not.toContain('nproc');
  });

  it('are none without the program that sets them', () => {
    expect(limitProcess(null, LIMITS, ['/o', '-x'], true)).toEqual(['/o', '-x']);
  });

  it.each(['darwin', 'win32'] as const)('are not looked for on %s', platform => {
    expect(findSystemPrograms(platform)).toEqual({ bwrap: null, prlimit: null });
  });
});
