import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { CONTINUED } from '../../src/contracts/evaluation-protocol.ts';
import { LIMITS } from '../../src/contracts/limits.ts';
import type { StagedFile } from '../../src/contracts/model.ts';
import { makeFontsConf } from '../../src/fonts/fonts-conf.ts';
import { prepareFont } from '../../src/fonts/prepare-font.ts';
import { buildArguments } from '../../src/scad/invocation.ts';
import { loadEngineAssets, loadFace } from '../../wasm/assets.ts';
import { ASSET_FILES } from '../../wasm/manifest.ts';
import { openProgramSource, type ProgramSource, startProgram } from '../../wasm/program.ts';
import { runOpenScad } from '../../wasm/run.ts';
import { distFolder } from '../project-paths.ts';
import { RegressionData } from './data.ts';

const MEMORY_BYTES = 2 ** 31;

/** The only library that the tests use. */
const LIBRARY = 'MCAD';

/** One run of OpenSCAD on the regression data. */
export interface DataRun {
  readonly entry: string;
  readonly options: readonly string[];
  /** Its suffix says the format. */
  readonly output: string;
  /** Besides the data. */
  readonly files?: readonly StagedFile[];
  /** Makes OpenSCAD print more, so not for tests of what it prints. */
  readonly fonts: boolean;
}

/** What a run wrote, or why it wrote nothing. */
export type DataRunResult =
  | { readonly bytes: Uint8Array }
  | { readonly bytes: null; readonly crashed: boolean; readonly reason: string };

/** What every run has. */
interface Surroundings {
  readonly program: ProgramSource;
  readonly files: readonly StagedFile[];
  readonly libraries: readonly StagedFile[];
  readonly fonts: readonly StagedFile[];
}

/** The bundled OpenSCAD with the regression data in its file system. */
export class DataRunner {
  readonly #surroundings: Surroundings;

  private constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** Reads the data, and the assets that `npm run build` makes. */
  static async open(dataFolder: string): Promise<DataRunner> {
    const assets = pathToFileURL(join(distFolder, 'assets/'));
    const { program, manifest } = await loadEngineAssets(assets);
    const liberation = manifest.fonts.faces.filter(({ family }) => family.startsWith('Liberation'));
    const bundled = await Promise.all(liberation.map(face => loadFace(assets, face)));
    const files = new RegressionData(dataFolder).readModelFiles().map(prepareIfFont);
    const archive = unzipSync(readFileSync(new URL(`${ASSET_FILES.libraries}/${LIBRARY}.zip`, assets)));
    return new DataRunner({
      program: await openProgramSource(program),
      files,
      libraries: Object.entries(archive)
        .filter(([path]) => !path.endsWith('/'))
        .map(([path, bytes]) => ({ path: `${LIBRARY}/${path}`, bytes })),
      fonts: listFonts(files, bundled),
    });
  }

  /** Runs OpenSCAD with the server's command line, but with the test's options and output. */
  async run({ entry, options, output, files = [], fonts }: DataRun): Promise<DataRunResult> {
    const { program, ...found } = this.#surroundings;
    const usual = buildArguments({ entry, definitions: [], outputs: [{ format: 'csg', path: '/out.csg' }] });
    const result = runOpenScad(await startProgram(program, MEMORY_BYTES), {
      root: '/',
      files: [...found.files, ...files],
      libraries: found.libraries,
      fonts: fonts ? found.fonts : [],
      argv: [...usual.slice(0, usual.indexOf('-o')), ...options, '-o', output],
      outputs: [output],
      evaluations: 1,
      outputBytes: LIMITS.maxOutputBytes,
    });
    const bytes = result.outputs.get(output);
    if (bytes !== undefined) return { bytes };
    const reason =
      result.failure?.message ??
      [...result.log.head, ...result.log.tail].join('\n').replaceAll(CONTINUED, '');
    return { bytes: null, crashed: result.failure !== null, reason };
  }
}

const isFont = (path: string) => path.endsWith('.ttf');

/** Makes a font readable, as the server does with the fonts of a model. */
function prepareIfFont(file: StagedFile): StagedFile {
  return isFont(file.path) ? { path: file.path, bytes: prepareFont(file.bytes)[0].bytes } : file;
}

/** The expected pictures were drawn with the fonts among the data; where those lack a face, a bundled one. */
function listFonts(files: readonly StagedFile[], bundled: readonly StagedFile[]): StagedFile[] {
  const fonts = new Map(bundled.map(({ path, bytes }) => [path, bytes]));
  for (const { path, bytes } of files) {
    if (isFont(path)) fonts.set(path.slice(path.lastIndexOf('/') + 1), bytes);
  }
  fonts.set('fonts.conf', new TextEncoder().encode(makeFontsConf()));
  return [...fonts].map(([path, bytes]) => ({ path, bytes }));
}
