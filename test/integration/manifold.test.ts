import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { distFolder } from '../../scripts/project-paths.ts';
import { supplyManifold } from '../../workers/manifold.ts';
import { measure } from '../../workers/measure.ts';
import { box, mapVertices, sphere } from '../support/meshes.ts';

const assets = pathToFileURL(join(distFolder, 'assets/'));
const MiB = 2 ** 20;

/** Two spheres whose surfaces cross everywhere, which takes memory. */
const mesh = sphere(20, 120);
const compareWith = mapVertices(mesh, (x, y, z) => [x, 0.8 * y - 0.6 * z, 0.6 * y + 0.8 * z]);

describe("the library's memory", () => {
  it('is capped from outside, and the next job is none the worse', async () => {
    const take = supplyManifold(assets, 24 * MiB);
    const job = { mesh, compareWith, what: ['difference' as const] };
    await expect(measure(job, take)).rejects.toMatchObject({
      code: 'MEMORY_LIMIT',
      message: 'The comparison needs more than the 24 MB a render may use.',
    });
    const small = { ...job, mesh: box([0, 0, 0], [1, 1, 1]), compareWith: box([0, 0, 0], [1, 1, 2]) };
    expect(await measure(small, take)).toMatchObject({ difference: { removed_regions: 1 } });
    const { difference } = await measure(job, supplyManifold(assets, 512 * MiB));
    expect(difference).toMatchObject({ identical: false });
  });
});

describe('the bundled module', () => {
  const folder = mkdtempSync(join(tmpdir(), 'manifold-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is refused when one bit is wrong, and looked at again for the next job', async () => {
    for (const name of ['manifest.json', 'manifold.wasm'])
      cpSync(join(distFolder, 'assets', name), join(folder, name));
    const bytes = readFileSync(join(folder, 'manifold.wasm'));
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(join(folder, 'manifold.wasm'), bytes);
    const take = supplyManifold(pathToFileURL(`${folder}/`), 64 * MiB);
    await expect(take()).rejects.toMatchObject({ code: 'BACKEND_UNAVAILABLE' });
    bytes[bytes.length >> 1] ^= 1;
    writeFileSync(join(folder, 'manifold.wasm'), bytes);
    expect((await take()).Manifold.cube().volume()).toBe(1);
  });
});
