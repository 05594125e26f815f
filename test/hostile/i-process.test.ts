import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type HttpCli, startHttpCli } from '../support/http-cli.ts';
import { callBody, send } from '../support/http-site.ts';
import { CLI, spawnServer, startServer } from '../support/server.ts';
import { mountSmallDisk } from '../support/small-disk.ts';
import { expectWell } from '../support/well.ts';
import type { FaultRow } from './rows/fault-row.ts';
import { ENDLESS, PHASES } from './rows/phases.ts';
import { SURROUNDINGS } from './rows/surroundings.ts';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'process-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('SIGTERM', () => {
  it.each(PHASES)('$id: $title ends the process', async ({ fault, expected, maxMs }) => {
    const server = spawnServer([], { env: { OPENSCAD_MAX_THREADS: '2' } });
    await fault(server);
    const exited = new Promise<number | null>(resolve => server.child.once('exit', resolve));
    const asked = performance.now();
    server.child.kill('SIGTERM');
    expect(await exited).toBe(expected);
    expect(performance.now() - asked).toBeLessThan(maxMs);
    server.child.stdout?.resume();
  });

  it('122: during a stream over HTTP ends in an answer and then the process', async () => {
    const server = await startHttpCli(['serve', '--http', '--port', '0'], { env: { TEMP_DIR: folder } });
    const call = send(server.port, { body: callBody('render_model', { code: ENDLESS, timeout_s: 3 }) });
    await pause(1500);
    const asked = performance.now();
    server.kill('SIGTERM');
    expect((await call).text).toMatch(/DEADLINE_EXCEEDED|SHUTTING_DOWN/);
    expect((await server.finished).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(12_000);
  });
});

describe.skipIf(process.platform === 'win32')('a server', () => {
  it.each(SURROUNDINGS)('$id: $title, and all is well', async ({ fault, maxMs }) => {
    const { env = {}, script = 'exec "$@"' } = fault;
    const started = performance.now();
    const server = await startServer({
      command: ['sh', '-c', script, 'sh', process.execPath, CLI],
      cwd: folder,
      env: { TEMP_DIR: join(folder, 'temporary'), ...env },
    });
    await expectWell(server);
    expect(performance.now() - started).toBeLessThan(maxMs);
    await server.close();
  });
});

describe.skipIf(process.platform === 'win32')('a server over HTTP that has no descriptors left', () => {
  it('121: refuses, lives, and is well when there are some again', async () => {
    const port = 20_000 + (process.pid % 20_000);
    const args = [
      '-c',
      'ulimit -n 60; exec "$@"',
      'sh',
      process.execPath,
      CLI,
      'serve',
      '--http',
      '--port',
      `${port}`,
    ];
    const server = await startHttpCli([], { command: ['sh', ...args], env: { TEMP_DIR: folder } });
    const render = (code: string) => send(server.port, { body: callBody('render_model', { code }) });
    expect((await render('cube(1);')).json.result.isError ?? false).toBe(false);
    const sockets = await openMany(server, 100);
    await pause(500);
    // The connection that is open already still gets an answer.
    expect(await isAlive(server)).toBe(true);
    for (const socket of sockets) socket.destroy();
    await pause(500);
    const { json } = await render('include <BOSL2/std.scad>\ncuboid(3);');
    expect(json.result.structuredContent).toMatchObject({ ok: true, size: { size: [3, 3, 3] } });
    server.kill('SIGTERM');
    expect((await server.finished).code).toBe(0);
  });
});

/** Connections that stay open and say nothing. */
async function openMany({ port }: HttpCli, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, '127.0.0.1'));
  for (const socket of sockets) socket.on('error', () => {});
  await pause(500);
  return sockets;
}

async function isAlive({ log }: HttpCli): Promise<boolean> {
  return !/uncaught|unhandled/.test(log());
}

/** What is wrong with the disk, given the folder it is mounted at. */
type Spoil = (disk: NonNullable<ReturnType<typeof mountSmallDisk>>) => void;

const DISKS: readonly FaultRow<Spoil, RegExp>[] = [
  {
    id: 119,
    title: 'is full',
    fault: ({ folder: place }) => {
      try {
        writeFileSync(join(place, 'ballast'), Buffer.alloc(4_000_000));
      } catch {
        // Now it is full.
      }
    },
    expected: /^BACKEND_UNAVAILABLE$/,
    maxMs: 20_000,
  },
  {
    id: 119,
    title: 'is read-only',
    fault: disk => disk.makeReadOnly(),
    expected: /^BACKEND_UNAVAILABLE$/,
    maxMs: 20_000,
  },
];

describe('a disk', () => {
  it.each(DISKS)('$id: that $title takes no export, and pictures are none the worse', async row => {
    const disk = mountSmallDisk(256);
    // Not everybody may mount a disk.
    if (disk === null) return;
    mkdirSync(join(disk.folder, 'artifacts'));
    row.fault(disk);
    const env = {
      TEMP_DIR: disk.folder,
      MCP_CACHE_TYPE: 'disk',
      MCP_LOG_FILE: join(disk.folder, 'server.log'),
    };
    const server = await startServer({ env });
    try {
      const started = performance.now();
      const drawn = await server.call('render_model', { code: 'sphere(9);' });
      expect(drawn.images).toHaveLength(1);
      const { report, isError } = await server.call('export_model', {
        code: 'sphere(9, $fn = 100);',
        format: 'stl',
      });
      expect(isError).toBe(true);
      expect(report.error.code, report.summary).toMatch(row.expected);
      expect(report.error.hint).toMatch(/\w{3}/);
      expect(performance.now() - started).toBeLessThan(row.maxMs);
      await expectWell(server);
    } finally {
      await server.close();
      disk.unmount();
    }
  });

  it('120: whose temporary folder is deleted again and again is none the worse', async () => {
    const temporary = join(folder, 'temporary');
    const server = await startServer({ env: { TEMP_DIR: temporary, MCP_CACHE_TYPE: 'disk' } });
    for (let side = 1; side <= 3; side++) {
      rmSync(temporary, { recursive: true, force: true });
      const { report } = await server.call('export_model', { code: `cube(${side});`, format: 'stl' });
      expect(report, report.summary).toMatchObject({ ok: true });
    }
    await expectWell(server);
    await server.close();
  });
});

describe.skipIf(process.platform === 'win32')('a working directory', () => {
  it('127: that is removed later does not keep new threads from starting', async () => {
    const place = join(folder, 'project');
    mkdirSync(place);
    const server = await startServer({ cwd: place, env: { OPENSCAD_MAX_THREADS: '1' } });
    await expectWell(server);
    rmSync(place, { recursive: true });
    const { report } = await server.call('render_model', { code: ENDLESS, timeout_s: 1 });
    expect(report.error.code).toBe('DEADLINE_EXCEEDED');
    await expectWell(server);
    await server.close();
  });
});
