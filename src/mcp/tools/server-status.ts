import * as z from 'zod';
import { reportStatus } from '../../operations/report-status.ts';
import { commonOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

const record = z.looseObject({}).exactOptional();

/** What the server is and how it is set up. */
export const serverStatus = defineTool({
  name: 'server_status',
  title: 'Server status',
  description:
    'Versions, limits, fonts, libraries, memory, thread pools, cache and settings of this server, and which variable or flag set ' +
    'each. Use it when a limit was hit or something is not available. clear_cache forgets all known models.',
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    clear_cache: z.boolean().describe('Forget every model_id first. Default false.').exactOptional(),
  }),
  output: z.object({
    ...commonOutput,
    versions: record,
    engine: z.string().exactOptional(),
    native: record,
    exceptions: z.string().nullable().exactOptional(),
    limits: record,
    uptime_s: z.number().exactOptional(),
    memory: record,
    threads: z.number().exactOptional(),
    pool: record,
    cache: record,
    fonts: z.array(z.string()).exactOptional(),
    libraries: z.array(z.looseObject({})).exactOptional(),
    settings: z.array(z.looseObject({})).exactOptional(),
  }),
  async run({ clear_cache }, { workshop, facts }) {
    return { report: { ...(await reportStatus(workshop, facts, clear_cache ?? false)) }, images: [] };
  },
});
