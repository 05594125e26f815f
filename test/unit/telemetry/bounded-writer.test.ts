import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { writeBounded } from '../../../src/telemetry/bounded-writer.ts';

/** A stream that takes nothing before it is told to. */
function stuckStream() {
  const taken: string[] = [];
  let release = () => {};
  const stream = new Writable({
    write(chunk, _, done) {
      taken.push(String(chunk));
      release = done;
    },
  });
  const drain = async () => {
    while (stream.writableLength > 0) {
      release();
      await new Promise(resolve => setImmediate(resolve));
    }
  };
  return { stream, taken, drain };
}

const RECORD = 'x'.repeat(10);
const describeLoss = (dropped: number) => `${dropped} dropped`;

describe('writeBounded', () => {
  it('drops what a stream does not take, and says how much once it does', async () => {
    const { stream, taken, drain } = stuckStream();
    const writer = writeBounded(stream, 95, describeLoss);
    for (let count = 0; count < 1000; count++) writer.write(RECORD);
    expect(stream.writableLength).toBe(100);
    await drain();
    writer.write('after');
    await drain();
    expect(taken).toEqual([...Array(10).fill(RECORD), '990 dropped', 'after']);
  });

  it('outlives a stream that breaks', async () => {
    const broken = new Writable({
      write: (_chunk, _encoding, done) => done(new Error('EPIPE')),
      autoDestroy: false,
    });
    const writer = writeBounded(broken, 1000, describeLoss);
    writer.write(RECORD);
    await new Promise(resolve => setImmediate(resolve));
    expect(() => writer.write(RECORD)).not.toThrow();
    expect(broken.writableLength).toBe(0);
  });
});
