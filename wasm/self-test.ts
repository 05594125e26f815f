import { type ProgramSource, startProgram } from './program.ts';
import { runOpenScad } from './run.ts';

/** States of a {@link SelfTest}. */
const UNKNOWN = 0;
const PASSED = 1;
const FAILED = 2;

/** A file that OpenSCAD gives up on by throwing, through many calls, and catching its own exception. */
const THROWING = 'function f(n) = n == 0 ? assert(false) 0 : f(n - 1); module m() { cube(f(3)); } m();';
const CAUGHT = 'ERROR: Assertion';

/** Far more than such a file writes. */
const OUTPUT_BYTES = 2 ** 20;

/** Who handles C++ exceptions; null as long as nobody had to. */
export type ExceptionHandler = 'webassembly' | 'javascript' | null;

/** Whether compiled trampolines work in this process: found out by its first thread, and shared with the others. */
export class SelfTest {
  /** To be given to threads that share the test. */
  readonly memory: SharedArrayBuffer;
  readonly #state: Int32Array;

  /** @param memory of a test that another thread shares; a new one without. */
  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#state = new Int32Array(memory);
  }

  /** Who handles exceptions. */
  get handler(): ExceptionHandler {
    const state = Atomics.load(this.#state, 0);
    return state === UNKNOWN ? null : state === PASSED ? 'webassembly' : 'javascript';
  }

  /**
   * The source as it was if its trampolines work, else one that goes without them: slower by half, and the same
   * in everything else.
   */
  async choose(source: ProgramSource, memoryBytes: number): Promise<ProgramSource> {
    if (this.handler === null) {
      Atomics.store(this.#state, 0, (await catchesExceptions(source, memoryBytes)) ? PASSED : FAILED);
    }
    if (this.handler === 'webassembly') return source;
    return { ...source, trampolines: { ...source.trampolines, module: null } };
  }
}

async function catchesExceptions(source: ProgramSource, memoryBytes: number): Promise<boolean> {
  if (source.trampolines.module === null) return false;
  try {
    const { failure, log } = runOpenScad(await startProgram(source, memoryBytes), {
      root: '/',
      files: [{ path: 'test.scad', bytes: new TextEncoder().encode(THROWING) }],
      libraries: [],
      fonts: [],
      argv: ['/test.scad', '-o', '/test.csg'],
      outputs: ['/test.csg'],
      evaluations: 1,
      outputBytes: OUTPUT_BYTES,
    });
    return failure === null && log.head.some(line => line.startsWith(CAUGHT));
  } catch {
    return false;
  }
}
