import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { FUZZ_KINDS, type FuzzCase, type FuzzKind, makeCase } from './fuzz/make-case.ts';
import { type ToolDefinition, toolSchema } from './fuzz/random-arguments.ts';
import { RawServer } from './fuzz/raw-server.ts';
import { findIllness, tryCase } from './fuzz/try-case.ts';
import { projectRoot } from './project-paths.ts';

/**
 * `npm run fuzz`: sources, parameters, arguments, paths, assets and protocol messages made at random, to the real
 * server. Every answer must be one that a client can read and a person can act on, and the server must stay well.
 *
 * `--seconds N` (60) how long; `--seed N` (the day) where the random numbers begin; `--kind K` one kind only;
 * `--count N` so many cases at most. What fails is written to `test/fixtures/fuzz`, which the tests try again.
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: `${Math.floor(Date.now() / 86_400_000)}` },
    kind: { type: 'string' },
    count: { type: 'string', default: 'Infinity' },
  },
});
const kinds = values.kind === undefined ? FUZZ_KINDS : FUZZ_KINDS.filter(kind => kind === values.kind);
if (kinds.length === 0) throw new Error(`--kind is one of ${FUZZ_KINDS.join(', ')}`);
const firstSeed = Number(values.seed) * 1_000_000;
const endsAt = performance.now() + Number(values.seconds) * 1000;

/** Cases under way at one time. */
const CLIENTS = 3;

/** Cases after which the server is looked at. */
const ROUND = 30;

const FIXTURES = join(projectRoot, 'test', 'fixtures', 'fuzz');

const server = new RawServer();
const tried = new Map<FuzzKind, number>(kinds.map(kind => [kind, 0]));
let failed = 0;
let index = 0;
try {
  await server.connect();
  const tools = await listTools();
  while (performance.now() < endsAt && index < Number(values.count)) {
    const until = Math.min(index + ROUND, Number(values.count));
    await Promise.all(Array.from({ length: CLIENTS }, () => work(tools, until)));
    report(`after case ${index}`, [...server.takeFaults(), ...(await findIllness(server))]);
  }
} finally {
  await server.close();
}
const counts = [...tried].map(([kind, count]) => `${count} ${kind}`).join(', ');
console.log(`seed ${values.seed}: ${counts}; ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function work(tools: readonly ToolDefinition[], until: number): Promise<void> {
  while (index < until && performance.now() < endsAt) {
    const seed = firstSeed + index;
    const kind = kinds[index % kinds.length];
    index++;
    const fuzzed = makeCase(kind, seed, tools);
    const faults = await tryCase(server, fuzzed);
    tried.set(kind, (tried.get(kind) ?? 0) + 1);
    if (faults.length > 0) keep(fuzzed);
    report(`${kind} ${seed}`, faults);
  }
}

async function listTools(): Promise<readonly ToolDefinition[]> {
  const answer = await server.request('tools/list', {}, 30_000);
  return z.object({ tools: z.array(toolSchema) }).parse(answer?.result).tools;
}

function report(what: string, faults: readonly string[]): void {
  for (const fault of faults) console.log(`FAIL ${what}: ${fault}`);
  failed += faults.length;
}

function keep(fuzzed: FuzzCase): void {
  mkdirSync(FIXTURES, { recursive: true });
  const text = `${JSON.stringify(fuzzed, null, 2)}\n`;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8);
  writeFileSync(join(FIXTURES, `${fuzzed.kind}-${hash}.json`), text);
}
