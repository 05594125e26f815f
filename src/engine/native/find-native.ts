import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { AppError } from '../../contracts/errors.ts';
import { BARE_ENVIRONMENT } from './environment.ts';
import { runProcess } from './run-process.ts';
import { encloseProcess, limitProcess, type ProcessLimits, type SystemPrograms } from './sandbox.ts';
import { type Capabilities, isNewEnough, OLDEST_VERSION, readCapabilities, readVersion } from './version.ts';

/** An installed OpenSCAD that can be used, and what holds it. */
export interface NativeProgram {
  readonly binary: string;
  readonly capabilities: Capabilities;
  /** The program that encloses it; null when none can and that is allowed. */
  readonly bwrap: string | null;
  readonly prlimit: string | null;
}

/** Where to look, and what is allowed. */
export interface NativeOptions {
  /** Absolute. */
  readonly binary: string;
  readonly allowUnsandboxed: boolean;
  readonly programs: SystemPrograms;
  readonly limits: ProcessLimits;
}

/** For the questions to a binary together, and once more for the one in its sandbox. */
const PROBE_TIMEOUT_MS = 3000;

/** What a version or a help text is at most. */
const MAX_ANSWER_BYTES = 256 * 1024;

/** Of machines in the head of an ELF file, by what Node calls them. */
const ELF_MACHINES: Readonly<Record<string, number>> = { x64: 0x3e, arm64: 0xb7, arm: 0x28, riscv64: 0xf3 };

/**
 * Finds out whether an installed OpenSCAD can be used: it is there, is a program for this machine, answers in time, is
 * new enough, and runs in a sandbox, or may run without one.
 *
 * @throws AppError NATIVE_UNAVAILABLE with the reason and what to do.
 */
export async function findNative(options: NativeOptions): Promise<NativeProgram> {
  const { binary, allowUnsandboxed, programs, limits } = options;
  await checkFile(binary);
  const timeUp = AbortSignal.timeout(PROBE_TIMEOUT_MS);
  const ask = (argv: readonly [string, ...string[]]) => answerOf(argv, timeUp);
  const version = readVersion(await ask([binary, '--version']));
  if (version === null) throw notOpenScad();
  if (!isNewEnough(version)) {
    throw unavailable(
      `The installed OpenSCAD is ${version}; ${OLDEST_VERSION} or newer is needed.`,
      'Install a newer OpenSCAD, or remove OPENSCAD_BINARY.',
    );
  }
  const capabilities = readCapabilities(version, await ask([binary, '--help']));
  const { bwrap, prlimit } = programs;
  const tryEnclosed = async (program: string) => {
    const limited = limitProcess(prlimit, limits, [binary, '--version'], true);
    const timeUp = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const answer = await answerOf(encloseProcess(program, binary, null, limited), timeUp).catch(thrown => {
      // A machine that is busy at this moment does not do without its sandbox for good.
      if (timeUp.aborted) throw thrown;
      return '';
    });
    return readVersion(answer) === version;
  };
  if (bwrap !== null && (await tryEnclosed(bwrap))) return { binary, capabilities, bwrap, prlimit };
  if (!allowUnsandboxed) throw noSandbox(bwrap !== null);
  return { binary, capabilities, bwrap: null, prlimit };
}

/** Looks at the file first: what the system says of a program that does not start is no help. */
async function checkFile(binary: string): Promise<void> {
  const found = await stat(binary).catch(() => null);
  const fix = 'Set OPENSCAD_BINARY to the full path of an installed OpenSCAD, or remove it.';
  if (found === null) throw unavailable('There is no file where OPENSCAD_BINARY points.', fix);
  if (!found.isFile()) throw unavailable('OPENSCAD_BINARY names a folder, not a program.', fix);
  await access(binary, constants.X_OK).catch(() => {
    throw unavailable('The file that OPENSCAD_BINARY names is not executable.', 'Run chmod +x on it.');
  });
  const machine = await readElfMachine(binary);
  const expected = ELF_MACHINES[process.arch];
  if (machine !== null && expected !== undefined && machine !== expected) {
    const message = `The file that OPENSCAD_BINARY names is a program for another kind of processor than ${process.arch}.`;
    throw unavailable(message, 'Install the OpenSCAD for this machine.');
  }
}

/** Null for what is no ELF file, such as a script, or cannot be read. */
async function readElfMachine(binary: string): Promise<number | null> {
  const file = await open(binary).catch(() => null);
  if (file === null) return null;
  try {
    const head = Buffer.alloc(20);
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    const isElf = bytesRead === head.length && head.subarray(0, 4).toString('latin1') === '\x7fELF';
    if (!isElf) return null;
    const isLittleEndian = head[5] === 1;
    return isLittleEndian ? head.readUInt16LE(18) : head.readUInt16BE(18);
  } finally {
    await file.close();
  }
}

/** What a program prints: OpenSCAD prints versions on stderr, others on stdout. */
async function answerOf(argv: readonly [string, ...string[]], timeUp: AbortSignal): Promise<string> {
  const pieces: Uint8Array[] = [];
  try {
    await runProcess(
      {
        argv,
        cwd: tmpdir(),
        env: BARE_ENVIRONMENT,
        onOutput: bytes => pieces.push(bytes),
        maxOutputBytes: MAX_ANSWER_BYTES,
      },
      timeUp,
    );
  } catch (cause) {
    if (timeUp.aborted) {
      const message = `The installed OpenSCAD did not answer within ${PROBE_TIMEOUT_MS / 1000} s.`;
      throw unavailable(message, 'Run it with --version in a terminal to see why.', cause);
    }
    const message = 'The installed OpenSCAD cannot be started.';
    throw unavailable(message, 'Run it with --version in a terminal to see why.', cause);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function notOpenScad(): AppError {
  return unavailable(
    'The program that OPENSCAD_BINARY names does not answer --version as OpenSCAD does.',
    'Run it with --version in a terminal to see why; a program for another machine does not answer either.',
  );
}

function noSandbox(hasBwrap: boolean): AppError {
  const why = hasBwrap ? 'bubblewrap cannot enclose it on this machine' : 'bubblewrap is not installed';
  return unavailable(
    `The installed OpenSCAD has no sandbox: ${why}.`,
    'Install bubblewrap where user namespaces are allowed; or, for models that you trust only, set OPENSCAD_ALLOW_UNSANDBOXED_NATIVE.',
  );
}

function unavailable(message: string, hint: string, cause?: unknown): AppError {
  return new AppError('NATIVE_UNAVAILABLE', message, { hint, cause });
}
