import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogFile } from '../../../src/telemetry/log-file.ts';
import { mountSmallDisk } from '../../support/small-disk.ts';

let folder: string;
let path: string;
let elsewhere: string;
let faults: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-file-'));
  path = join(folder, 'server.log');
  elsewhere = '';
  faults = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function openLog(options: { path?: string; maxWaitingBytes?: number } = {}): LogFile {
  return new LogFile({
    path,
    maxWaitingBytes: 1e9,
    describeLoss: dropped => `${dropped} dropped\n`,
    fallback: {
      write: text => {
        elsewhere += text;
      },
    },
    onFault: reason => faults.push(reason),
    ...options,
  });
}

const pause = (ms = 0) => new Promise(resolve => setTimeout(resolve, ms));
const linesOf = (text: string) => text.split('\n').slice(0, -1);
const numbers = (count: number) => Array.from({ length: count }, (_, index) => `record ${index}`);

describe('LogFile', () => {
  it('appends records in their order, to a file for its owner alone', async () => {
    path = join(folder, 'logs', 'server.log');
    const log = openLog();
    for (const record of numbers(1000)) log.write(`${record}\n`);
    await log.close();
    expect(linesOf(readFileSync(path, 'utf8'))).toEqual(numbers(1000));
    if (process.platform !== 'win32') {
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
    }
  });

  it('keeps what is in the file, and the permissions that it has', async () => {
    writeFileSync(path, 'before\n');
    chmodSync(path, 0o640);
    const log = openLog();
    log.write('after\n');
    await log.close();
    expect(readFileSync(path, 'utf8')).toBe('before\nafter\n');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o640);
  });

  it('begins a line of its own after a line that a crash has cut', async () => {
    writeFileSync(path, '{"level":"in');
    const log = openLog();
    log.write('whole\n');
    await log.close();
    expect(readFileSync(path, 'utf8')).toBe('{"level":"in\nwhole\n');
  });

  it('loses no record while it is renamed and reopened again and again', async () => {
    const log = openLog();
    const rotated: string[] = [];
    for (let count = 0; count < 20_000; count++) {
      log.write(`record ${count}\n`);
      if (count % 1000 === 500) {
        rotated.push(join(folder, `server.log.${rotated.length}`));
        renameSync(path, rotated[rotated.length - 1]);
        // The server hears of it some time later.
        if (count % 2000 === 500) await pause();
        log.reopen();
      }
      if (count % 100 === 0) await pause();
    }
    await log.close();
    const written = [...rotated, path].flatMap(file => linesOf(readFileSync(file, 'utf8')));
    expect(written).toEqual(numbers(20_000));
    expect(elsewhere).toBe('');
  });

  it('drops what a slow disk does not take, and says how much', async () => {
    const log = openLog({ maxWaitingBytes: 95 });
    // All within one turn of the event loop, in which no write can end.
    for (let count = 0; count < 1000; count++) log.write('123456789\n');
    await pause(50);
    log.write('after\n');
    await log.close();
    // The first is being written, ten wait.
    expect(linesOf(readFileSync(path, 'utf8'))).toEqual([
      ...Array(11).fill('123456789'),
      '989 dropped',
      'after',
    ]);
  });

  it('gives records to the fallback while it cannot be opened, with one warning', async () => {
    path = join(folder, 'file', 'server.log');
    writeFileSync(join(folder, 'file'), '');
    const log = openLog();
    log.write('one\n');
    log.write('two\n');
    log.reopen();
    expect(elsewhere).toBe('one\ntwo\n');
    expect(faults).toHaveLength(1);
    expect(log.fault).toMatch(/EEXIST|ENOTDIR/);
    rmSync(join(folder, 'file'));
    log.reopen();
    log.write('three\n');
    await log.close();
    expect(log.fault).toBeNull();
    expect(readFileSync(path, 'utf8')).toBe('three\n');
  });

  it('leaves no empty file behind, unless it was there before', async () => {
    await openLog().close();
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, '');
    await openLog().close();
    expect(existsSync(path)).toBe(true);
  });

  it('gives records to the fallback after it was closed', async () => {
    const log = openLog();
    await log.close();
    log.write('late\n');
    log.reopen();
    expect(elsewhere).toBe('late\n');
  });
});

describe.skipIf(process.platform === 'win32')('LogFile refuses', () => {
  it('a link, wherever it leads', () => {
    symlinkSync(join(folder, 'target'), path);
    expect(openLog().fault).toMatch(/ELOOP/);
  });

  it('a pipe, without waiting for a reader', () => {
    execFileSync('mkfifo', [path]);
    expect(openLog().fault).toMatch(/not a regular file/);
  });

  it('a device', () => {
    expect(openLog({ path: '/dev/null' }).fault).toMatch(/not a regular file/);
  });

  it.skipIf(process.getuid?.() !== 0)("somebody else's file in a folder that all may write to", () => {
    chmodSync(folder, 0o1777);
    writeFileSync(path, '');
    execFileSync('chown', ['65534', path]);
    expect(openLog().fault).toMatch(/another user/);
    chmodSync(folder, 0o755);
    expect(openLog().fault).toBeNull();
  });
});

describe('LogFile on a full disk', () => {
  it('gives whole records to the fallback, and goes on when there is room', async context => {
    const disk = mountSmallDisk(16);
    if (disk === null) return context.skip();
    try {
      path = join(disk.folder, 'server.log');
      const log = openLog();
      const records = numbers(2000);
      for (const [index, record] of records.entries()) {
        log.write(`${record}\n`);
        if (index % 50 === 0) await pause(1);
      }
      await vi.waitFor(() => {
        expect(faults).toEqual([expect.stringContaining('ENOSPC')]);
        const taken = linesOf(readFileSync(path, 'utf8'));
        // The last line of the file may be cut; then the fallback has it whole.
        const whole = taken.filter((line, index) => line === records[index]);
        expect([...whole, ...linesOf(elsewhere)]).toEqual(records);
      }, 5000);
      renameSync(path, join(disk.folder, 'old'));
      rmSync(join(disk.folder, 'old'));
      log.reopen();
      log.write('room\n');
      await log.close();
      expect(readFileSync(path, 'utf8')).toBe('room\n');
    } finally {
      disk.unmount();
    }
  });
});
