import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { FileSet } from '../contracts/model.ts';
import type { Engine } from '../contracts/ports.ts';
import type { EvaluateResponse } from '../contracts/worker-protocol.ts';
import type { Customizer } from '../scad/customizer/customizer.ts';
import { readCustomizer, stopEvaluation } from '../scad/customizer/read-customizer.ts';

/** Customizers remembered, and how many characters OpenSCAD wrote for all of them. */
const CACHE_BOUNDS = { max: 256, maxSize: 16_000_000 };

/** Customizers by the hash of the entry, where that alone decides them; each engine has its own. */
const caches = new WeakMap<Engine, LRUCache<string, Customizer>>();

/** The customizer of a model, or what OpenSCAD answered when it could not read the model. */
export type CustomizerAnswer =
  | { readonly ok: true; readonly customizer: Customizer; readonly cache: 'hit' | 'miss' }
  | { readonly ok: false; readonly answer: EvaluateResponse };

/**
 * Has OpenSCAD read a model's customizer. It takes parameters from the entry only and needs none of the
 * other files for that, so the entry is read alone: a model of BOSL2 costs no more than another. Only when
 * that fails, as for code that an include completes, is the whole model tried.
 *
 * @throws AppError as the engine does.
 */
export async function fetchCustomizer(
  engine: Engine,
  fileSet: FileSet,
  signal: AbortSignal,
): Promise<CustomizerAnswer> {
  const entry = fileSet.files.find(({ path }) => path === fileSet.entry);
  const cache = cacheOf(engine);
  const key = createHash('sha256')
    .update(`${fileSet.entry}\n`)
    .update(entry?.bytes ?? '')
    .digest('hex');
  const known = cache.get(key);
  if (known !== undefined) return { ok: true, customizer: known, cache: 'hit' };
  const files = entry === undefined ? [] : [{ ...entry, bytes: stopEvaluation(entry.bytes) }];
  const alone = await ask(engine, { entry: fileSet.entry, files, libraries: [] }, signal);
  if (alone.customizer !== null) {
    cache.set(key, alone.customizer, { size: alone.text.length });
    return { ok: true, customizer: alone.customizer, cache: 'miss' };
  }
  const { answer, customizer } = await ask(engine, fileSet, signal);
  return customizer === null ? { ok: false, answer } : { ok: true, customizer, cache: 'miss' };
}

async function ask(engine: Engine, fileSet: FileSet, signal: AbortSignal) {
  const answer = await engine.evaluate({ fileSet, definitions: [], product: 'param' }, signal);
  const isDocument = answer.ok && answer.output.kind === 'document';
  const text = isDocument ? new TextDecoder().decode(answer.output.bytes) : '';
  return { answer, text, customizer: readCustomizer(text) };
}

function cacheOf(engine: Engine): LRUCache<string, Customizer> {
  const known = caches.get(engine);
  if (known !== undefined) return known;
  const cache = new LRUCache<string, Customizer>(CACHE_BOUNDS);
  caches.set(engine, cache);
  return cache;
}
