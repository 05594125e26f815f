import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { packSections, unpackSections } from '../../../src/cache/container.ts';
import { decodeModel } from '../../../src/cache/decode-model.ts';
import { encodeModel } from '../../../src/cache/encode-model.ts';
import type { KnownModel } from '../../../src/contracts/ports.ts';
import { plain } from '../../support/cache-lab.ts';
import { evaluationOf, idOf, knownBlock } from '../../support/known-models.ts';

const namespace = '1:1.2.3:2025.07.18:LE';
const expected = { id: idOf(1), namespace };

async function thereAndBack(model: KnownModel): Promise<KnownModel | null> {
  const stored = await decodeModel(await encodeModel(model, namespace), expected);
  if (stored === null) return null;
  return { ...stored.model, fileSet: { ...stored.fileSet, libraries: [] } };
}

const square = Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1);
const box = { min: [0, 0], max: [1, 1], size: [1, 1] } as const;

describe('a stored model', () => {
  it.each<[string, KnownModel]>([
    ['with a coloured mesh', knownBlock(1)],
    ['whose syntax alone was asked for', knownBlock(1, { evaluation: null, origin: null })],
    [
      'in 2D',
      knownBlock(1, {
        evaluation: evaluationOf({
          kind: '2d',
          outline: { contours: [square, square] },
          bounds: box,
          facts: { contours: 2, area_mm2: 1, perimeter_mm: 4 },
        }),
      }),
    ],
    ['without geometry', knownBlock(1, { evaluation: evaluationOf({ kind: 'none' }) })],
    [
      'that is a document',
      knownBlock(1, { evaluation: evaluationOf({ kind: 'document', bytes: new Uint8Array([1]) }) }),
    ],
  ])('%s comes back as it was', async (_, model) => {
    expect(plain((await thereAndBack(model)) ?? undefined)).toEqual(plain(model));
  });

  it('has its mesh in shared memory and each file in memory of its own', async () => {
    const back = await thereAndBack(knownBlock(1));
    const output = back?.evaluation?.output;
    if (output?.kind !== '3d') throw new Error('not 3D');
    expect(output.mesh.positions.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(output.mesh.indices.buffer).toBeInstanceOf(SharedArrayBuffer);
    for (const { bytes } of back?.fileSet.files ?? []) expect(bytes.buffer.byteLength).toBe(bytes.length);
  });

  it('names files of libraries without their text', async () => {
    const bytes = new TextEncoder().encode('module secret_of_the_library() {}'.repeat(1000));
    const library = { path: 'L/a.scad', bytes, isSource: true, sha256: 'ab'.repeat(32) };
    const model = knownBlock(1);
    const packed = await encodeModel(
      { ...model, fileSet: { ...model.fileSet, libraries: [library] } },
      namespace,
    );
    expect(packed.length).toBeLessThan(2000);
    expect((await decodeModel(packed, expected))?.libraries).toEqual([
      { path: 'L/a.scad', sha256: library.sha256 },
    ]);
  });
});

describe('what is not that model', () => {
  let packed: Uint8Array;
  beforeAll(async () => {
    packed = await encodeModel(knownBlock(1), namespace);
  });

  it('is nothing after any change of a byte, any cut and any addition', async () => {
    const at = fc.nat({ max: packed.length - 1 });
    await fc.assert(
      fc.asyncProperty(at, fc.integer({ min: 1, max: 255 }), async (index, change) => {
        const changed = packed.slice();
        changed[index] ^= change;
        expect(await decodeModel(changed, expected)).toBeNull();
        expect(await decodeModel(packed.slice(0, index), expected)).toBeNull();
        expect(await decodeModel(Buffer.concat([packed, new Uint8Array([change])]), expected)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing when it is garbage', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
        expect(await decodeModel(bytes, expected)).toBeNull();
      }),
    );
  });

  it('is nothing when it is well packed and says something else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), fc.array(fc.uint8Array({ maxLength: 20 })), async (json, sections) => {
        const strange = await packSections([new TextEncoder().encode(json), ...sections]);
        expect(await decodeModel(strange, expected)).toBeNull();
      }),
    );
  });

  it('is nothing when its geometry is missing or of another length', async () => {
    const sections = (await unpackSections(packed)) ?? [];
    for (let at = 1; at < sections.length; at++) {
      if (sections[at].length === 0 || at <= 3) continue;
      const cut = sections.map((section, index) => (index === at ? section.slice(0, -1) : section));
      const without = sections.filter((_, index) => index !== at);
      const decoded = [await decodeModel(await packSections(cut), expected)];
      if (at < sections.length - 1) decoded.push(await decodeModel(await packSections(without), expected));
      // A colour less is a mesh all the same.
      expect(decoded.filter(stored => stored !== null).length).toBe(at === 6 ? 1 : 0);
    }
  });

  it('is nothing for another id and for servers of another version', async () => {
    expect(await decodeModel(packed, { ...expected, id: idOf(2) })).toBeNull();
    expect(await decodeModel(packed, { ...expected, namespace: '1:1.2.4:2025.07.18:LE' })).toBeNull();
  });
});

describe('the container', () => {
  it('gives any sections back', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array()), async sections => {
        const back = await unpackSections(await packSections(sections));
        expect(back?.map(section => [...section])).toEqual(sections.map(section => [...section]));
      }),
    );
  });
});
