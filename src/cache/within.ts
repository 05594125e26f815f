/** What {@link within} throws when the time is up. */
export class TooSlow extends Error {}

/**
 * Waits for something, but not longer than told. What comes later is dropped.
 *
 * @throws TooSlow, or what the work throws.
 */
export async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TooSlow(`no answer within ${limitMs} ms`)), limitMs);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
