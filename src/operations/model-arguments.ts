import { AppError } from '../contracts/errors.ts';
import { LIMITS } from '../contracts/limits.ts';
import { QUALITIES, type Quality } from '../scad/quality.ts';
import type { Workshop } from './workshop.ts';

/** The quality presets a caller can name. */
export { QUALITIES };

/** How a caller names a model: exactly one of `code`, `path`, `model_id` and `file`. */
export interface ModelArguments {
  readonly code?: string | readonly string[];
  /** Name → text or data: URL; only with `code`. */
  readonly files?: Readonly<Record<string, string>>;
  /** A .scad file inside an allowed root. */
  readonly path?: string;
  /** From an earlier result; its parameters and quality stay unless they are set anew. */
  readonly model_id?: string;
  /** A file that the user named on their own command line, wherever it is. */
  readonly file?: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** A named set of parameters from the model's customizer file. */
  readonly preset?: string;
  readonly quality?: Quality;
  readonly timeout_s?: number;
}

/** The deadline of a call, in seconds. @throws AppError INVALID_INPUT when out of range. */
export function resolveTimeout_s(workshop: Workshop, given: ModelArguments): number {
  const timeout_s = given.timeout_s ?? workshop.bounds.timeout_s;
  if (timeout_s >= LIMITS.minTimeout_s && timeout_s <= LIMITS.maxTimeout_s) return timeout_s;
  const { minTimeout_s, maxTimeout_s } = LIMITS;
  throw new AppError('INVALID_INPUT', `timeout_s must be from ${minTimeout_s} to ${maxTimeout_s}.`);
}
