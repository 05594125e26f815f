import { describe, expect, it } from 'vitest';
import { Slots } from '../../../../src/engine/native/slots.ts';

const NEVER = new AbortController().signal;

/** Work that ends when it is told to. */
function openWork() {
  let end = () => {};
  const ended = new Promise<void>(resolve => {
    end = resolve;
  });
  return { end, work: () => ended };
}

describe('slots', () => {
  it('run as much at a time as they are, and the rest in its turn', async () => {
    const slots = new Slots(2, 10);
    const open = [1, 2, 3].map(openWork);
    const order: number[] = [];
    const runs = open.map(({ work }, at) => slots.run(NEVER, work).then(() => order.push(at)));
    expect(slots.status()).toMatchObject({ running: 2, queued: 1, maxThreads: 2, completed: 0 });
    open[1].end();
    await runs[1];
    expect(slots.status()).toMatchObject({ running: 2, queued: 0 });
    for (const { end } of open) end();
    await Promise.all(runs);
    expect(order).toHaveLength(3);
    expect(slots.status()).toMatchObject({ running: 0, queued: 0, completed: 3 });
  });

  it('refuse what does not fit into the queue', async () => {
    const slots = new Slots(1, 0);
    const { work, end } = openWork();
    const first = slots.run(NEVER, work);
    await expect(slots.run(NEVER, work)).rejects.toMatchObject({ code: 'QUEUE_FULL' });
    end();
    await first;
    await expect(slots.run(NEVER, async () => 'free')).resolves.toBe('free');
  });

  it('forget who leaves the queue', async () => {
    const slots = new Slots(1, 5);
    const { work, end } = openWork();
    const first = slots.run(NEVER, work);
    const leaving = new AbortController();
    const second = slots.run(leaving.signal, async () => 'never');
    const third = slots.run(NEVER, async () => 'third');
    leaving.abort(new Error('gone'));
    await expect(second).rejects.toThrow('gone');
    end();
    await first;
    await expect(third).resolves.toBe('third');
    expect(slots.status()).toMatchObject({ running: 0, queued: 0 });
  });

  it('are free again after work that failed', async () => {
    const slots = new Slots(1, 0);
    await expect(slots.run(NEVER, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(slots.run(NEVER, async () => 1)).resolves.toBe(1);
  });
});
