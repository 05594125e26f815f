import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { FileSet } from '../../../src/contracts/model.ts';
import { InstalledLibraries } from '../../../src/project/libraries/installed-libraries.ts';
import {
  type Staging,
  stageFile,
  stageInline,
  stageMissing,
  stagePath,
} from '../../../src/project/staging.ts';
import type { StagingRules } from '../../../src/project/staging-rules.ts';
import { findMissingFiles } from '../../../src/scad/missing-files.ts';
import { type ModelFolder, stagingRules } from '../../support/model-folder.ts';
import type { ToolResult } from '../../support/server.ts';

/** What no attack may get to read: the content of `secret.scad`, beside the folder `root` of the models. */
export const SECRET = 'the secret';

export const IS_WINDOWS = process.platform === 'win32';

/** Ways to hand over a model that lies in the folder `root`, beside which there are other things. */
export interface PathLab<Outcome> {
  readonly folder: ModelFolder;
  /** A model in a call. */
  inline(code: string, files?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** A model of one file on disk. */
  onDisk(code: string): Promise<Outcome>;
  /** The same, with the libraries in `libs`. */
  withLibraries(code: string): Promise<Outcome>;
  /** A model on disk that prints what looks like a message of OpenSCAD. */
  afterLog(line: string): Promise<Outcome>;
  /** The same, with the libraries in `libs`. */
  afterLibraryLog(line: string): Promise<Outcome>;
  /** A file that a client names. */
  byPath(path: string): Promise<Outcome>;
  /** A file that a user names on the command line. */
  fromCommandLine(path: string): Promise<Outcome>;
}

/** An attack by a path, and what has to come of it. */
export interface PathAttack<Outcome> {
  /** In the catalogue of hostile inputs. */
  readonly id: number;
  readonly input: string;
  readonly stage: () => Promise<Outcome>;
  /** The error code, or the paths of the model's own files. */
  readonly expected: string | readonly string[];
  readonly message?: RegExp;
  /** The paths of the library files it was given; none unless said. */
  readonly libraries?: readonly string[];
  /** Why references were not followed, in their order. */
  readonly unread?: readonly string[];
  readonly skip?: boolean;
  /** Whether no client can ask for this. */
  readonly isCommandLine?: boolean;
}

/** What came of staging a model. */
export type Staged = Partial<Staging> & { readonly fileSet: FileSet };

/** Makes `pipe.scad` and the folder `folder.scad` in `root`. */
export function makeSpecialFiles(folder: ModelFolder): void {
  mkdirSync(folder.at('root/folder.scad'), { recursive: true });
  execFileSync('mkfifo', [folder.at('root/pipe.scad')]);
}

/** The libraries of one folder, as a server has them by default. */
function openLibraries(path: string, { allowedExtensions }: StagingRules): InstalledLibraries {
  const names = { file: 'names.json', sha256: '' };
  const catalog = async () => ({ archives: {}, shortPaths: {}, names, docs: names });
  return new InstalledLibraries({
    folders: [path],
    allowedExtensions,
    bundled: { folder: pathToFileURL(`${path}/`), catalog },
  });
}

/** Stages models and tells what was read. */
export function openStagingLab(folder: ModelFolder) {
  const rules = (changes: Partial<StagingRules> = {}) => stagingRules([folder.at('root')], changes);
  const onDisk = (code: string, changes: Partial<StagingRules> = {}): Promise<Staging> => {
    folder.write('root/a.scad', code);
    return stagePath('a.scad', rules(changes));
  };
  /** What a model gets that prints a message of OpenSCAD, or makes it print one. */
  const afterLog = async (line: string, changes: Partial<StagingRules> = {}): Promise<Staged> => {
    const { fileSet, origin } = await onDisk('cube(1);');
    const larger = await stageMissing(fileSet, origin, findMissingFiles([line]), rules(changes));
    return { fileSet: larger ?? fileSet };
  };
  const libraries = () => openLibraries(folder.at('libs'), rules());
  const lab: PathLab<Staged> = {
    folder,
    onDisk,
    afterLog,
    withLibraries: code => onDisk(code, { libraries: libraries() }),
    afterLibraryLog: line => afterLog(line, { libraries: libraries() }),
    inline: (code, files = {}) => stageInline({ code, files }, rules()),
    byPath: path => stagePath(path, rules()),
    fromCommandLine: path => stageFile(path, rules()),
  };
  return { lab, rules, onDisk };
}

/** Sends models to a server whose root is `root` and whose libraries are in `libs`. */
export function openServerLab(
  folder: ModelFolder,
  call: (args: Record<string, unknown>) => Promise<ToolResult>,
) {
  const onDisk = (code: string) => {
    folder.write('root/a.scad', code);
    return call({ path: 'a.scad' });
  };
  // What is echoed after a line end stands in the log like a message.
  const afterLog = (line: string) => onDisk(`echo(${JSON.stringify(`\n${line}`)}); cube(1);`);
  const lab: PathLab<ToolResult> = {
    folder,
    onDisk,
    withLibraries: onDisk,
    afterLog,
    afterLibraryLog: afterLog,
    inline: (code, files = {}) => call({ code, files }),
    byPath: path => call({ path }),
    fromCommandLine: () => Promise.reject(new Error('no client can ask for this')),
  };
  return lab;
}
