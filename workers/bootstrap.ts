import { Console } from 'node:console';
import { constants, setPriority } from 'node:os';

/**
 * First import of every worker. The server's stdout carries JSON-RPC, and a thread's stdout flows into
 * it: one stray line there breaks the connection. Whatever a thread prints goes to stderr instead.
 */
process.stdout.write = process.stderr.write.bind(process.stderr);
globalThis.console = new Console(process.stderr, process.stderr);

/**
 * While renders use every processor, the main thread has to answer calls that need none of them; at equal
 * priority it waits several times as long for a processor as it needs one. Linux has priorities of threads;
 * elsewhere this would be that of the whole process.
 */
if (process.platform === 'linux') {
  try {
    setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A sandbox may forbid it; it is no condition of anything.
  }
}
