import { createApp } from '../../src/app.ts';
import { MemoryModels } from '../../src/cache/memory-models.ts';
import { resolveSettings } from '../../src/config/resolve-settings.ts';
import { RuntimeFiles } from '../../src/operations/runtime-files.ts';
import type { Call, Workshop } from '../../src/operations/workshop.ts';
import { type InProcessEngine, startInProcessEngine } from './in-process-engine.ts';
import { stagingRules } from './model-folder.ts';

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
 */
export async function makeWorkshop(roots: readonly string[] = []): Promise<InProcessWorkshop> {
  shared ??= createApp(resolveSettings({}, {})).workshop;
  const fresh = { models: new MemoryModels(2 ** 26), runtimeFiles: new RuntimeFiles() };
  return { ...shared, ...fresh, engine: await startInProcessEngine(), staging: stagingRules(roots) };
}

/** A call that nobody withdraws. */
export function makeCall(): Call {
  return { signal: new AbortController().signal, progress: () => {} };
}
