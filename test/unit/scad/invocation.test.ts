import { describe, expect, test } from 'vitest';
import { buildArguments, type Invocation } from '../../../src/scad/invocation.ts';

const valid: Invocation = {
  entry: '/model/main.scad',
  definitions: ['$fn=32', 'name="-o"'],
  outputs: [
    { format: 'csg', path: '/out/model.csg' },
    { format: 'binstl', path: '/out/model.binstl' },
  ],
};

describe('buildArguments', () => {
  test('a run is built of entry, backend, definitions and outputs', () => {
    expect(buildArguments(valid)).toEqual([
      '/model/main.scad',
      '--backend=Manifold',
      '--enable=textmetrics',
      '--enable=import-function',
      '--enable=object-function',
      '-D',
      '$fn=32',
      '-D',
      'name="-o"',
      '-o',
      '/out/model.csg',
      '-o',
      '/out/model.binstl',
    ]);
  });

  test('a tree can be asked for as of a render; other outputs are one without being asked', () => {
    const binstl = { format: 'binstl', path: '/out.binstl' } as const;
    expect(buildArguments({ ...valid, outputs: [binstl] })).not.toContain('--render');
    expect(buildArguments({ ...valid, isRender: true })).toContain('--render');
  });

  test.each<[string, Partial<Invocation>]>([
    ['a relative entry', { entry: 'main.scad' }],
    ['an entry that is an option', { entry: '--enable=all' }],
    ['an empty entry', { entry: '' }],
    ['a NUL in a path', { entry: '/a\0b' }],
    ['an option as definition', { definitions: ['--enable=all'] }],
    ['a statement as definition', { definitions: ['sphere(5)'] }],
    ['a relative output', { outputs: [{ format: 'off', path: 'x.off' }] }],
    ['a suffix that selects another format', { outputs: [{ format: 'binstl', path: '/x.stl' }] }],
    ['no output', { outputs: [] }],
  ])('%s is a fault of the server', (_, change) => {
    expect(() => buildArguments({ ...valid, ...change })).toThrow(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
  });
});
