import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { distFolder } from '../project-paths.ts';
import { makeJob, type SoakJob, seededRandom } from './jobs.ts';
import { readableEnvironment, readServer, type ServerReading } from './server-reading.ts';

/** How long a soak is and which steps it has. */
export interface SoakOptions {
  readonly count: number;
  readonly seed: number;
}

/** What came of a soak. */
export interface SoakResult {
  /** After a tenth of the steps, when caches are full and every code path has been taken. */
  readonly early: ServerReading;
  readonly late: ServerReading;
  /** How often each kind of step ended in each way: `small ok`, `bomb DEADLINE_EXCEEDED`. */
  readonly outcomes: ReadonlyMap<string, number>;
}

/** Calls at one time. */
const LANES = 3;

/** Sends a server on stdio a mixture of good, bad and withdrawn calls, and reads what it holds early and late. */
export async function runSoak({ count, seed }: SoakOptions): Promise<SoakResult> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  const handlesFile = join(folder, 'handles');
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [join(distFolder, 'cli.js')],
    env: {
      PATH: process.env.PATH ?? '',
      TEMP_DIR: folder,
      MCP_LOG_LEVEL: 'ERROR',
      OPENSCAD_MAX_THREADS: '2',
      OPENSCAD_MAX_MEMORY_MB: '256',
      // Full after a tenth of the steps, so that it grows no more.
      MCP_CACHE_MAX_SIZE: String(Math.max(4, Math.floor(count / 40))),
      ...readableEnvironment(handlesFile),
    },
    // Bombs are logged as errors.
    stderr: 'ignore',
  });
  const client = new Client({ name: 'soak', version: '1.0.0' });
  await client.connect(transport);
  const { pid } = transport;
  if (pid === null) throw new Error('The server did not start.');
  const outcomes = new Map<string, number>();
  const random = seededRandom(seed);
  const jobs = Array.from({ length: count }, (_, step) => makeJob(step, random));
  try {
    const tenth = Math.ceil(count / 10);
    await runAll(client, jobs.slice(0, tenth), outcomes);
    const early = await readServer(pid, handlesFile);
    await runAll(client, jobs.slice(tenth), outcomes);
    return { early, late: await readServer(pid, handlesFile), outcomes };
  } finally {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runAll(
  client: Client,
  jobs: readonly SoakJob[],
  outcomes: Map<string, number>,
): Promise<void> {
  let next = 0;
  const work = async () => {
    while (next < jobs.length) {
      const job = jobs[next++];
      const outcome = `${job.kind} ${await runJob(client, job)}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: LANES }, work));
}

/** `ok`, the code of the error, or `cancelled`. @throws Error when the server does not answer. */
async function runJob(client: Client, { tool, args, cancelAfterMs }: SoakJob): Promise<string> {
  const controller = new AbortController();
  const timer =
    cancelAfterMs === undefined ? undefined : setTimeout(() => controller.abort('given up'), cancelAfterMs);
  try {
    const request = { name: tool, arguments: { ...args } };
    const { structuredContent } = await client.callTool(request, undefined, {
      signal: controller.signal,
      timeout: 120_000,
    });
    return readOutcome(structuredContent);
  } catch (thrown) {
    if (controller.signal.aborted) return 'cancelled';
    throw thrown;
  } finally {
    clearTimeout(timer);
  }
}

function readOutcome(report: unknown): string {
  if (typeof report !== 'object' || report === null) return 'nothing';
  if ('ok' in report && report.ok === true) return 'ok';
  const error = 'error' in report ? report.error : null;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'nothing';
}
