import { z } from 'zod';
import { reportStatus } from '../../operations/report-status.ts';
import { commonOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

const pool = z
  .object({
    threads: z.number(),
    maxThreads: z.number(),
    queued: z.number(),
    maxQueue: z.number(),
    completed: z.number(),
  })
  .nullable();

/** What the server is and how it is set up. */
export const serverStatus = defineTool({
  name: 'server_status',
  title: 'Server status',
  description:
    'Versions, limits, fonts, thread pools, cache and settings of this server, and which variable or flag set ' +
    'each. Use it when a limit was hit or something is not available. clear_cache forgets all known models.',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    clear_cache: z.boolean().describe('Forget every model_id first. Default false.').exactOptional(),
  }),
  output: z.object({
    ...commonOutput,
    versions: z.record(z.string(), z.string()).exactOptional(),
    engine: z.string().exactOptional(),
    limits: z.record(z.string(), z.number()).exactOptional(),
    pool: z.object({ evaluate: pool, draw: pool }).exactOptional(),
    cache: z.object({ models: z.number(), bytes: z.number(), max_bytes: z.number() }).exactOptional(),
    fonts: z.array(z.string()).exactOptional(),
    settings: z.array(z.looseObject({ name: z.string(), source: z.string() })).exactOptional(),
  }),
  async run({ clear_cache }, { workshop, facts }) {
    return { report: { ...(await reportStatus(workshop, facts, clear_cache ?? false)) }, images: [] };
  },
});
