/**
 * Does work on every item, on at most `limit` of them at the same time, and returns the results in the
 * order of the items. The first failure ends what is under way, and is thrown once nothing runs any more.
 */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  signal: AbortSignal,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<Result[]> {
  const failure = new AbortController();
  const ended = AbortSignal.any([signal, failure.signal]);
  const results: Result[] = [];
  let next = 0;
  const workOnNext = async (): Promise<void> => {
    while (next < items.length) {
      ended.throwIfAborted();
      const index = next++;
      results[index] = await work(items[index], ended);
    }
  };
  const workers = Array.from({ length: Math.min(limit, items.length) }, workOnNext);
  try {
    await Promise.all(workers);
    return results;
  } catch (thrown) {
    failure.abort(thrown);
    await Promise.allSettled(workers);
    throw thrown;
  }
}
