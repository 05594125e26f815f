import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { BlobStore } from '../../../src/cache/blob-store.ts';
import { CircuitBreaker } from '../../../src/cache/circuit-breaker.ts';
import { FaultLog } from '../../../src/cache/fault-log.ts';
import { GuardedBlobs } from '../../../src/cache/guarded-blobs.ts';
import type { Logger } from '../../../src/contracts/ports.ts';

type State = 'well' | 'hanging' | Error;

/** A store whose state a test sets; it counts what reaches it. */
function makeLab(coolDownMs = 100) {
  let state: State = 'well';
  const calls: string[] = [];
  const log: string[] = [];
  const answer = async <T>(name: string, value: T): Promise<T> => {
    calls.push(name);
    if (state === 'hanging') await new Promise(() => {});
    if (state instanceof Error) throw state;
    return value;
  };
  const store: BlobStore = {
    tier: 'redis',
    maxValueBytes: 10,
    get: () => answer('get', new Uint8Array([1])),
    put: () => answer('put', undefined),
    delete: () => answer('delete', undefined),
    clear: () => answer('clear', undefined),
    probe: () => answer('probe', undefined),
    measure: () => answer('measure', {}),
    abandon: () => calls.push('abandon'),
    close: () => answer('close', undefined),
  };
  const note = (event: string, fields?: object) => log.push(`${event} ${JSON.stringify(fields)}`);
  const logger: Logger = { debug: note, info: note, warn: note, error: note };
  const blobs = new GuardedBlobs(store, new FaultLog(logger, 'redis'), new CircuitBreaker(coolDownMs));
  return {
    blobs,
    calls,
    log,
    set(next: State) {
      state = next;
      calls.length = 0;
    },
  };
}

const timed = async (work: Promise<unknown>) => {
  const started = performance.now();
  await work;
  return performance.now() - started;
};

describe('a guarded store', () => {
  it('that hangs costs one lookup a quarter of a second, and the others nothing', async () => {
    const { blobs, calls, set } = makeLab();
    set('hanging');
    const first = await timed(blobs.get('a'));
    expect(first).toBeGreaterThan(200);
    expect(first).toBeLessThan(400);
    expect(calls).toEqual(['get', 'abandon']);
    expect(await timed(blobs.get('a'))).toBeLessThan(50);
    await blobs.put('a', new Uint8Array(1), 'replace');
    expect(await blobs.status()).toEqual({ tier: 'redis', ok: false });
    expect(calls).toEqual(['get', 'abandon']);
  });

  it('is asked again once a probe of its own has found it well, which makes nobody wait', async () => {
    const { blobs, calls, set } = makeLab();
    set('hanging');
    await blobs.get('a');
    await sleep(150);
    expect(await timed(blobs.get('a'))).toBeLessThan(50);
    expect(calls).toContain('probe');
    await sleep(300);
    set('well');
    expect((await blobs.get('a')).outcome).toBe('error');
    await sleep(150);
    await blobs.get('a');
    await sleep(20);
    expect((await blobs.get('a')).outcome).toBe('hit');
  });

  it('that answers with errors is passed over, and asked the next time all the same', async () => {
    const { blobs, set } = makeLab();
    set(new Error('LOADING Redis is loading the dataset in memory'));
    expect(await blobs.get('a')).toEqual({ outcome: 'error', bytes: null });
    await blobs.put('a', new Uint8Array(1), 'replace');
    await blobs.delete('a');
    await blobs.clear('');
    set('well');
    expect((await blobs.get('a')).outcome).toBe('hit');
  });

  it('is complained of once a minute, without what the error says', async () => {
    const { blobs, log, set } = makeLab();
    set(new Error('NOAUTH for redis://user:hunter2@host'));
    for (let at = 0; at < 20; at++) await blobs.get('a');
    expect(log).toEqual(['cache tier failed {"tier":"redis","doing":"get","reason":"NOAUTH"}']);
  });

  it('is not given what is too large for it', async () => {
    const { blobs, calls } = makeLab();
    await blobs.put('a', new Uint8Array(11), 'replace');
    expect(calls).toEqual([]);
  });
});
