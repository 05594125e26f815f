import { AppError } from '../../contracts/errors.ts';
import type {
  EvaluateRequest,
  EvaluateResponse,
  EvaluationOutput,
} from '../../contracts/evaluation-protocol.ts';
import { ASSET_FILE } from '../../contracts/file-kinds.ts';
import { LIMITS } from '../../contracts/limits.ts';
import type { NativeOutputs, ScreenedFiles } from '../../contracts/mesh-protocol.ts';
import { MODEL_ROOT, type StagedFile } from '../../contracts/model.ts';
import type { EngineIdentity } from '../../contracts/native.ts';
import type { EngineAnswer, EvaluationJob, PoolStatus } from '../../contracts/ports.ts';
import { makeFontsConf } from '../../fonts/fonts-conf.ts';
import { readOwnCamera } from '../../scad/own-camera.ts';
import { explainRefused } from '../../scad/refused-files.ts';
import { prependTime } from '../../scad/time-prefix.ts';
import { findTopLevelNote } from '../../scad/top-level-note.ts';
import type { NativeOptions, NativeProgram } from './find-native.ts';
import { NativeProbe } from './native-probe.ts';
import { layoutFor, type NativeResult, runNative } from './native-run.ts';
import { refuseEscapes } from './prescan/refuse-escapes.ts';
import { canBeEnclosed } from './sandbox.ts';
import { Slots } from './slots.ts';
import { createStage, removeStale, type Stage } from './stage.ts';
import { replaceFolder } from './translate-log.ts';

/** Folders of runs that are older than any run can be were left by a server that was killed. */
const STALE_MS = 2 * LIMITS.maxTimeout_s * 1000;

/** How an installed OpenSCAD is run, and who helps with it. */
export interface NativeEngineOptions extends NativeOptions {
  readonly maxProcesses: number;
  readonly maxQueue: number;
  /** Makes sure that the folder for staged models is there and ours. */
  readonly prepareFolder: () => Promise<string>;
  /** Makes a request of a job, as for the bundled OpenSCAD. */
  readonly toRequest: (job: EvaluationJob) => Promise<EvaluateRequest>;
  /** Looks at a model's files in a thread. */
  readonly screen: (request: EvaluateRequest, signal: AbortSignal) => Promise<ScreenedFiles>;
  /** Makes geometry of files in a thread. @throws AppError for what is none. */
  readonly readGeometry: (outputs: NativeOutputs, signal: AbortSignal) => Promise<EvaluationOutput>;
}

/**
 * An installed OpenSCAD, each run in a process of its own. Its answers are those of the bundled one: the same union,
 * the same log, a mesh welded and measured by the same code.
 */
export class NativeEngine {
  readonly #options: NativeEngineOptions;
  readonly #probe: NativeProbe;
  readonly #slots: Slots;
  readonly #closing = new AbortController();
  readonly #active = new Set<Promise<unknown>>();
  /** When folders that were left behind were last looked for. */
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(options: NativeEngineOptions) {
    this.#options = options;
    this.#probe = new NativeProbe(options);
    this.#slots = new Slots(options.maxProcesses, options.maxQueue);
  }

  /** Removes what an earlier server left, and asks the program for its version. */
  async warm(): Promise<void> {
    await this.#openFolder();
    await this.#probe.look();
  }

  /** The program as it is now, or why there is none. */
  look(): Promise<NativeProgram | AppError> {
    return this.#probe.look();
  }

  /** Its processes. */
  pool(): PoolStatus {
    return this.#slots.status();
  }

  /**
   * Evaluates a model.
   *
   * @throws AppError NATIVE_UNAVAILABLE, PATH_REJECTED, QUEUE_FULL, INTERNAL when the disk refuses, or the reason
   *   of `signal`.
   */
  async evaluate(job: EvaluationJob, signal: AbortSignal): Promise<EngineAnswer> {
    const program = await this.#probe.find();
    const { version } = program.capabilities;
    const by: EngineIdentity = { engine: 'native', version };
    const ending = AbortSignal.any([signal, this.#closing.signal]);
    const work = this.#slots.run(ending, () => this.#evaluate(program, job, ending));
    this.#active.add(work);
    try {
      return { ...(await work), by };
    } finally {
      this.#active.delete(work);
    }
  }

  /** Ends every process at once and removes what was staged for it. */
  async close(): Promise<void> {
    this.#closing.abort(new AppError('SHUTTING_DOWN', 'The server is stopping.'));
    await Promise.allSettled(this.#active);
  }

  /** The folder for staged models, without those that a killed server has left, now and then. */
  async #openFolder(): Promise<string> {
    const folder = await this.#options.prepareFolder();
    if (performance.now() - this.#sweptAt > STALE_MS) {
      this.#sweptAt = performance.now();
      await removeStale(folder, STALE_MS);
    }
    return folder;
  }

  async #evaluate(
    program: NativeProgram,
    job: EvaluationJob,
    signal: AbortSignal,
  ): Promise<EvaluateResponse> {
    const { screen, toRequest } = this.#options;
    const request = await toRequest(job);
    const needsScreening = [...request.files, ...request.libraries].some(({ path }) => ASSET_FILE.test(path));
    const screened: ScreenedFiles = needsScreening
      ? await screen(request, signal)
      : { ...NOTHING_SCREENED, files: request.files, fonts: request.fonts };
    refuseWhatCannotBeHeld(program, job, screened.files);
    const files = screened.files.map(file =>
      file.path === request.entry ? { ...file, bytes: prependTime(file.bytes, request.definitions) } : file,
    );
    const stage = await createStage(() => this.#openFolder(), {
      files,
      libraries: [
        ...request.libraries.filter(({ path }) => !ASSET_FILE.test(path)),
        ...screened.libraryAssets,
      ],
      fonts: screened.fonts.filter(({ path }) => path !== FONT_SETTINGS),
    });
    try {
      await stage.add('fonts', settingsOfFonts(program, stage));
      const answer = await this.#answer(program, stage, request, signal);
      return complete(answer, screened);
    } finally {
      await stage.remove();
    }
  }

  async #answer(
    program: NativeProgram,
    stage: Stage,
    request: EvaluateRequest,
    signal: AbortSignal,
  ): Promise<EvaluateResponse> {
    const { limits } = this.#options;
    const run = (...formats: Parameters<typeof runNative>[3]) =>
      runNative(program, stage, request, formats, limits, signal);
    try {
      if (request.product !== 'geometry') {
        const result = await run(request.product);
        return respond(result, readDocument(result, request.product, program, stage));
      }
      const wantsOff = request.colors && program.capabilities.hasColors;
      const solid = wantsOff ? await run('off', 'binstl') : await run('binstl');
      const result = mayBeOutline(solid) ? await preferOutline(solid, () => run('svg')) : solid;
      return respond(result, await this.#readGeometry(program, request, result, signal));
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !isFailure(thrown.code)) throw thrown;
      const log = { head: [], leftOut: 0, tail: [], evaluations: 1 };
      return { ok: false, code: thrown.code, message: thrown.message, log };
    }
  }

  async #readGeometry(
    { capabilities }: NativeProgram,
    { colors }: EvaluateRequest,
    { outputs, failure, log, summary }: NativeResult,
    signal: AbortSignal,
  ): Promise<EvaluationOutput> {
    const [stl, off, svg] = [outputs.get('binstl'), outputs.get('off'), outputs.get('svg')];
    if (failure !== null || (stl === undefined && svg === undefined)) return { kind: 'none' };
    const files = stl === undefined ? svg && { svg } : { stl, ...(off === undefined ? {} : { off }) };
    if (files === undefined) return { kind: 'none' };
    const output = await this.#options.readGeometry(files, signal);
    if (output.kind !== '3d') return output;
    const camera = readOwnCamera([...log.head, ...log.tail], summary);
    const isColorless = colors && !capabilities.hasColors;
    const note = `The colours of the model are left out: OpenSCAD ${capabilities.version} exports none.`;
    return { ...output, camera, notes: isColorless ? [...output.notes, note] : output.notes };
  }
}

const FONT_SETTINGS = 'fonts.conf';

const NOTHING_SCREENED = { libraryAssets: [], refused: new Map<string, string>(), diagnostics: [] };

/** What went wrong with the run and says something about the model or the program. */
function isFailure(code: AppError['code']): code is 'ENGINE_CRASHED' | 'OUTPUT_TOO_LARGE' {
  return code === 'ENGINE_CRASHED' || code === 'OUTPUT_TOO_LARGE';
}

function settingsOfFonts(program: NativeProgram, stage: Stage): StagedFile {
  const { fonts, out } = layoutFor(program, stage);
  return {
    path: FONT_SETTINGS,
    bytes: new TextEncoder().encode(makeFontsConf({ faces: fonts, cache: out })),
  };
}

/** @throws AppError PATH_REJECTED. */
function refuseWhatCannotBeHeld(
  { bwrap }: NativeProgram,
  { fileSet }: EvaluationJob,
  files: readonly StagedFile[],
): void {
  if (bwrap === null) refuseEscapes(fileSet, files);
  const misplaced = files.find(({ path }) => path.startsWith('/') && !canBeEnclosed(path));
  if (misplaced !== undefined) {
    const message = `The sandbox of the installed OpenSCAD has no room for a file at ${misplaced.path}.`;
    throw new AppError('PATH_REJECTED', message, { hint: 'Name it relative to the model.' });
  }
}

/** Whether a run for 2D is worth it, as with the bundled OpenSCAD. */
function mayBeOutline({ failure, outputs, log }: NativeResult): boolean {
  if (failure !== null || outputs.has('binstl')) return false;
  return findTopLevelNote([...log.head, ...log.tail]) === 'not-3d';
}

async function preferOutline(
  solid: NativeResult,
  runOutline: () => Promise<NativeResult>,
): Promise<NativeResult> {
  const outline = await runOutline();
  return outline.failure !== null || outline.outputs.has('svg') ? outline : solid;
}

function readDocument(
  { outputs }: NativeResult,
  format: Exclude<EvaluateRequest['product'], 'geometry'>,
  program: NativeProgram,
  stage: Stage,
): EvaluationOutput {
  const bytes = outputs.get(format);
  if (bytes === undefined || bytes.length === 0) return { kind: 'none' };
  if (format !== 'csg') return { kind: 'document', bytes };
  // A tree names files by where they were staged; its reader knows them by their own names.
  const { model } = layoutFor(program, stage);
  const tree = replaceFolder(Buffer.from(bytes).toString('utf8'), model, MODEL_ROOT);
  const named = tree.replaceAll(`(file = "${MODEL_ROOT}`, '(file = "');
  return { kind: 'document', bytes: new TextEncoder().encode(named) };
}

function respond({ failure, log }: NativeResult, output: EvaluationOutput): EvaluateResponse {
  return failure === null ? { ok: true, output, log } : { ok: false, ...failure, log };
}

/** Adds what was found out before the run. */
function complete(answer: EvaluateResponse, { refused, diagnostics }: ScreenedFiles): EvaluateResponse {
  const { head, tail } = answer.log;
  const log = { ...answer.log, head: explainRefused(head, refused), tail: explainRefused(tail, refused) };
  return { ...answer, log, ...(diagnostics.length === 0 ? {} : { diagnostics }) };
}
