import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { readProcessStatus } from '../process-status.ts';

/** What a process holds at one moment. */
export interface ServerReading {
  /** Memory, threads included. */
  readonly resident_MB: number;
  readonly threads: number;
  readonly descriptors: number;
  /** What Node.js keeps open in the main thread, timers left out. */
  readonly handles: number;
}

/** Writes the number of handles into the file of SOAK_HANDLES when the process gets SIGUSR2. */
const REPORT_HANDLES = `
  import { renameSync, writeFileSync } from 'node:fs';
  process.on('SIGUSR2', () => {
    const held = process.getActiveResourcesInfo().filter(name => !/Timeout|Immediate|FSReq/.test(name));
    writeFileSync(process.env.SOAK_HANDLES + '.new', String(held.length));
    renameSync(process.env.SOAK_HANDLES + '.new', process.env.SOAK_HANDLES);
  });
`;

/** Variables with which a server can be asked for its handles. */
export function readableEnvironment(handlesFile: string): Record<string, string> {
  const module = `data:text/javascript,${encodeURIComponent(REPORT_HANDLES)}`;
  return { NODE_OPTIONS: `--import=${module}`, SOAK_HANDLES: handlesFile };
}

/** Time in which threads that ended are gone. */
const SETTLING_MS = 3000;

/** Reads what a process holds, from `/proc`, some time after it was last busy. */
export async function readServer(pid: number, handlesFile: string): Promise<ServerReading> {
  await pause(SETTLING_MS);
  process.kill(pid, 'SIGUSR2');
  await pause(500);
  const field = readProcessStatus(pid);
  if (field === null) throw new Error('The process is gone, or the system tells nothing of it.');
  return {
    resident_MB: Math.round(field('VmRSS') / 1024),
    threads: field('Threads'),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    handles: Number(readFileSync(handlesFile, 'utf8')),
  };
}
