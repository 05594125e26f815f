import { createApp } from '../../src/app.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { NO_METRICS } from '../../src/contracts/metrics.ts';
import { RuntimeFiles } from '../../src/operations/runtime-files.ts';
import { createSharedWork } from '../../src/operations/shared-work.ts';
import type { Call, Workshop } from '../../src/operations/workshop.ts';
import { type InProcessEngine, startInProcessEngine } from './in-process-engine.ts';
import { stagingRules } from './model-folder.ts';
import { memoryStore } from './model-stores.ts';

/** A workshop that evaluates in the test's own process. */
export interface InProcessWorkshop extends Workshop {
  readonly engine: InProcessEngine;
}

/** What workshops share: each app that is made listens to this process's stderr. */
let shared: Workshop | null = null;

/**
 * Makes a workshop that knows no models yet.
 *
 * @param roots folders that models may be read from.
 * @param changes parts that are to be others.
 */
export async function makeWorkshop(
  roots: readonly string[] = [],
  changes: Partial<Omit<Workshop, 'engine'>> = {},
): Promise<InProcessWorkshop> {
  shared ??= createApp(resolveSettings({}, {})).workshop;
  const fresh = {
    models: memoryStore(2 ** 26),
    runtimeFiles: new RuntimeFiles(),
    shared: createSharedWork({ remembers: true, ttl_s: 0, metrics: NO_METRICS }),
  };
  return {
    ...shared,
    ...fresh,
    engine: await startInProcessEngine(),
    staging: stagingRules(roots),
    ...changes,
  };
}

/** A call that nobody withdraws. */
export function makeCall(): Call {
  return { signal: new AbortController().signal, progress: () => {} };
}
