import { constants } from 'node:os';
import type { RunFailure } from '../../../wasm/failure.ts';
import type { RunLog } from '../../contracts/evaluation-protocol.ts';
import type { ProcessEnd } from './run-process.ts';
import { tooLarge } from './stage.ts';

/** What programs and libraries of C++ print when memory is out. */
const OUT_OF_MEMORY = /bad_alloc|bad_array_new_length|length_error|cannot allocate memory|out of memory/i;

/** A program that a signal ended has this and the signal's number as its exit code, when a shell or sandbox tells. */
const SIGNAL_CODE = 128;

const MEMORY_LIMIT: RunFailure = {
  code: 'MEMORY_LIMIT',
  message: 'The model needs more memory than a render may use.',
};

/**
 * Says why a run is not to be believed, or null when it ended by itself. Its exit code says nothing else: it is 0
 * after some errors and 1 for some good models.
 */
export function explainEnd(end: ProcessEnd, log: RunLog, maxOutputBytes: number): RunFailure | null {
  if (end.stoppedFor === 'files') return toFailure(maxOutputBytes);
  if (end.stoppedFor === 'prints') {
    return {
      code: 'OUTPUT_TOO_LARGE',
      message: 'The model prints without an end. Remove echo() from loops.',
    };
  }
  const signal = end.signal ?? signalOf(end.code);
  if (signal === null) return null;
  if (signal === 'SIGXFSZ') return toFailure(maxOutputBytes);
  // Nobody here sends SIGKILL to a run that comes back; the kernel does when the machine's memory is out.
  if (signal === 'SIGKILL' || [...log.head, ...log.tail].some(line => OUT_OF_MEMORY.test(line))) {
    return MEMORY_LIMIT;
  }
  return { code: 'ENGINE_CRASHED', message: `The installed OpenSCAD was ended by ${signal}.` };
}

function toFailure(maxOutputBytes: number): RunFailure {
  const { message } = tooLarge(maxOutputBytes);
  return { code: 'OUTPUT_TOO_LARGE', message };
}

function signalOf(code: number | null): string | null {
  if (code === null || code <= SIGNAL_CODE) return null;
  const found = Object.entries(constants.signals).find(([, number]) => number === code - SIGNAL_CODE);
  return found?.[0] ?? null;
}
