import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../src/contracts/errors.ts';
import { mapBounded } from '../../../../src/operations/animation/map-bounded.ts';

const never = () => new AbortController().signal;
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** Work that waits for its signal. */
const untilEnded = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

describe('mapBounded', () => {
  it('keeps the order of the items, and to the limit', async () => {
    let [running, most] = [0, 0];
    const results = await mapBounded([30, 5, 20, 1, 10, 2], 3, never(), async ms => {
      most = Math.max(most, ++running);
      await pause(ms);
      running--;
      return ms * 2;
    });
    expect(results).toEqual([60, 10, 40, 2, 20, 4]);
    expect(most).toBe(3);
  });

  it('has nothing to do without items', async () => {
    await expect(mapBounded([], 4, never(), untilEnded)).resolves.toEqual([]);
  });

  it('ends what is under way when one fails, and starts nothing more', async () => {
    const started: number[] = [];
    const ended: number[] = [];
    const failure = new AppError('QUEUE_FULL', 'busy');
    const work = mapBounded([0, 1, 2, 3], 2, never(), async (item, signal) => {
      started.push(item);
      if (item === 1) {
        await pause(5);
        throw failure;
      }
      await untilEnded(signal).finally(() => ended.push(item));
    });
    await expect(work).rejects.toBe(failure);
    expect(started).toEqual([0, 1]);
    expect(ended).toEqual([0]);
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    const reason = new AppError('CANCELLED', 'enough');
    const work = mapBounded([0, 1, 2], 1, controller.signal, (_, signal) => untilEnded(signal));
    controller.abort(reason);
    await expect(work).rejects.toBe(reason);
  });
});
