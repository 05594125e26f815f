import type { Logger } from '../contracts/ports.ts';

/** How the process is told to stop. */
export interface StopSignals {
  /** Resolves with the name of the first SIGTERM or SIGINT. */
  readonly asked: Promise<string>;
  /** Aborted by the second: whoever sends it does not want to wait. */
  readonly hurry: AbortSignal;
}

/** What sends signals. */
export interface SignalSource {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
}

/**
 * Listens for SIGTERM and SIGINT, which from then on no longer end the process by themselves.
 *
 * @param source the process; tests pass an emitter of their own.
 */
export function listenForStopSignals(source: SignalSource = process): StopSignals {
  const hurry = new AbortController();
  const asked = new Promise<string>(resolve => {
    let received = 0;
    const receive = (signal: string) => {
      received += 1;
      if (received === 1) resolve(signal);
      else hurry.abort();
    };
    source.on('SIGTERM', () => receive('SIGTERM'));
    source.on('SIGINT', () => receive('SIGINT'));
  });
  return { asked, hurry: hurry.signal };
}

/** Waits for work, but no longer than some time or until someone is in a hurry; leaves no timer behind. */
export async function atMost(
  milliseconds: number,
  work: Promise<unknown>,
  hurry?: AbortSignal,
): Promise<void> {
  if (hurry?.aborted) return;
  const done = new AbortController();
  const given = new Promise<void>(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    done.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    hurry?.addEventListener('abort', () => resolve(), { once: true, signal: done.signal });
  });
  await Promise.race([work, given]).finally(() => done.abort());
}

/**
 * Gets the server ready for its first call a little later, so that the answers to a client's first
 * questions do not wait for it. A failure is logged: calls will say more.
 *
 * @returns stops what has not begun yet; what has begun may fail from then on, as a server that stops lets go of all.
 */
export function warmSoon(warm: () => Promise<void>, logger: Logger): () => void {
  let isStopped = false;
  const timer = setTimeout(() => {
    warm().catch((thrown: unknown) => {
      if (isStopped) return;
      logger.error('not ready', { message: thrown instanceof Error ? thrown.message : String(thrown) });
    });
  }, 100);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
