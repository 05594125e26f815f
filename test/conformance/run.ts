import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startHttpProcess } from '../support/http-process.ts';
import { EXPECTATIONS, type Expectation } from './expectations.ts';

/**
 * `npm run conformance`: runs the official conformance suite against the real server and against our transport
 * with the suite's fixtures behind it; ends with 1 unless all that is expected passes. The suite needs a newer
 * Node than this project, so both are fetched for the occasion.
 */
const SUITE = ['-p', 'node@22', '-p', '@modelcontextprotocol/conformance@0.2.0-alpha.12'];
const REVISION = '2025-11-25';

/** The check that each message the server sent obeys the schema of the protocol; all scenarios have it. */
const SCHEMA_CHECK = 'wire-schema-valid';

const checksSchema = z.array(
  z.object({ id: z.string(), status: z.string(), errorMessage: z.string().optional() }),
);

interface Scenario {
  readonly name: string;
  readonly failures: readonly { readonly id: string; readonly message: string }[];
  readonly passed: number;
}

async function runSuite(url: string): Promise<Scenario[]> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const args = [
      '-y',
      ...SUITE,
      'conformance',
      'server',
      '--url',
      url,
      '--requirements',
      REVISION,
      '-o',
      folder,
    ];
    const output = await runNpx(args);
    const scenarios = readdirSync(folder).map(entry => readScenario(folder, entry));
    if (scenarios.length < 25)
      throw new Error(`The suite ran ${scenarios.length} scenarios only.\n${output}`);
    return scenarios;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What fetching and running the suite may take, which needs half a minute; a hanging one is not waited for. */
const SUITE_TIMEOUT_MS = 600_000;

/** Runs npx; the suite exits with 1 when anything failed, so its results say more than its exit code. */
function runNpx(args: readonly string[]): Promise<string> {
  const child = spawn('npx', args, {
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: SUITE_TIMEOUT_MS,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', chunk => {
      output += chunk;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve(output));
  });
}

/** Reads `server-NAME-TIME/checks.json`. */
function readScenario(folder: string, entry: string): Scenario {
  const name = entry.replace(/^server-/, '').replace(/-\d{4}-\d{2}-\d{2}T.*$/, '');
  const checks = checksSchema.parse(JSON.parse(readFileSync(join(folder, entry, 'checks.json'), 'utf8')));
  const failures = checks
    .filter(({ status }) => status === 'FAILURE')
    .map(({ id, errorMessage }) => ({ id, message: errorMessage ?? '' }));
  return { name, failures, passed: checks.filter(({ status }) => status === 'SUCCESS').length };
}

/** What went otherwise than expected, one line each. */
function judge(scenarios: readonly Scenario[], { passes, excused }: Expectation): string[] {
  const isExpected = (name: string) => !Object.hasOwn(excused, name) && (passes?.includes(name) ?? true);
  const failed = scenarios.flatMap(({ name, failures }) =>
    failures
      .filter(({ id }) => isExpected(name) || id === SCHEMA_CHECK)
      .map(({ id, message }) => `${name}, ${id}: ${message}`),
  );
  const missing = [...(passes ?? []), ...Object.keys(excused)]
    .filter(name => !scenarios.some(scenario => scenario.name === name))
    .map(name => `${name}: was not run`);
  const stale = scenarios
    .filter(({ name, failures }) => Object.hasOwn(excused, name) && failures.length === 0)
    .map(({ name }) => `${name}: passes, but is excused`);
  return [...failed, ...missing, ...stale];
}

async function testServer(expectation: Expectation): Promise<boolean> {
  const server = await startHttpProcess(expectation.script, {}, { MCP_LOG_LEVEL: 'INFO' });
  try {
    const scenarios = await runSuite(server.url);
    const problems = judge(scenarios, expectation);
    const { passes, excused } = expectation;
    const counted = scenarios.filter(
      ({ name }) => !Object.hasOwn(excused, name) && (passes?.includes(name) ?? true),
    );
    const clean = counted.filter(({ failures }) => failures.length === 0);
    const checks = clean.reduce((sum, { passed }) => sum + passed, 0);
    print(`${expectation.title}: ${clean.length} of ${counted.length} scenarios passed (${checks} checks)`);
    for (const [name, reason] of Object.entries(excused)) print(`  excused: ${name}: ${reason}`);
    for (const problem of problems) print(`  FAIL ${problem}`);
    return problems.length === 0;
  } finally {
    server.kill('SIGTERM');
    await server.exited;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

const results: boolean[] = [];
for (const expectation of EXPECTATIONS) results.push(await testServer(expectation));
process.exitCode = results.every(Boolean) ? 0 : 1;
