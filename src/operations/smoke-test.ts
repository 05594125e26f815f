import { AppError } from '../contracts/errors.ts';
import { NO_METRICS } from '../contracts/metrics.ts';
import { DEFAULT_PICTURE } from '../contracts/picture.ts';
import type { ModelStore } from '../contracts/ports.ts';
import { renderModel } from './render-model.ts';
import { createSharedWork } from './shared-work.ts';
import type { Workshop } from './workshop.ts';

/** A solid with text, so that the fonts are tried too. */
const SMOKE_MODEL =
  'difference() { cube(20); translate([2, 2, 19]) linear_extrude(2) text("ok", size = 6); }';

/** A small picture: drawing is tried, not speed. */
const SMOKE_PICTURE = { ...DEFAULT_PICTURE, width_px: 160, height_px: 120 };

/** Remembers nothing: a model that is known already would not be evaluated. */
const NO_MODELS: ModelStore = {
  type: 'off',
  maxBytes: 0,
  get: async () => undefined,
  put() {},
  list: () => [],
  status: async () => [],
  clear: async () => {},
  close: async () => {},
};

/**
 * Evaluates and draws a model with text, as a call of a client would be, but past the cache and without
 * being counted.
 *
 * @param timeout_s deadline, waiting for a thread included.
 * @returns milliseconds.
 * @throws AppError when anything went wrong: BACKEND_UNAVAILABLE for a wrong picture, otherwise as
 *   `renderModel`.
 */
export async function smokeTest(workshop: Workshop, timeout_s: number, signal: AbortSignal): Promise<number> {
  const started = performance.now();
  const metrics = NO_METRICS;
  const shared = createSharedWork({ remembers: false, ttl_s: 0, metrics });
  const apart: Workshop = { ...workshop, models: NO_MODELS, shared, metrics };
  const call = { signal, progress() {} };
  const report = await renderModel(apart, { code: SMOKE_MODEL, timeout_s }, SMOKE_PICTURE, call);
  if (!report.ok || report.mesh?.watertight !== true || report.pictures.length !== 1) {
    throw new AppError('BACKEND_UNAVAILABLE', `A simple model came out wrong: ${report.summary}`, {
      hint: 'Install openscad-mcp-server again.',
    });
  }
  return performance.now() - started;
}
