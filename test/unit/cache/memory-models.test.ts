import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MemoryModels } from '../../../src/cache/memory-models.ts';
import type { LibraryFile } from '../../../src/contracts/model.ts';
import { knownBlock, knownSource } from '../../support/known-models.ts';

const library = (bytes: number): LibraryFile => ({
  path: 'L/a.scad',
  bytes: new Uint8Array(bytes),
  isSource: true,
  sha256: '0',
});

function withLibrary(id: string, file: LibraryFile, bytes = 1000) {
  const model = knownSource(id, bytes);
  return { ...model, fileSet: { ...model.fileSet, libraries: [file] } };
}

describe('models in memory', () => {
  it('leave when there are too many, those not used for longest first', () => {
    const models = new MemoryModels({ maxBytes: 1e6, maxEntries: 2 });
    models.put(knownSource('a', 1));
    models.put(knownSource('b', 1));
    models.get('a');
    models.put(knownSource('c', 1));
    expect(models.list().map(({ id }) => id)).toEqual(['c', 'a']);
  });

  it('leave when they take too much', () => {
    const models = new MemoryModels({ maxBytes: 10_000 });
    for (const id of ['a', 'b', 'c']) models.put(knownSource(id, 4000));
    expect(models.list().map(({ id }) => id)).toEqual(['c']);
    models.put(knownSource('larger than everything', 20_000));
    expect(models.list().map(({ id }) => id)).toEqual(['c']);
  });

  it('leave some time after their last use', async () => {
    const models = new MemoryModels({ maxBytes: 1e6, ttl_s: 0.4 });
    models.put(knownSource('a', 1));
    models.put(knownSource('b', 1));
    await sleep(250);
    expect(models.get('a')).toBeDefined();
    await sleep(250);
    expect(models.get('a')).toBeDefined();
    expect(models.get('b')).toBeUndefined();
    expect(models.size).toBe(1);
  });

  it('count a library file once, however many of them need it, and no longer than one does', () => {
    const models = new MemoryModels({ maxBytes: 100_000 });
    const file = library(50_000);
    models.put(knownSource('plain', 1000));
    const before = models.bytes;
    models.put(withLibrary('a', file));
    const one = models.bytes - before;
    models.put(withLibrary('b', file));
    expect(one).toBeGreaterThan(50_000);
    expect(models.bytes - before - one).toBeLessThan(3000);
    models.put(withLibrary('b', file));
    models.put(withLibrary('c', library(45_000)));
    expect(models.list().map(({ id }) => id)).toEqual(['c', 'b']);
    models.put(withLibrary('d', library(99_000)));
    expect(models.bytes).toBeLessThanOrEqual(100_000);
    models.clear();
    expect(models.bytes).toBe(0);
  });

  it('keep their geometry when they come again without', () => {
    const models = new MemoryModels({ maxBytes: 1e6 });
    const block = knownBlock(1);
    expect(models.put({ ...block, evaluation: null }).isNews).toBe(true);
    expect(models.put(block).isNews).toBe(true);
    expect(models.put({ ...block, evaluation: null })).toMatchObject({ isNews: false, kept: block });
  });
});
