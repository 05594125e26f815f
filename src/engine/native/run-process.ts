import { type ChildProcess, spawn } from 'node:child_process';

/** A program to be run once. */
export interface ProcessRequest {
  /** The program and its arguments; no shell sees them. */
  readonly argv: readonly [string, ...string[]];
  readonly cwd: string;
  /** All that it has of an environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Takes what it prints, on stdout and stderr. */
  readonly onOutput: (bytes: Uint8Array) => void;
  /** It is ended when it prints more than this. */
  readonly maxOutputBytes: number;
  /** Asked from time to time; it is ended when the answer is true. */
  readonly hasWrittenTooMuch?: () => Promise<boolean>;
}

/** How a program ended. */
export interface ProcessEnd {
  /** Why it was ended here; null when it ended by itself. */
  readonly stoppedFor: 'prints' | 'files' | null;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** How often files that a program writes are looked at. */
const WATCH_INTERVAL_MS = 200;

/** How long pipes may stay open once the program has ended: somebody who left its process group holds them. */
const LINGER_MS = 1000;

/**
 * Runs a program in a process group of its own, which is killed as a whole when the program has ended, prints or
 * writes too much, or the signal is aborted.
 *
 * @throws the reason of `signal`; or what Node says when the program cannot be started.
 */
export function runProcess(request: ProcessRequest, signal: AbortSignal): Promise<ProcessEnd> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const { argv, cwd, env } = request;
    const [file, ...args] = argv;
    const child = spawn(file, args, {
      cwd,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
      shell: false,
    });
    let stoppedFor: ProcessEnd['stoppedFor'] = null;
    const stop = (reason: ProcessEnd['stoppedFor']) => {
      stoppedFor ??= reason;
      killGroup(child);
    };
    const abort = () => killGroup(child);
    const stopWatching = watch(child, request, stop);
    signal.addEventListener('abort', abort, { once: true });
    const settle = (conclude: () => void) => {
      stopWatching();
      signal.removeEventListener('abort', abort);
      conclude();
    };
    child.once('error', thrown => settle(() => reject(signal.aborted ? signal.reason : thrown)));
    child.once('exit', () => {
      killGroup(child);
      setTimeout(() => closePipes(child), LINGER_MS).unref();
    });
    child.once('close', (code, endSignal) => {
      settle(() => {
        if (signal.aborted) reject(signal.reason);
        else resolve({ stoppedFor, code, signal: endSignal });
      });
    });
  });
}

/** Passes on what a program prints, and has it stopped when that or its files are too large. */
function watch(
  child: ChildProcess,
  { onOutput, maxOutputBytes, hasWrittenTooMuch }: ProcessRequest,
  stop: (reason: 'prints' | 'files') => void,
): () => void {
  let printed = 0;
  for (const pipe of [child.stdout, child.stderr]) {
    pipe?.on('data', (bytes: Buffer) => {
      printed += bytes.length;
      if (printed > maxOutputBytes) stop('prints');
      else onOutput(bytes);
    });
    // A pipe that breaks ends with the program.
    pipe?.on('error', () => {});
  }
  if (hasWrittenTooMuch === undefined) return () => {};
  const timer = setInterval(async () => {
    if (await hasWrittenTooMuch().catch(() => false)) stop('files');
  }, WATCH_INTERVAL_MS);
  return () => clearInterval(timer);
}

/** Kills a program and all that it started, unless they have left its group. */
function killGroup(child: ChildProcess): void {
  const { pid } = child;
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // The group is empty.
  }
}

function closePipes({ stdout, stderr }: ChildProcess): void {
  stdout?.destroy();
  stderr?.destroy();
}
