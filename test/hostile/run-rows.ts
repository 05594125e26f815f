import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelFolder } from '../support/model-folder.ts';
import { readMemory, resetPeak } from '../support/process-memory.ts';
import { type ConnectedClient, startServer, type ToolResult } from '../support/server.ts';
import { expectWell } from '../support/well.ts';
import type { HostileRow } from './rows/hostile-row.ts';
import { findUncleanText } from './unclean-text.ts';

/** Deadline of a call that names none, in seconds. */
const TIMEOUT_S = 6;

/** What the server of a file of rows is started with. */
export interface RowsOptions {
  readonly env?: Record<string, string>;
  /** The server's root, if it is to have one. */
  readonly folder?: ModelFolder;
  /** Files for it. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** Memory that the server holds at most, soon after every row. */
  readonly settledRssMb?: number;
}

/**
 * Starts one server and sends it rows of hostile calls, table after table. After every row the server has to be
 * well. Call at the top of a test file.
 *
 * @returns the server, for tests that are no rows.
 */
export function runRows(
  tables: Readonly<Record<string, readonly HostileRow[]>>,
  { env, folder, files = {}, settledRssMb }: RowsOptions = {},
): () => ConnectedClient {
  let server: ConnectedClient;
  beforeAll(async () => {
    for (const [path, content] of Object.entries(files)) folder?.write(path, content);
    server = await startServer({
      env: { OPENSCAD_MAX_MEMORY_MB: '512', ...env },
      args: folder === undefined ? [] : ['--root', folder.path],
    });
  });
  afterAll(() => server.close());
  describe.each(Object.entries(tables))('%s', (_, rows) => {
    it.each(rows)('$id: $title', async row => {
      await expectAnswer(server, row);
      await expectWell(server);
      if (settledRssMb !== undefined) await expectSettled(server, settledRssMb);
    });
  });
  return () => server;
}

/** Sends one row and compares the answer with what the row says. */
async function expectAnswer(server: ConnectedClient, row: HostileRow): Promise<void> {
  const { tool = 'render_model', maxRssMb } = row;
  const takesTime = row.args.code !== undefined || row.args.path !== undefined;
  const args = takesTime ? { timeout_s: TIMEOUT_S, ...row.args } : row.args;
  const timeout_s = typeof args.timeout_s === 'number' ? args.timeout_s : TIMEOUT_S;
  resetPeak(server.pid);
  const started = performance.now();
  const result = await server.call(tool, args);
  const ms = performance.now() - started;
  expectOutcome(row, result);
  expect(ms).toBeLessThan(row.maxMs ?? (timeout_s + 1) * 1000);
  if (maxRssMb !== undefined) expect(readMemory(server.pid)?.peakMb ?? 0).toBeLessThan(maxRssMb);
}

function expectOutcome(row: HostileRow, result: ToolResult): void {
  const { report, isError, text } = result;
  const outcome = isError ? report.error?.code : 'ok';
  expect([row.expected].flat(), report.summary).toContain(outcome);
  if (row.message !== undefined) expect(report.summary).toMatch(row.message);
  if (row.hint !== undefined) expect(report.error?.hint).toMatch(row.hint);
  const whole = `${text}\n${JSON.stringify(report)}`;
  if (row.never !== undefined) expect(whole).not.toMatch(row.never);
  for (const code of row.diagnostics ?? []) {
    expect(report.diagnostics.map((diagnostic: { code: string }) => diagnostic.code)).toContain(code);
  }
  const { parameters: _given, ...said } = report;
  expect(findUncleanText({ text, said })).toEqual([]);
  row.check?.(result);
}

/** Memory is given back when threads end and when they next collect garbage, which takes a moment. */
async function expectSettled(server: ConnectedClient, maxMb: number): Promise<void> {
  await expect
    .poll(() => readMemory(server.pid)?.nowMb ?? 0, { timeout: 10_000, interval: 200 })
    .toBeLessThan(maxMb);
}
