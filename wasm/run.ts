import type { RunLog } from '../src/contracts/evaluation-protocol.ts';
import { LIBRARY_ROOT, type StagedFile } from '../src/contracts/model.ts';
import type { MemoryFileSystem } from './emscripten.ts';
import { explainFailure, LimitError, type RunFailure } from './failure.ts';

import { LogCollector } from './log-collector.ts';
import { setOutputDigits } from './output-digits.ts';
import type { FreshProgram } from './program.ts';
import { FONTS_ROOT, Tracer, traceArgument } from './trace.ts';

/** One run of OpenSCAD: what it finds in its file system and what it is asked for. */
export interface RunRequest {
  /** Folder, ending in a slash, in which the model's files are put. */
  readonly root: string;
  readonly files: readonly StagedFile[];
  /** Files whose paths are relative to LIBRARY_ROOT. */
  readonly libraries: readonly StagedFile[];
  /** Faces and fontconfig's settings; none for a model that sets no text. */
  readonly fonts: readonly StagedFile[];
  readonly argv: readonly string[];
  /** Absolute paths of the files to bring back. */
  readonly outputs: readonly string[];
  /** How often `argv` makes OpenSCAD evaluate the script: once per `-o`. */
  readonly evaluations: number;
  /** Significant digits of numbers in trees, drawings and OFF; six unless given, as OpenSCAD has it. */
  readonly outputDigits?: number;
  /** Whether to stop where OpenSCAD begins to compute a `hull()` or `minkowski()` of solids; not unless given. */
  readonly stopAtHull?: boolean;
  /** Bound on everything OpenSCAD writes to files. */
  readonly outputBytes: number;
}

/** Thrown out of the WASM instance when a run is to go no further. */
class HullReached extends Error {}

/** What is left of a run. An output that was not written is absent from `outputs`. */
export interface RunResult {
  readonly outputs: ReadonlyMap<string, Uint8Array>;
  readonly failure: RunFailure | null;
  readonly log: RunLog;
  /** What OpenSCAD told of fonts, for `readFontTrace`; empty for a run without fonts. */
  readonly fontMessages: readonly string[];
  /** Whether OpenSCAD computed a `hull()` or `minkowski()` of solids, at which it is not exact, or was to. */
  readonly computedHull: boolean;
}

/**
 * Runs OpenSCAD once. The instance must be fresh and is used up.
 *
 * The exit code is not returned on purpose: it is 0 after some errors and 1 for some good models.
 */
export function runOpenScad(fresh: FreshProgram, request: RunRequest): RunResult {
  const { program } = fresh;
  const log = new LogCollector();
  const tracer = new Tracer();
  stage(program.FS, request);
  guardWrites(program.FS, log, tracer, request);
  if (request.outputDigits !== undefined) setOutputDigits(fresh.exports, request.outputDigits);
  let failure: RunFailure | null = null;
  try {
    program.callMain([...request.argv, traceArgument(request.fonts.length > 0)]);
  } catch (thrown) {
    const nearCap = fresh.memoryBytes() > fresh.memoryCapBytes * 0.875;
    if (!(thrown instanceof HullReached)) failure = explainFailure(thrown, fresh.exports, nearCap);
  }
  const outputs = new Map<string, Uint8Array>();
  if (failure === null) {
    for (const path of request.outputs) {
      if (program.FS.analyzePath(path).exists) outputs.set(path, program.FS.readFile(path));
    }
  }
  return {
    outputs,
    failure,
    log: log.finish(request.evaluations),
    fontMessages: tracer.fontMessages,
    computedHull: tracer.sawHull,
  };
}

function stage(fileSystem: MemoryFileSystem, request: RunRequest): void {
  const made = new Set<string>();
  const put = (path: string, bytes: Uint8Array) => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (folder !== '' && !made.has(folder)) {
      fileSystem.mkdirTree(folder);
      made.add(folder);
    }
    fileSystem.writeFile(path, bytes, { canOwn: true });
  };
  for (const { path, bytes } of request.files) put(path.startsWith('/') ? path : request.root + path, bytes);
  for (const { path, bytes } of request.libraries) put(LIBRARY_ROOT + path, bytes);
  for (const { path, bytes } of request.fonts) put(FONTS_ROOT + path, bytes);
}

/**
 * Takes over every write of the program: text goes to the log, and files count against the bound.
 *
 * With several outputs OpenSCAD evaluates the script again for each, and prints everything again; once
 * the first file is being written, the log has all of it.
 */
function guardWrites(
  fileSystem: MemoryFileSystem,
  log: LogCollector,
  tracer: Tracer,
  request: RunRequest,
): void {
  const write = fileSystem.write;
  let written = 0;
  fileSystem.write = (stream, buffer, offset, length, position, canOwn) => {
    if (stream.fd <= 2) {
      const piece = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, length);
      if (!tracer.take(piece)) log.writeMessage(piece);
      if (request.stopAtHull === true && tracer.sawHull) throw new HullReached();
      return length;
    }
    // Other files, such as the font cache, are written while the script still runs.
    if (request.evaluations > 1 && stream.path !== undefined && request.outputs.includes(stream.path))
      log.close();
    written += length;
    if (written > request.outputBytes) {
      const cap_MB = Math.round(request.outputBytes / 2 ** 20);
      throw new LimitError(
        'OUTPUT_TOO_LARGE',
        `The result is larger than the ${cap_MB} MB a render may write.`,
      );
    }
    return write.call(fileSystem, stream, buffer, offset, length, position, canOwn);
  };
}
