import { removeExpired } from './artifact-folder.ts';

/** What is swept, how often, and who hears of it. */
export interface SweeperOptions {
  readonly folder: string;
  readonly maxAgeMs: number;
  readonly intervalMs: number;
  /** Hears how many files a sweep removed, when there were any. */
  readonly onSwept: (removed: number) => void;
}

/** Keeps the artifact folder free of old files while a server runs. */
export interface ArtifactSweeper {
  /** Sweeps now and from then on regularly; does not keep the process running. */
  start(): Promise<void>;
  /** Stops; a sweep that is under way ends by itself. */
  close(): void;
}

/** Makes a sweeper, which does nothing until it is started. */
export function createSweeper({ folder, maxAgeMs, intervalMs, onSwept }: SweeperOptions): ArtifactSweeper {
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const sweep = async () => {
    const removed = await removeExpired(folder, maxAgeMs);
    if (removed > 0 && !closed) onSwept(removed);
  };
  return {
    async start() {
      if (closed || timer !== undefined) return;
      // It passes over whatever goes wrong with single files; should all of it fail, the next one tries again.
      timer = setInterval(() => sweep().catch(() => {}), intervalMs).unref();
      await sweep().catch(() => {});
    },
    close() {
      closed = true;
      clearInterval(timer);
    },
  };
}
