import { EventEmitter, once } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { atMost, listenForStopSignals, warmSoon } from '../../../src/transports/shutdown.ts';

const never = new Promise<void>(() => {});
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

describe('signals', () => {
  it('ask at first and hurry afterwards, whichever they are', async () => {
    const source = new EventEmitter();
    const { asked, hurry } = listenForStopSignals(source);
    source.emit('SIGINT');
    expect(await asked).toBe('SIGINT');
    expect(hurry.aborted).toBe(false);
    source.emit('SIGTERM');
    expect(hurry.aborted).toBe(true);
    source.emit('SIGTERM');
  });
});

describe('waiting', () => {
  it('ends with the work, the time or the hurry', async () => {
    const started = performance.now();
    await atMost(60_000, Promise.resolve());
    await atMost(20, never);
    await atMost(60_000, never, AbortSignal.abort());
    await atMost(60_000, never, AbortSignal.timeout(20));
    expect(performance.now() - started).toBeLessThan(2000);
    await expect(atMost(60_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });
});

describe('getting ready', () => {
  it('is begun a little later, unless the server stops before', async () => {
    const warm = vi.fn(async () => {});
    warmSoon(warm, quiet)();
    warmSoon(warm, quiet);
    expect(warm).not.toHaveBeenCalled();
    await new Promise(resolve => setTimeout(resolve, 250));
    expect(warm).toHaveBeenCalledTimes(1);
  });

  it('that fails is logged', async () => {
    const error = vi.fn();
    warmSoon(() => Promise.reject(new Error('no assets')), { ...quiet, error });
    await vi.waitFor(() => expect(error).toHaveBeenCalledWith('not ready', { message: 'no assets' }), 10_000);
  });

  it('that the end of the server breaks off is not', async () => {
    const error = vi.fn();
    const ended = new AbortController();
    const warm = vi.fn(async () => {
      await once(ended.signal, 'abort');
      throw new Error('stopping');
    });
    const stop = warmSoon(warm, { ...quiet, error });
    await vi.waitFor(() => expect(warm).toHaveBeenCalled(), 10_000);
    stop();
    ended.abort();
    await expect(warm.mock.results[0].value).rejects.toThrow('stopping');
    await new Promise(resolve => setImmediate(resolve));
    expect(error).not.toHaveBeenCalled();
  });
});
