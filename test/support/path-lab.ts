import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { FileSet } from '../../src/contracts/model.ts';
import { InstalledLibraries } from '../../src/project/libraries/installed-libraries.ts';
import {
  type InlineModel,
  type Staging,
  stageInline,
  stageMissing,
  stagePath,
} from '../../src/project/staging.ts';
import type { StagingRules } from '../../src/project/staging-rules.ts';
import { findMissingFiles } from '../../src/scad/missing-files.ts';
import { type ModelFolder, stagingRules } from './model-folder.ts';

/** What no attack may get to read: the content of `secret.scad`, beside the folder `root` of the models. */
export const SECRET = 'the secret';

export const IS_WINDOWS = process.platform === 'win32';

/** An attack by a path, and what has to come of it. */
export interface PathAttack {
  /** In the catalogue of hostile inputs. */
  readonly id: number;
  readonly input: string;
  readonly stage: () => Promise<Partial<Staging> & { readonly fileSet: FileSet }>;
  /** The error code, or the paths of the model's own files. */
  readonly expected: string | readonly string[];
  readonly message?: RegExp;
  /** The paths of the library files it was given; none unless said. */
  readonly libraries?: readonly string[];
  /** Why references were not followed, in their order. */
  readonly unread?: readonly string[];
  readonly skip?: boolean;
}

/** The libraries of one folder, as a server has them by default. */
function openLibraries(path: string, { allowedExtensions }: StagingRules): InstalledLibraries {
  const names = { file: 'names.json', sha256: '' };
  const catalog = async () => ({ archives: {}, shortPaths: {}, names });
  return new InstalledLibraries({
    folders: [path],
    allowedExtensions,
    bundled: { folder: pathToFileURL(`${path}/`), catalog },
  });
}

/** Ways to stage a model in a folder of which `root` is allowed. */
export function openPathLab(folder: ModelFolder) {
  const rules = (changes: Partial<StagingRules> = {}) => stagingRules([folder.at('root')], changes);
  /** A model of one file on disk. */
  const onDisk = (code: string, changes: Partial<StagingRules> = {}): Promise<Staging> => {
    folder.write('root/a.scad', code);
    return stagePath('a.scad', rules(changes));
  };
  /** What a model gets that prints a message of OpenSCAD, or makes it print one. */
  const afterLog = async (
    line: string,
    changes: Partial<StagingRules> = {},
  ): Promise<{ fileSet: FileSet }> => {
    const { fileSet, origin } = await onDisk('cube(1);');
    const larger = await stageMissing(fileSet, origin, findMissingFiles([line]), rules(changes));
    return { fileSet: larger ?? fileSet };
  };
  /** The libraries in `libs`, beside `root`. */
  const libraries = () => openLibraries(folder.at('libs'), rules());
  return {
    folder,
    rules,
    onDisk,
    afterLog,
    withLibraries: (code: string) => onDisk(code, { libraries: libraries() }),
    afterLibraryLog: (line: string) => afterLog(line, { libraries: libraries() }),
    inline: (code: string, files: InlineModel['files'] = {}) => stageInline({ code, files }, rules()),
    makeSpecialFiles(): void {
      mkdirSync(folder.at('root/folder.scad'), { recursive: true });
      execFileSync('mkfifo', [folder.at('root/pipe.scad')]);
    },
  };
}
