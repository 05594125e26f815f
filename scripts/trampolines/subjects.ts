import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EvaluateRequest, EvaluationProduct } from '../../src/contracts/evaluation-protocol.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import type { FileSet } from '../../src/contracts/model.ts';
import { FontShelf } from '../../src/engine/font-shelf.ts';
import { needsColor } from '../../src/engine/needs-color.ts';
import { InstalledLibraries } from '../../src/project/libraries/installed-libraries.ts';
import { stageFile, stageInline } from '../../src/project/staging.ts';
import { ANY_EXTENSION, type StagingRules } from '../../src/project/staging-rules.ts';
import { readManifest } from '../../wasm/assets.ts';
import { ASSET_FILES } from '../../wasm/manifest.ts';
import { listLibraryModels } from '../library-models/models.ts';
import { EXAMPLES, listAllExamples } from '../native.ts';
import { distFolder } from '../project-paths.ts';

/** A model that is evaluated in two ways. */
export interface Subject {
  readonly id: string;
  /** What an evaluating thread would be sent; made anew for each run, whose file system takes the bytes over. */
  request(product: EvaluationProduct): Promise<EvaluateRequest>;
}

/** Folder of the built package's assets. */
export const assetsFolder = new URL('assets/', pathToFileURL(`${distFolder}/`));

const shelf = new FontShelf(assetsFolder, () => readManifest(assetsFolder));

const rules: StagingRules = {
  roots: [EXAMPLES],
  libraries: new InstalledLibraries({
    folders: [],
    bundled: {
      folder: new URL(`${ASSET_FILES.libraries}/`, assetsFolder),
      catalog: async () => (await readManifest(assetsFolder)).libraries,
    },
  }),
  maxFileBytes: LIMITS.maxTotalBytes,
  allowedExtensions: ANY_EXTENSION,
  externalIncludes: true,
};

/** Debian's examples, where they are installed, and the models that use the bundled libraries. */
export function listSubjects(): Subject[] {
  const examples = listAllExamples().map(file =>
    makeSubject(basename(file), [], async () => (await stageFile(file, rules)).fileSet),
  );
  const inline = { ...rules, externalIncludes: false };
  const models = listLibraryModels().map(({ id, code, definitions }) =>
    makeSubject(id, definitions, async () => (await stageInline({ code }, inline)).fileSet),
  );
  return [...examples, ...models];
}

function makeSubject(id: string, definitions: readonly string[], stage: () => Promise<FileSet>): Subject {
  return {
    id,
    async request(product) {
      const fileSet = await stage();
      const fonts = await shelf.fontsFor(fileSet, definitions);
      const colors = product === 'geometry' && needsColor(fileSet, fileSet.libraries);
      return { ...fileSet, fonts, definitions, product, colors, outputBytes: LIMITS.maxOutputBytes };
    },
  };
}
