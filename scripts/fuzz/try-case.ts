import { z } from 'zod';
import { judgeAnswer } from './judge.ts';
import type { FuzzCase } from './make-case.ts';
import type { RawServer } from './raw-server.ts';

/** From the deadline of a model to an answer, on a machine that has much else to do. */
const ANSWER_MS = 40_000;

/** More than this is a leak: the cap of one render and twice what a server needs. */
const MAX_RESIDENT_BYTES = 2.5e9;

const wellSchema = z.looseObject({
  structuredContent: z.looseObject({
    pool: z.record(
      z.string(),
      z.looseObject({ queued: z.number(), threads: z.number(), maxThreads: z.number() }),
    ),
  }),
});

const cubeSchema = z.looseObject({
  structuredContent: z.looseObject({
    ok: z.literal(true),
    size: z.looseObject({ size: z.array(z.number()) }),
  }),
});

/** Sends one case. @returns what went wrong. */
export async function tryCase(server: RawServer, fuzzed: FuzzCase): Promise<readonly string[]> {
  if ('line' in fuzzed) {
    server.write(Buffer.from(fuzzed.line, 'base64'));
    const alive = await server.request('ping', {}, ANSWER_MS);
    return alive === null ? ['answers no more'] : [];
  }
  const { tool, args } = fuzzed;
  return judgeAnswer(await server.request('tools/call', { name: tool, arguments: args }, ANSWER_MS));
}

/** Whether the server is well when nothing runs: it renders right, nobody waits, and it has not grown. */
export async function findIllness(server: RawServer): Promise<readonly string[]> {
  const call = (name: string, args: object) =>
    server.request('tools/call', { name, arguments: args }, ANSWER_MS).then(answer => answer?.result);
  const illness: string[] = [];
  const cube = cubeSchema.safeParse(
    await call('check_model', { code: 'cube([1, 2, 3]);', level: 'geometry' }),
  );
  if (!cube.success || cube.data.structuredContent.size.size.join() !== '1,2,3')
    illness.push('renders a cube no more');
  const status = wellSchema.safeParse(await call('server_status', {}));
  if (!status.success) return [...illness, 'tells no status'];
  for (const [name, { queued, threads, maxThreads }] of Object.entries(status.data.structuredContent.pool)) {
    if (queued > 0) illness.push(`${queued} jobs wait in the pool ${name}`);
    if (threads > maxThreads) illness.push(`${threads} threads of ${maxThreads} run in the pool ${name}`);
  }
  const bytes = server.residentBytes();
  if (bytes !== null && bytes > MAX_RESIDENT_BYTES) illness.push(`takes ${(bytes / 1e9).toFixed(1)} GB`);
  return illness;
}
