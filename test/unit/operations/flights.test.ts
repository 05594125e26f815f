import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/contracts/errors.ts';
import { Flights } from '../../../src/operations/flights.ts';
import { Memo } from '../../../src/operations/memo.ts';

/** Work that ends when told to, and ways to ask for it. */
function makeLab() {
  let joins = 0;
  const flights = new Flights<string>({ countJoin: () => (joins += 1) });
  const started: { signal: AbortSignal; end: (result: string | Error) => void }[] = [];
  const work = (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      started.push({ signal, end: result => (result instanceof Error ? reject(result) : resolve(result)) });
    });
  const ask = (key = 'model') => {
    const caller = new AbortController();
    const answer = flights.run(key, caller.signal, work).catch((thrown: AppError) => thrown.code);
    return { answer, leave: (reason: unknown) => caller.abort(reason) };
  };
  return { ask, started, joins: () => joins };
}

const deadline = new AppError('DEADLINE_EXCEEDED', 'late');
const cancelled = new AppError('CANCELLED', 'never mind');

describe('equal calls', () => {
  it('share one run, and others do not', async () => {
    const { ask, started, joins } = makeLab();
    const calls = [ask(), ask(), ask('another'), ask()];
    expect(started).toHaveLength(2);
    started[0].end('done');
    started[1].end('other');
    expect(await Promise.all(calls.map(({ answer }) => answer))).toEqual(['done', 'done', 'other', 'done']);
    expect(joins()).toBe(2);
  });

  it('share an error of the run', async () => {
    const { ask, started } = makeLab();
    const calls = [ask(), ask()];
    started[0].end(new AppError('ENGINE_CRASHED', 'gone'));
    expect(await Promise.all(calls.map(({ answer }) => answer))).toEqual([
      'ENGINE_CRASHED',
      'ENGINE_CRASHED',
    ]);
  });

  it('do without the one that came first when its time is up or it gives up', async () => {
    for (const reason of [deadline, cancelled]) {
      const { ask, started } = makeLab();
      const [first, second] = [ask(), ask()];
      first.leave(reason);
      expect(await first.answer).toBe(reason.code);
      expect(started[0].signal.aborted).toBe(false);
      started[0].end('done');
      expect(await second.answer).toBe('done');
    }
  });

  it('end the run when the last of them leaves, and the next call starts another', async () => {
    const { ask, started } = makeLab();
    const [first, second] = [ask(), ask()];
    first.leave(deadline);
    second.leave(cancelled);
    expect(await Promise.all([first.answer, second.answer])).toEqual(['DEADLINE_EXCEEDED', 'CANCELLED']);
    expect(started[0].signal.reason).toBe(cancelled);
    const next = ask();
    expect(started).toHaveLength(2);
    started[1].end('done');
    expect(await next.answer).toBe('done');
  });

  it('do not start a run for a caller that has left already', async () => {
    const { started } = makeLab();
    const flights = new Flights<string>({ countJoin() {} });
    const run = flights.run('model', AbortSignal.abort('no AppError'), async () => 'done');
    await expect(run).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(started).toHaveLength(0);
  });

  it('start anew once the run has ended', async () => {
    const { ask, started } = makeLab();
    const first = ask();
    started[0].end('one');
    await first.answer;
    await sleep(1);
    const second = ask();
    started[1].end('two');
    expect(await second.answer).toBe('two');
  });
});

describe('a memo', () => {
  const signal = new AbortController().signal;
  const metrics = { countJoin() {} };
  const sizeOf = ({ text }: { text: string }) => text.length;
  let runs = 0;
  const work = (text: string) => async () => {
    runs += 1;
    return { text };
  };

  it('gives what it remembers, as far as it has room', async () => {
    const memo = new Memo({ maxBytes: 4000, ttl_s: 0, sizeOf, metrics });
    expect(await memo.run('a', signal, work('x'))).toEqual({ result: { text: 'x' }, isKnown: false });
    expect(await memo.run('a', signal, work('y'))).toEqual({ result: { text: 'x' }, isKnown: true });
    for (const key of 'bcdefgh') await memo.run(key, signal, work('x'.repeat(1000)));
    expect((await memo.run('a', signal, work('x'))).isKnown).toBe(false);
    expect((await memo.run('h', signal, work('x'))).isKnown).toBe(true);
    memo.clear();
    expect((await memo.run('h', signal, work('x'))).isKnown).toBe(false);
  });

  it('forgets after some time, what is not to last, and what failed', async () => {
    const memo = new Memo({ maxBytes: 4000, ttl_s: 0.05, sizeOf, metrics });
    await memo.run('a', signal, work('x'));
    await sleep(80);
    expect((await memo.run('a', signal, work('x'))).isKnown).toBe(false);
    await memo.run('b', signal, work('x'), () => false);
    expect((await memo.run('b', signal, work('x'))).isKnown).toBe(false);
    const failing = memo.run('c', signal, () => Promise.reject(new AppError('MEMORY_LIMIT', 'full')));
    await expect(failing).rejects.toThrow('full');
    expect((await memo.run('c', signal, work('x'))).isKnown).toBe(false);
  });

  it('without room works everything out, equal calls still together', async () => {
    const memo = new Memo({ maxBytes: 0, ttl_s: 0, sizeOf, metrics });
    runs = 0;
    await Promise.all([memo.run('a', signal, work('x')), memo.run('a', signal, work('x'))]);
    expect(runs).toBe(1);
    await sleep(1);
    await memo.run('a', signal, work('x'));
    expect(runs).toBe(2);
  });
});
