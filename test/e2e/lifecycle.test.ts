import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it, vi } from 'vitest';
import { LIMITS } from '../../src/contracts/limits.ts';
import { CLI, HANDSHAKE, spawnServer, startServer } from '../support/server.ts';
import { expectWell } from '../support/well.ts';

/** Runs for minutes if nobody stops it. */
const ENDLESS = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);';

/** The longest a server may take to go away. */
const GONE_MS = 2000;

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

function callRender(id: number, code: string) {
  return { jsonrpc: '2.0', id, method: 'tools/call', params: { name: 'render_model', arguments: { code } } };
}

type Child = ReturnType<typeof spawnServer>['child'];

/** Every way to say `serve`; those without the word end like the one with it. */
const WAYS_TO_SERVE: readonly (readonly string[])[] = [[], ['serve'], ['--root', tmpdir()], ['--debug']];

const WAYS_TO_STOP: readonly (readonly [string, (child: Child) => void])[] = [
  ['stdin closes', child => child.stdin?.end()],
  ['SIGTERM arrives', child => child.kill('SIGTERM')],
  ['SIGINT arrives', child => child.kill('SIGINT')],
  [
    'stdout closes',
    child => {
      child.stdout?.destroy();
      child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'ping' })}\n`);
    },
  ],
];

async function startedRendering(args: readonly string[] = []) {
  const server = spawnServer(args);
  for (const message of HANDSHAKE) server.send(message);
  server.send(callRender(1, ENDLESS));
  // Long enough for the thread to be deep inside the evaluation.
  await pause(1500);
  expect(server.stdout()).not.toContain('"id":1');
  return server;
}

/** Waits until the server has answered the request of an id. */
async function answered(stdout: () => string, id: number): Promise<void> {
  for (let waited = 0; waited < 200 && !stdout().includes(`"id":${id}}`); waited++) await pause(50);
  expect(stdout()).toContain(`"id":${id}}`);
}

describe.each(WAYS_TO_SERVE)('the end of a server started with %j', (...args) => {
  it.each(WAYS_TO_STOP)('comes within 2 s when %s during a render', async (_, stop) => {
    const { child, finished } = await startedRendering(args);
    const asked = performance.now();
    stop(child);
    const { code, stderr } = await finished;
    expect(performance.now() - asked).toBeLessThan(GONE_MS);
    expect(code).toBe(0);
    expect(stderr).not.toMatch(/Error/);
  });

  it.each(WAYS_TO_STOP.slice(0, 2))('comes at once when %s and nothing is going on', async (_, stop) => {
    const { child, send, stdout, finished } = spawnServer(args);
    for (const message of HANDSHAKE) send(message);
    await answered(stdout, 0);
    await pause(300);
    const asked = performance.now();
    stop(child);
    expect((await finished).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(LIMITS.shutdownGraceMs / 2);
  });
});

it('answers what was asked before the client closed stdin', async () => {
  const { child, send, finished } = spawnServer();
  for (const message of HANDSHAKE) send(message);
  // Not answered at once: the code behind it is still to be read.
  send({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'server_status', arguments: {} } });
  send({ jsonrpc: '2.0', id: 2, method: 'resources/list' });
  send(callRender(3, ENDLESS));
  send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 3 } });
  child.stdin?.end();
  const { code, stdout } = await finished;
  const answers = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  expect(answers.map(({ id }) => id).sort()).toEqual([0, 1, 2]);
  expect(answers.find(({ id }) => id === 1).result.structuredContent.ok).toBe(true);
  expect(code).toBe(0);
});

it('leaves no process behind', async () => {
  const { child, finished } = await startedRendering();
  const { pid } = child;
  child.stdin?.end();
  await finished;
  const processes = execFileSync('ps', ['-eo', 'pid,ppid'], { encoding: 'utf8' });
  expect(processes.split('\n').filter(line => line.trim().split(/\s+/).includes(String(pid)))).toEqual([]);
});

describe('stderr', () => {
  const CALLS = 2000;
  const status = (id: number) => ({
    jsonrpc: '2.0',
    id,
    method: 'tools/call',
    params: { name: 'server_status', arguments: {} },
  });
  const ping = (id: number) => ({ jsonrpc: '2.0', id, method: 'ping' });

  it('that nobody reads neither stops the server nor keeps it from ending', async () => {
    const { child, send, stdout } = spawnServer(['--debug']);
    child.stderr?.pause();
    for (const message of HANDSHAKE) send(message);
    for (let id = 1; id <= CALLS; id++) send(status(id));
    send(ping(CALLS + 1));
    await answered(stdout, CALLS + 1);
    const ended = once(child, 'exit');
    const asked = performance.now();
    child.stdin?.end();
    const [code] = await ended;
    expect(performance.now() - asked).toBeLessThan(GONE_MS);
    expect(code).toBe(0);
    child.stderr?.destroy();
  });

  it.skipIf(process.platform !== 'linux')(
    'that refuses what is written does not end the server',
    async () => {
      const full = openSync('/dev/full', 'w');
      const child = spawn(process.execPath, [CLI, '--debug'], { stdio: ['pipe', 'pipe', full] });
      let stdout = '';
      child.stdout?.on('data', chunk => {
        stdout += chunk;
      });
      child.stdin?.on('error', () => {});
      const ended = once(child, 'exit');
      for (const message of [...HANDSHAKE, status(1), ping(2)])
        child.stdin?.write(`${JSON.stringify(message)}\n`);
      await answered(() => stdout, 2);
      child.stdin?.end();
      expect((await ended)[0]).toBe(0);
      closeSync(full);
    },
  );

  it('that a client closes does not end the server', async () => {
    const { child, send, stdout, finished } = spawnServer(['--debug']);
    for (const message of HANDSHAKE) send(message);
    await answered(stdout, 0);
    child.stderr?.destroy();
    for (let id = 1; id <= 20; id++) {
      send(status(id));
      await pause(10);
    }
    send(ping(21));
    await answered(stdout, 21);
    child.stdin?.end();
    expect((await finished).code).toBe(0);
  });
});

describe('stdout', () => {
  it('carries nothing but JSON-RPC, whatever a model prints', async () => {
    const { child, send, stdout, finished } = spawnServer([], { env: { MCP_LOG_LEVEL: 'DEBUG' } });
    for (const message of HANDSHAKE) send(message);
    send(callRender(1, 'echo("{\\"jsonrpc\\": \\"2.0\\"}"); echo("\\nplain"); cube(1);'));
    send(callRender(2, 'cube('));
    for (
      let waited = 0;
      waited < 100 && !(stdout().includes('"id":1') && stdout().includes('"id":2'));
      waited++
    )
      await pause(100);
    child.stdin?.end();
    const lines = (await finished).stdout.trim().split('\n');
    expect(lines.length).toBe(3);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ jsonrpc: '2.0' });
  });

  it('survives garbage on stdin', async () => {
    const { child, send, stdout, finished } = spawnServer();
    child.stdin?.write('this is not JSON\n{"neither":"RPC"}\n\u0000\n[]\n');
    for (const message of HANDSHAKE) send(message);
    send({ jsonrpc: '2.0', method: 'notifications/cancelled', params: { requestId: 77 } });
    send({ jsonrpc: '2.0', id: 9, method: 'ping' });
    for (let waited = 0; waited < 50 && !stdout().includes('"id":9'); waited++) await pause(100);
    expect(stdout()).toContain('{"result":{},"jsonrpc":"2.0","id":9}');
    child.stdin?.end();
    expect((await finished).code).toBe(0);
  });
});

describe('cancellation', () => {
  it('ends the work, answers nothing, and leaves the server well', async () => {
    const server = await startServer();
    const controller = new AbortController();
    const call = server.call('render_model', { code: ENDLESS }, { signal: controller.signal });
    const outcome = expect(call).rejects.toThrow();
    await pause(800);
    controller.abort('changed my mind');
    await outcome;
    await expectWell(server);
    await server.close();
  });

  it('of a storm of calls leaves the server well', async () => {
    const server = await startServer({ env: { OPENSCAD_MAX_THREADS: '2' } });
    const controllers = Array.from({ length: 40 }, () => new AbortController());
    const calls = controllers.map(({ signal }, index) =>
      server.call('render_model', { code: `${ENDLESS} // ${index}` }, { signal }).catch(() => 'cancelled'),
    );
    await pause(500);
    for (const controller of controllers) controller.abort();
    expect(new Set(await Promise.all(calls))).toEqual(new Set(['cancelled']));
    await expectWell(server);
    await server.close();
  });
});

describe('a full queue', () => {
  it('refuses at once and says that it is worth another try', async () => {
    const server = await startServer({ env: { OPENSCAD_MAX_THREADS: '1', OPENSCAD_QUEUE_SIZE: '1' } });
    const calls = Array.from({ length: 4 }, (_, index) =>
      server.call('render_model', { code: `${ENDLESS} // ${index}`, timeout_s: 3 }),
    );
    const codes = (await Promise.all(calls)).map(({ report }) => report.error.code).sort();
    expect(codes).toEqual(['DEADLINE_EXCEEDED', 'DEADLINE_EXCEEDED', 'QUEUE_FULL', 'QUEUE_FULL']);
    // The server may still be warming its new threads, which takes the one place in the queue.
    await vi.waitFor(() => expectWell(server), { timeout: 20_000, interval: 500 });
    await server.close();
  });
});
