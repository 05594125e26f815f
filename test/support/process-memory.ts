import { readFileSync, writeFileSync } from 'node:fs';

/** Memory of a process in MB of 2^20 bytes. */
export interface ProcessMemory {
  readonly nowMb: number;
  /** The most since it was started, or since {@link resetPeak}. */
  readonly peakMb: number;
}

/** Reads the resident memory of a process; null where the system does not tell it. */
export function readMemory(pid: number): ProcessMemory | null {
  let status: string;
  try {
    status = readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return null;
  }
  const read = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
  return { nowMb: read('VmRSS'), peakMb: read('VmHWM') };
}

/** Lets the peak of a process begin anew, where the system can: on Linux, for a process of the same user. */
export function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Then the peak is that since the start, which may only be larger.
  }
}
