import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { StagedFile } from '../../src/contracts/model.ts';

/** Where Debian's packages openscad and openscad-testing-data put their files; some models name it. */
export const DATA_FOLDER = '/usr/share/openscad/';

/** Models with what they include and import, and the examples. */
const MODEL_FOLDERS = ['testdata', 'examples'];

/** Expected files are called by the test's name, and their suffix by the format. */
const EXPECTED = /^(.+)-expected\.\w+$/;

/** A file that says what upstream expects of a test. */
export interface ExpectedFile {
  /** The test's name, which is its model's too. */
  readonly name: string;
  /** On disk. */
  readonly file: string;
}

/** OpenSCAD's regression data on disk. */
export class RegressionData {
  readonly #folder: string;
  readonly #modelFiles: readonly string[];
  readonly #models: ReadonlyMap<string, string>;

  /**
   * @param folder holds the folders `regression`, `testdata` and `examples`.
   * @throws Error when it does not.
   */
  constructor(folder: string) {
    if (!['regression', ...MODEL_FOLDERS].every(name => existsSync(join(folder, name)))) {
      throw new Error(
        `There is no regression data in ${folder}: install the Debian packages openscad and openscad-testing-data.`,
      );
    }
    this.#folder = folder;
    this.#modelFiles = MODEL_FOLDERS.flatMap(name => listFiles(folder, name));
    const models = this.#modelFiles.filter(path => path.endsWith('.scad'));
    this.#models = new Map(models.map(path => [basename(path, '.scad'), path]));
  }

  /** Path of the model of that name, such as `testdata/scad/misc/cube10.scad`. */
  findModel(name: string): string | undefined {
    return this.#models.get(name);
  }

  /** What lies in one folder of `regression`. Some of it belongs to tests that are no more. */
  listExpected(folder: string): ExpectedFile[] {
    return readdirSync(join(this.#folder, 'regression', folder))
      .sort()
      .flatMap(entry => {
        const name = EXPECTED.exec(entry)?.[1];
        return name === undefined ? [] : [{ name, file: join(this.#folder, 'regression', folder, entry) }];
      });
  }

  /** All that models may read, at the paths where Debian has it. */
  readModelFiles(): StagedFile[] {
    return this.#modelFiles.map(path => ({
      path: DATA_FOLDER + path,
      bytes: readFileSync(join(this.#folder, path)),
    }));
  }
}

/** Files below a folder, relative to `root`, with `/` between segments. */
function listFiles(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(root, path) : [path];
  });
}
