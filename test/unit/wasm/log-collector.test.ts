import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/contracts/limits.ts';
import { LogCollector } from '../../../wasm/log-collector.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('LogCollector', () => {
  it('puts lines together from pieces, across characters of several bytes', () => {
    const log = new LogCollector();
    const all = bytes('ECHO: "é"\n\nlast, unended');
    for (const byte of all) log.write(Uint8Array.of(byte));
    const head = ['ECHO: "é"', '', 'last, unended'];
    expect(log.finish(2)).toEqual({ head, leftOut: 0, tail: [], evaluations: 2 });
  });

  it('keeps the first and the last lines of a flood and counts the rest', () => {
    const log = new LogCollector();
    const total = 10_000;
    for (let line = 0; line < total; line++) log.write(bytes(`${line}\n`));
    const { head, leftOut, tail } = log.finish(1);
    expect(head).toHaveLength(LIMITS.maxLogHeadLines);
    expect(tail.at(-1)).toBe(String(total - 1));
    expect(tail.length).toBeGreaterThanOrEqual(LIMITS.maxLogTailLines);
    expect(tail.length).toBeLessThan(2 * LIMITS.maxLogTailLines);
    expect(head.length + leftOut + tail.length).toBe(total);
  });

  it('never lets a text of the model follow the message before a gap, as if it were part of it', () => {
    for (const shift of [0, 1]) {
      const log = new LogCollector();
      for (let line = 1; line < LIMITS.maxLogHeadLines; line++) log.write(bytes('ECHO: 1\n'));
      log.write(bytes('WARNING: real, line 1\n'));
      const total = 2 * LIMITS.maxLogTailLines;
      for (let line = 0; line < shift; line++) log.write(bytes('ECHO: 2\n'));
      for (let line = 0; line < total; line++) {
        log.writeMessage(bytes('ECHO: "x\nin file other.scad, line 7'));
        log.writeMessage(bytes('\n'));
      }
      const { head, leftOut, tail } = log.finish(1);
      expect(tail[0]).toBe('ECHO: "x');
      expect(head.length + leftOut + tail.length).toBe(LIMITS.maxLogHeadLines + shift + 2 * total);
    }
  });

  it('marks what follows a line break inside a message, but not what follows a message', () => {
    const log = new LogCollector();
    for (const piece of [
      '',
      'ECHO: "a\nERROR: b\n\nc"',
      '',
      '\n',
      '',
      'WARNING: d',
      '\n',
      'library\n',
      'ERROR: e',
    ])
      log.writeMessage(bytes(piece));
    const head = ['ECHO: "a', '\0ERROR: b', '\0', '\0c"', 'WARNING: d', 'library', 'ERROR: e'];
    expect(log.finish(1).head).toEqual(head);
  });

  it('cuts a long line and says by how much', () => {
    const log = new LogCollector();
    log.write(bytes(`${'x'.repeat(LIMITS.maxLogLineBytes)}yz\nnext\n`));
    const { head } = log.finish(1);
    expect(head[0]).toMatch(/x… \(2 more bytes\)$/);
    expect(head[1]).toBe('next');
  });

  it('turns invalid UTF-8 into replacement characters', () => {
    const log = new LogCollector();
    log.write(Uint8Array.of(0x61, 0xff, 0x62, 10));
    expect(log.finish(1).head).toEqual(['a\uFFFDb']);
  });

  it('takes no more once it is closed, and then holds one evaluation', () => {
    const log = new LogCollector();
    log.write(bytes('one\n'));
    log.close();
    log.write(bytes('one\nagain\n'));
    expect(log.finish(2)).toEqual({ head: ['one'], leftOut: 0, tail: [], evaluations: 1 });
  });
});
