import { toAppError } from '../../contracts/errors.ts';

/** One thing that the doctor looked at. */
export interface Finding {
  readonly name: string;
  /** `warning`: the server works, but perhaps not as it was meant to. */
  readonly state: 'ok' | 'warning' | 'failed';
  /** One line. */
  readonly detail: string;
  /** What to do about it, one line; there is one for everything that is not ok. */
  readonly fix?: string;
}

/** Something that is as it should be. */
export function fine(name: string, detail: string): Finding {
  return { name, state: 'ok', detail };
}

/** Something that somebody should look at. */
export function warning(name: string, detail: string, fix: string): Finding {
  return { name, state: 'warning', detail, fix };
}

/** Something without which the server does not do its work. */
export function failed(name: string, detail: string, fix: string): Finding {
  return { name, state: 'failed', detail, fix };
}

/** Runs a look; whatever it throws is a failed finding. */
export async function attempt(name: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (thrown) {
    return explainFailure(name, thrown);
  }
}

/** A failed finding for what was thrown, with the cause: whoever runs the doctor may see it. */
export function explainFailure(name: string, thrown: unknown): Finding {
  const { message, hint, cause } = toAppError(thrown);
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return failed(name, `${message}${reason}`, hint);
}
