import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { FUZZ_KINDS } from '../../scripts/fuzz/make-case.ts';
import { RawServer } from '../../scripts/fuzz/raw-server.ts';
import { findIllness, tryCase } from '../../scripts/fuzz/try-case.ts';
import { projectRoot } from '../../scripts/project-paths.ts';

/** What `npm run fuzz` found once, again. */

const FOLDER = join(projectRoot, 'test', 'fixtures', 'fuzz');

const common = { kind: z.enum(FUZZ_KINDS), seed: z.number() };
const caseSchema = z.union([
  z.strictObject({ ...common, tool: z.string(), args: z.record(z.string(), z.unknown()) }),
  z.strictObject({ ...common, line: z.string() }),
]);

let server: RawServer;
beforeAll(async () => {
  server = new RawServer();
  await server.connect();
});
afterAll(() => server.close());

it.each(readdirSync(FOLDER))('%s is answered, and the server stays well', async name => {
  const fuzzed = caseSchema.parse(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')));
  expect(await tryCase(server, fuzzed)).toEqual([]);
  expect(await findIllness(server)).toEqual([]);
  expect(server.takeFaults()).toEqual([]);
});
