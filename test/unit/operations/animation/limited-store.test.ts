import { describe, expect, it } from 'vitest';
import type { KnownModel } from '../../../../src/contracts/ports.ts';
import { limitStore } from '../../../../src/operations/animation/limited-store.ts';
import { memoryStore } from '../../../support/model-stores.ts';

const model = (id: string, bytes: number): KnownModel => ({
  id,
  fileSet: {
    entry: 'main.scad',
    files: [{ path: 'main.scad', bytes: new Uint8Array(bytes), isSource: true }],
    libraries: [],
  },
  origin: null,
  parameters: {},
  quality: 'normal',
  evaluation: null,
});

describe('limitStore', () => {
  it('keeps the first model and as many more as a quarter of the room holds', async () => {
    const store = memoryStore(1_000_000);
    store.put(model('other', 700_000));
    const limited = limitStore(store);
    for (let frame = 0; frame < 10; frame++) {
      limited.put(model(`frame ${frame}`, 100_000));
      limited.put(model(`frame ${frame}`, 100_000));
    }
    expect(store.list().map(({ id }) => id)).toEqual(['frame 1', 'frame 0', 'other']);
    expect((await limited.get('other'))?.id).toBe('other');
  });

  it('keeps the first however large it is', async () => {
    const store = memoryStore(1_000_000);
    limitStore(store).put(model('large', 900_000));
    expect((await store.get('large'))?.id).toBe('large');
  });
});
