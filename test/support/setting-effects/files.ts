import { existsSync } from 'node:fs';
import { delimiter, sep } from 'node:path';
import { expect } from 'vitest';
import type { Effect, EffectsOf } from '../setting-trial.ts';

/** Text of a model that has as many bytes. */
const modelOf = (bytes: number) => `cube(1);//${'x'.repeat(bytes - 10)}`;

const tooLarge =
  (text: string, bytes: number): Effect =>
  async trial => {
    trial.write('cwd/large.scad', modelOf(bytes + 1));
    const server = await trial.serve(text);
    const { report } = await server.call('check_model', { path: 'large.scad' });
    expect(report.error).toMatchObject({ code: 'SOURCE_TOO_LARGE' });
  };

const openRoots =
  (separator: string): Effect =>
  async trial => {
    trial.write('one/first.scad', 'cube(1);');
    trial.write('two/second.scad', 'cube(2);');
    const closed = trial.write('cwd/closed.scad', 'cube(3);');
    const server = await trial.serve(trial.toText('one', 'two').replace(delimiter, separator));
    const verdicts = ['first.scad', 'second.scad'].map(
      async path => (await server.call('check_model', { path })).report.verdict,
    );
    expect(await Promise.all(verdicts)).toEqual(['pass', 'pass']);
    const { report } = await server.call('check_model', { path: closed });
    expect(report.error).toMatchObject({ code: 'PATH_REJECTED' });
  };

/** Which files models are made of, and where files are written. */
export const FILE_EFFECTS: EffectsOf<
  | 'roots'
  | 'tempFolder'
  | 'maxFileBytes'
  | 'validateFiles'
  | 'allowedExtensions'
  | 'disableExternalIncludes'
  | 'libraryFolders'
> = {
  roots: openRoots(delimiter),

  async tempFolder(trial) {
    const server = await trial.serve(trial.toText('elsewhere'));
    const { report } = await server.call('export_model', { code: 'cube(1);', format: 'stl' });
    const [{ path }] = report.artifacts;
    expect(path.startsWith(trial.at('elsewhere') + sep)).toBe(true);
    expect(existsSync(path)).toBe(true);
  },

  maxFileBytes: tooLarge('1024', 1024),

  async validateFiles(trial) {
    trial.write('cwd/main.scad', 'include <size.odd>\nassert(size == 7);\ncube(size);');
    trial.write('cwd/size.odd', 'size = 7;');
    const server = await trial.serve('false');
    const { report } = await server.call('check_model', { path: 'main.scad' });
    expect(report.verdict).toBe('pass');
  },

  async allowedExtensions(trial) {
    const server = await trial.serve('.scad, .json');
    const call = { code: 'import("part.stl");', files: { 'part.stl': 'solid a\nendsolid a\n' } };
    const { report } = await server.call('check_model', call);
    expect(report.error).toMatchObject({ code: 'PATH_REJECTED' });
  },

  async disableExternalIncludes(trial) {
    trial.write('one/main.scad', 'include <../two/size.scad>\nassert(size == 4);\ncube(size);');
    trial.write('two/size.scad', 'size = 4;');
    const roots = [trial.at('one'), trial.at('two')].join(delimiter);
    const server = await trial.serve('false', { MCP_ROOTS: roots });
    const { report } = await server.call('check_model', { path: 'main.scad' });
    expect(report.verdict).toBe('pass');
  },

  async libraryFolders(trial) {
    trial.write('shelf/mine/box.scad', 'module box() cube(6);');
    const server = await trial.serve(trial.toText('empty', 'shelf'));
    const { report } = await server.call('check_model', { code: 'use <mine/box.scad>\nbox();' });
    expect(report.verdict).toBe('pass');
  },
};

/** The same under names whose text is read in a way of its own. */
export const SPECIAL_FILE_EFFECTS: Readonly<Record<string, Effect>> = {
  MCP_MAX_FILE_SIZE_MB: tooLarge('1', 2 ** 20),
  'security.max_file_size_mb': tooLarge('1', 2 ** 20),
  ALLOWED_SCAD_PATHS: openRoots(','),
};
