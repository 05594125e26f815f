import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Instruments } from './instruments.ts';

/** How often the event loop is asked whether it is late, in milliseconds. */
const LAG_RESOLUTION_MS = 20;

const NANOSECONDS = 1e9;

/**
 * Makes instruments for memory, processor time and the event loop of this process. Worker threads and
 * OpenSCAD's memory are in the resident size, and in no other of the sizes.
 *
 * The lag of the event loop is that since the last time somebody looked.
 */
export function measureProcess({ gauge, counter }: Instruments): { refresh(): void; close(): void } {
  const startTime = gauge('start_time_seconds', 'When the process started, in Unix time.', []);
  const resident = gauge('resident_memory_bytes', 'Memory of the process, threads included.', []);
  const heapUsed = gauge('heap_used_bytes', 'JavaScript heap in use in the main thread.', []);
  const heapTotal = gauge('heap_total_bytes', 'JavaScript heap reserved for the main thread.', []);
  const external = gauge('external_memory_bytes', 'Buffers that the main thread holds outside its heap.', []);
  const cpu = counter('cpu_seconds_total', 'Processor time of the process, threads included.', []);
  const lagP99 = gauge('event_loop_lag_p99_seconds', 'How late the event loop was, 99th percentile.', []);
  const lagMax = gauge('event_loop_lag_max_seconds', 'How late the event loop was at most.', []);
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
  lag.enable();
  startTime.set(Date.now() / 1000 - process.uptime());
  return {
    refresh() {
      const memory = process.memoryUsage();
      resident.set(memory.rss);
      heapUsed.set(memory.heapUsed);
      heapTotal.set(memory.heapTotal);
      external.set(memory.external);
      const { user, system } = process.cpuUsage();
      cpu.reset();
      cpu.inc((user + system) / 1e6);
      lagP99.set(toLag(lag.percentile(99)));
      lagMax.set(toLag(lag.max));
      lag.reset();
    },
    close: () => {
      lag.disable();
    },
  };
}

/** What was measured is the time between two looks; what is beyond the time meant to lie between is lag. */
function toLag(nanoseconds: number): number {
  const seconds = nanoseconds / NANOSECONDS - LAG_RESOLUTION_MS / 1000;
  return Number.isFinite(seconds) ? Math.max(seconds, 0) : 0;
}
