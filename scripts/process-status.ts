import { readFileSync } from 'node:fs';

/**
 * Reads what Linux tells of a process in `/proc/PID/status`.
 *
 * @returns the number of a field as it stands there, such as `VmRSS` in kB or `Threads`, NaN for an unknown one; null
 *   where the system tells nothing, or not of this process any more.
 */
export function readProcessStatus(pid: number): ((field: string) => number) | null {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return null;
  }
  return field => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
}
