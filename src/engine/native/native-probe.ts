import { realpath, stat } from 'node:fs/promises';
import { AppError, toAppError } from '../../contracts/errors.ts';
import { findNative, type NativeOptions, type NativeProgram } from './find-native.ts';

/** A failure may have come from a machine that was busy, so it is looked into again. */
const FAILURE_LIFETIME_MS = 30_000;

interface Probed {
  /** Of the file that was looked at: it changes when another OpenSCAD is installed. */
  readonly stamp: string;
  /** When it was asked. */
  at: number;
  failed: boolean;
  readonly result: Promise<NativeProgram | AppError>;
}

/** Knows the installed OpenSCAD, and asks it anew when its file has changed. */
export class NativeProbe {
  readonly #options: NativeOptions;
  #latest: Probed | null = null;

  constructor(options: NativeOptions) {
    this.#options = options;
  }

  /** @throws AppError NATIVE_UNAVAILABLE as {@link findNative}. */
  async find(): Promise<NativeProgram> {
    const found = await this.look();
    if (found instanceof AppError) throw found;
    return found;
  }

  /**
   * The program, or why there is none. Nobody waits for a failure that is looked into again: who comes meanwhile gets
   * the one that is known.
   */
  async look(): Promise<NativeProgram | AppError> {
    const binary = await realpath(this.#options.binary).catch(() => this.#options.binary);
    const stamp = await stampOf(binary);
    if (this.#latest?.stamp !== stamp) this.#latest = this.#ask(binary, stamp);
    const known = this.#latest;
    if (known.failed && performance.now() - known.at > FAILURE_LIFETIME_MS) {
      known.at = performance.now();
      void this.#askAgain(known, binary);
    }
    return known.result;
  }

  async #askAgain(known: Probed, binary: string): Promise<void> {
    const again = this.#ask(binary, known.stamp);
    await again.result;
    if (this.#latest === known) this.#latest = again;
  }

  #ask(binary: string, stamp: string): Probed {
    const find = async (): Promise<NativeProgram | AppError> => {
      try {
        return await findNative({ ...this.#options, binary });
      } catch (thrown) {
        probed.failed = true;
        return toAppError(thrown);
      }
    };
    const probed: Probed = { stamp, at: performance.now(), failed: false, result: find() };
    return probed;
  }
}

async function stampOf(binary: string): Promise<string> {
  const found = await stat(binary).catch(() => null);
  return found === null ? 'missing' : `${binary} ${found.mtimeMs} ${found.size}`;
}
