import { writeFileSync } from 'node:fs';
import { readProcessStatus } from '../../scripts/process-status.ts';

/** Memory of a process in MB of 2^20 bytes. */
export interface ProcessMemory {
  readonly nowMb: number;
  /** The most since it was started, or since {@link resetPeak}. */
  readonly peakMb: number;
}

/** Reads the resident memory of a process; null where the system does not tell it. */
export function readMemory(pid: number): ProcessMemory | null {
  const field = readProcessStatus(pid);
  return field === null ? null : { nowMb: field('VmRSS') / 1024, peakMb: field('VmHWM') / 1024 };
}

/** Lets the peak of a process begin anew, where the system can: on Linux, for a process of the same user. */
export function resetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Then the peak is that since the start, which may only be larger.
  }
}
