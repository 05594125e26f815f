import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AbusedPackage, copyPackage, sabotageWorker } from '../support/abused-package.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';
import { expectWell } from '../support/well.ts';
import type { FaultRow } from './rows/fault-row.ts';
import { DAMAGES, type Damage, WORKER_FAULTS } from './rows/worker-faults.ts';

/** Runs for minutes if nobody stops it. */
const ENDLESS = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);';

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('a worker that fails', () => {
  let server: ConnectedClient;
  let copy: AbusedPackage;
  let noise = 0;
  beforeAll(async () => {
    copy = copyPackage();
    sabotageWorker(copy);
    server = await startServer({ command: copy.command, env: { OPENSCAD_MAX_THREADS: '2' } });
    server.client.onerror = () => {
      noise += 1;
    };
  });
  afterAll(async () => {
    await server.close();
    copy.remove();
  });

  it.each(WORKER_FAULTS)('$id: $title, and others go on', async row => {
    const { fault, expected, maxMs } = row;
    // The heap fills slowly on a busy machine; the others have to be found out at once.
    const timeout_s = expected === 'DEADLINE_EXCEEDED' ? 2 : 30;
    const bystander = server.call('render_model', { code: `sphere(9, $fn = 48); // beside ${fault}` });
    const started = performance.now();
    const { report, isError } = await server.call('render_model', {
      code: `// fault: ${fault}\ncube(1);`,
      timeout_s,
    });
    expect(performance.now() - started).toBeLessThan(maxMs);
    expect(isError ? report.error.code : 'ok', report.summary).toBe(expected);
    expect((await bystander).report).toMatchObject({ ok: true });
    // Faults that come late have come by now.
    await pause(100);
    await expectWell(server);
    expect(noise).toBe(0);
  });
});

function damage(path: string, how: Damage['how']): void {
  const bytes = readFileSync(path);
  if (how === 'remove') rmSync(path);
  else if (how === 'truncate') truncateSync(path, Math.floor(bytes.length / 2));
  else if (how === 'empty') truncateSync(path, 0);
  else if (how === 'write rubbish') writeFileSync(path, '{"version": [');
  else
    writeFileSync(
      path,
      bytes.map((byte, at) => (at === bytes.length >> 1 ? byte ^ 1 : byte)),
    );
}

describe('a damaged package', () => {
  let copy: AbusedPackage;
  beforeAll(() => {
    copy = copyPackage();
  });
  afterAll(() => copy.remove());

  it.each(DAMAGES)('$id: $title is named at the start, by doctor and to the caller', async row => {
    const { fault, expected, maxMs } = row;
    const path = copy.at(`dist/${fault.file}`);
    const genuine = readFileSync(path);
    damage(path, fault.how);
    const started = performance.now();
    const server = await startServer({ command: copy.command, env: { MCP_LOG_LEVEL: 'INFO' } });
    try {
      await expect.poll(server.stderr, { timeout: 5000 }).toContain('"msg":"not ready"');
      expect(server.stderr()).toContain(expected.names);
      const { report } = await server.call('render_model', { code: 'cube(1);' });
      expect(report.error.code, report.summary).toBe(expected.code);
      expect(report.summary).toContain(expected.names);
      expect(report.error.hint).toContain('Install openscad-mcp-server again.');
      await server.client.ping();
      expect(findDoctorFault(copy)).toContain(expected.names);
      expect(performance.now() - started).toBeLessThan(maxMs);
    } finally {
      await server.close();
      writeFileSync(path, genuine);
    }
  });
});

/** What doctor prints, which has to fail. */
function findDoctorFault({ command: [node, cli] }: AbusedPackage): string {
  try {
    execFileSync(node, [cli, '--health-check'], { encoding: 'utf8', stdio: 'pipe' });
  } catch (thrown) {
    return thrown instanceof Error && 'stdout' in thrown ? String(thrown.stdout) : '';
  }
  throw new Error('doctor finds nothing wrong');
}

/** When a call is cancelled, in the life of a call on a server with one thread. */
const CANCELLATIONS: readonly FaultRow<'before' | 'queued' | 'running' | 'done', 'cancelled' | 'ok'>[] = [
  { id: 95, title: 'before it is sent', fault: 'before', expected: 'cancelled', maxMs: 2000 },
  { id: 95, title: 'while it waits', fault: 'queued', expected: 'cancelled', maxMs: 4000 },
  { id: 95, title: 'while it runs', fault: 'running', expected: 'cancelled', maxMs: 4000 },
  { id: 95, title: 'when it is done', fault: 'done', expected: 'ok', maxMs: 4000 },
];

describe('a cancelled call', () => {
  let server: ConnectedClient;
  beforeAll(async () => {
    server = await startServer({ env: { OPENSCAD_MAX_THREADS: '1', OPENSCAD_QUEUE_SIZE: '2' } });
    await expectWell(server);
  });
  afterAll(() => server.close());

  it.each(CANCELLATIONS)('$id: $title has one outcome and leaves no place taken', async row => {
    const started = performance.now();
    const blocker = new AbortController();
    const running = server
      .call('render_model', { code: `${ENDLESS} // ${row.fault}` }, { signal: blocker.signal })
      .catch(() => 'ended');
    if (row.fault !== 'queued') blocker.abort();
    const controller = new AbortController();
    if (row.fault === 'before') controller.abort();
    const code = row.fault === 'running' ? `${ENDLESS} // it` : `cube(2); // ${row.fault}`;
    const outcome = server.call('render_model', { code }, { signal: controller.signal }).then(
      ({ report }) => (report.ok ? 'ok' : report.error.code),
      () => 'cancelled',
    );
    if (row.fault === 'done') await outcome;
    else await pause(800);
    controller.abort();
    expect(await outcome).toBe(row.expected);
    expect(performance.now() - started).toBeLessThan(row.maxMs);
    blocker.abort();
    await running;
    await expect.poll(() => placesTaken(server), { timeout: 5000 }).toBe(0);
    await expectWell(server);
  });
});

async function placesTaken(server: ConnectedClient): Promise<number> {
  const { report } = await server.call('server_status', {});
  return report.pool.evaluate.running + report.pool.evaluate.queued;
}

/** Turns the clock of the main thread, by hours, a second after the start and then again and again. */
const jumpClock = (hours: number) => `
  const real = Date.now; const begun = performance.now(); let turned = 0;
  setInterval(() => { turned += ${hours} * 3600e3; }, 700).unref();
  Date.now = () => real() + turned;
  globalThis.Date = class extends Date { constructor(...given) { given.length === 0 ? super(Date.now()) : super(...given); } };
`;

const CLOCKS: readonly FaultRow<number, 'ok'>[] = [
  { id: 100, title: 'jumps a day ahead', fault: 24, expected: 'ok', maxMs: 30_000 },
  { id: 100, title: 'jumps ten years ahead', fault: 24 * 3652, expected: 'ok', maxMs: 30_000 },
  { id: 100, title: 'jumps a day back', fault: -24, expected: 'ok', maxMs: 30_000 },
];

describe('a clock', () => {
  it.each(CLOCKS)('$id: $title, and it neither ends calls nor lets them run on', async ({ fault, maxMs }) => {
    const script = `data:text/javascript,${encodeURIComponent(jumpClock(fault))}`;
    const server = await startServer({ env: { NODE_OPTIONS: `--import=${script}` } });
    const started = performance.now();
    for (let side = 1; side <= 2; side++) {
      const { report } = await server.call('render_model', { code: `sphere(${side}, $fn = 60);` });
      expect(report, report.summary).toMatchObject({ ok: true });
      for (const ms of Object.values(report.timing_ms)) expect(ms).toBeGreaterThanOrEqual(0);
      await pause(800);
    }
    const late = await server.call('render_model', { code: ENDLESS, timeout_s: 1 });
    expect(late.report.error.code).toBe('DEADLINE_EXCEEDED');
    expect(performance.now() - started).toBeLessThan(maxMs);
    await expectWell(server);
    await server.close();
  });

  it('100: leaves a deadline of less than a second to be refused', async () => {
    const server = await startServer();
    const { report } = await server.call('render_model', { code: 'cube(1);', timeout_s: 0.001 });
    expect(report.error.code).toBe('INVALID_INPUT');
    await expectWell(server);
    await server.close();
  });
});
