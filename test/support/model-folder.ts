import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { FileSet } from '../../src/contracts/model.ts';
import type { StagingRules } from '../../src/project/staging-rules.ts';
import { MemoryLibraries } from './memory-libraries.ts';

/** A folder for models. */
export interface ModelFolder {
  /** Its real path. */
  readonly path: string;
  /** The place of a path in it. */
  at(path: string): string;
  /** Writes a file, its folders too, and returns its place. */
  write(path: string, content?: string | Uint8Array): string;
  /** Makes a symbolic link to `target`, which may be relative. */
  link(path: string, target: string): string;
}

/** Call at the top of a test file: a fresh folder for every test, or one for all of the file's. */
export function useModelFolder(lifetime: 'test' | 'file' = 'test'): ModelFolder {
  let folder = '';
  const [before, after] = lifetime === 'test' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  before(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'model-test-')));
  });
  after(() => rmSync(folder, { recursive: true }));
  const make = (path: string) => {
    const place = join(folder, path);
    mkdirSync(dirname(place), { recursive: true });
    return place;
  };
  return {
    get path() {
      return folder;
    },
    at: path => join(folder, path),
    write(path, content = '') {
      const place = make(path);
      writeFileSync(place, content);
      return place;
    },
    link(path, target) {
      const place = make(path);
      symlinkSync(target, place);
      return place;
    },
  };
}

/** Rules as a server has by default, with the given folders open. */
export function stagingRules(roots: readonly string[], changes: Partial<StagingRules> = {}): StagingRules {
  return {
    roots,
    libraries: new MemoryLibraries(),
    maxFileBytes: 10 * 2 ** 20,
    allowedExtensions: new Set(['.scad', '.json', '.stl', '.dxf', '.svg', '.dat', '.png', '.ttf', '.txt']),
    externalIncludes: false,
    ...changes,
  };
}

interface HasFiles {
  readonly fileSet: FileSet;
}

/** The paths of a model's own files, sorted. */
export function pathsOf({ fileSet }: HasFiles): string[] {
  return fileSet.files.map(({ path }) => path).sort();
}

/** The paths of the library files a model was given. */
export function librariesOf({ fileSet }: HasFiles): string[] {
  return fileSet.libraries.map(({ path }) => path);
}

/** The text of one of a model's own files, byte order mark included. */
export function textOf({ fileSet }: HasFiles, path: string): string {
  const bytes = fileSet.files.find(file => file.path === path)?.bytes;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}
