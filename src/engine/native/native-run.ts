import { join } from 'node:path';
import type { RunFailure } from '../../../wasm/failure.ts';
import { LogCollector } from '../../../wasm/log-collector.ts';
import { AppError } from '../../contracts/errors.ts';
import type { EvaluateRequest, RunLog } from '../../contracts/evaluation-protocol.ts';
import { buildArguments, type OutputFormat } from '../../scad/invocation.ts';
import { findTopLevelNote } from '../../scad/top-level-note.ts';
import { makeEnvironment } from './environment.ts';
import { explainEnd } from './explain-end.ts';
import type { NativeProgram } from './find-native.ts';
import { runProcess } from './run-process.ts';
import { ENCLOSED_LAYOUT, encloseProcess, type Layout, limitProcess, type ProcessLimits } from './sandbox.ts';
import { measureFolder, readOutput, type Stage } from './stage.ts';
import { translateLog } from './translate-log.ts';

/** What is left of a run. An output that was not written is absent. */
export interface NativeResult {
  readonly outputs: ReadonlyMap<OutputFormat, Uint8Array>;
  /** The JSON that holds the camera; empty where this version writes none. */
  readonly summary: string;
  readonly failure: RunFailure | null;
  readonly log: RunLog;
}

/** What a run may print. Lines beyond the first and last are dropped, but this process has to read them all. */
const MAX_PRINTED_BYTES = 16 * 1024 * 1024;

const SUMMARY = 'summary.json';

/** OpenSCAD says of a model that cannot be had why; without any of these lines it said nothing. */
const REASON = /^(?:ERROR|WARNING|CGAL error|Can't parse file)/;

/** The folders of a staged model as OpenSCAD sees them. */
export function layoutFor({ bwrap }: NativeProgram, stage: Stage): Layout {
  return bwrap === null ? stage : ENCLOSED_LAYOUT;
}

/**
 * Runs the installed OpenSCAD once on a staged model.
 *
 * @throws the reason of `signal`; AppError NATIVE_UNAVAILABLE when it cannot be started, PARAMETER_INVALID when the
 *   system takes no arguments as long as these.
 */
export async function runNative(
  program: NativeProgram,
  stage: Stage,
  request: Pick<EvaluateRequest, 'entry' | 'definitions' | 'outputBytes'>,
  formats: readonly OutputFormat[],
  limits: ProcessLimits,
  signal: AbortSignal,
): Promise<NativeResult> {
  const { capabilities, bwrap, prlimit, binary } = program;
  const { entry, definitions, outputBytes } = request;
  const layout = layoutFor(program, stage);
  const nameOf = (format: OutputFormat) => `out.${format}`;
  const args = buildArguments(
    {
      entry: placeOf(entry, layout, stage, bwrap !== null),
      definitions,
      outputs: formats.map(format => ({ format, path: join(layout.out, nameOf(format)) })),
      ...(capabilities.hasSummary ? { summaryPath: join(layout.out, SUMMARY) } : {}),
    },
    capabilities.flags,
  );
  const limited = limitProcess(prlimit, limits, [binary, ...args], bwrap !== null);
  const argv = bwrap === null ? limited : encloseProcess(bwrap, binary, stage, limited);
  const collector = new LogCollector();
  const end = await runProcess(
    {
      argv,
      cwd: stage.model,
      env: makeEnvironment(layout),
      onOutput: bytes => collector.write(bytes),
      maxOutputBytes: MAX_PRINTED_BYTES,
      hasWrittenTooMuch: async () => (await measureFolder(stage.out)) >= outputBytes,
    },
    signal,
  ).catch(cause => {
    throw signal.aborted || cause instanceof AppError ? cause : cannotStart(cause);
  });
  const log = translateLog(collector.finish(formats.length), layout, entry);
  const failure = explainEnd(end, log, outputBytes);
  if (failure !== null) return { outputs: new Map(), summary: '', failure, log };
  const outputs = new Map<OutputFormat, Uint8Array>();
  for (const format of formats) {
    const bytes = await readOutput(join(stage.out, nameOf(format)), outputBytes);
    if (bytes !== null) outputs.set(format, bytes);
  }
  const summary = await readOutput(join(stage.out, SUMMARY), outputBytes);
  return {
    outputs,
    summary: new TextDecoder().decode(summary ?? undefined),
    failure: explainSilence(outputs, log),
    log,
  };
}

/** A model that names its entry by an absolute path has it there inside the sandbox. */
function placeOf(entry: string, { model }: Layout, { absolute }: Stage, isEnclosed: boolean): string {
  if (!entry.startsWith('/')) return join(model, entry);
  return isEnclosed ? entry : join(absolute, entry);
}

/** A run that leaves neither a file nor a word has not worked, whatever its exit code says. */
function explainSilence(outputs: ReadonlyMap<OutputFormat, Uint8Array>, log: RunLog): RunFailure | null {
  const lines = [...log.head, ...log.tail];
  if (outputs.size > 0 || findTopLevelNote(lines) !== null || lines.some(line => REASON.test(line)))
    return null;
  return { code: 'ENGINE_CRASHED', message: 'The installed OpenSCAD wrote nothing and gave no reason.' };
}

function cannotStart(cause: unknown): AppError {
  if (cause instanceof Error && 'code' in cause && cause.code === 'E2BIG') {
    const message = 'The values of the parameters are too long for an installed OpenSCAD.';
    return new AppError('PARAMETER_INVALID', message, {
      cause,
      hint: 'Write the longest of them into the source.',
    });
  }
  return new AppError('NATIVE_UNAVAILABLE', 'The installed OpenSCAD cannot be started.', { cause });
}
