import { describe, expect, it } from 'vitest';
import type { MeasureName } from '../../../src/contracts/analysis.ts';
import type { Mesh } from '../../../src/contracts/mesh.ts';
import type { MeshService, PoolStatus } from '../../../src/contracts/ports.ts';
import { shareMeasuring } from '../../../src/operations/share-measuring.ts';
import { cube } from '../../support/meshes.ts';

const LARGE: Mesh = { ...cube(1), indices: new Uint32Array(300_000) };
const IDLE: PoolStatus = { threads: 2, maxThreads: 2, running: 0, queued: 0, maxQueue: 8, completed: 0 };

/** Measures with a service that answers with the names of what it was asked, and lists the jobs it got. */
async function listJobs(what: readonly MeasureName[], status: PoolStatus | null, mesh = LARGE) {
  const jobs: string[] = [];
  const refuse = async () => {
    throw new Error('not asked for');
  };
  const meshes: MeshService = {
    measure: async job => {
      jobs.push(job.what.join(' '));
      return Object.fromEntries(job.what.filter(name => name !== 'size').map(name => [name, { name }]));
    },
    status: () => status,
    draw: refuse,
    encode: refuse,
    check: refuse,
    fold: refuse,
    drawFrame: refuse,
    animate: refuse,
    warm: refuse,
    close: refuse,
  };
  const measures = await shareMeasuring(meshes, { mesh, what }, new AbortController().signal);
  return { jobs, measured: Object.keys(measures).join(' ') };
}

describe('shareMeasuring', () => {
  it('gives what takes long to two threads and brings all answers back', async () => {
    const { jobs, measured } = await listJobs(['size', 'mass', 'topology', 'thickness', 'features'], IDLE);
    expect(jobs).toEqual(['size mass features', 'topology thickness']);
    expect(measured.split(' ').sort()).toEqual(['features', 'mass', 'thickness', 'topology']);
  });

  it.each<[string, readonly MeasureName[], PoolStatus | null, Mesh]>([
    ['a small mesh', ['features', 'thickness'], IDLE, cube(1)],
    ['what one tree serves', ['mass', 'topology', 'thickness'], IDLE, LARGE],
    ['a pool of one thread', ['features', 'thickness'], { ...IDLE, maxThreads: 1 }, LARGE],
    ['a queue too short', ['features', 'thickness'], { ...IDLE, maxQueue: 1 }, LARGE],
    ['others waiting', ['features', 'thickness'], { ...IDLE, queued: 1 }, LARGE],
    ['no pool', ['features', 'thickness'], null, LARGE],
  ])('makes one job of %s', async (_, what, status, mesh) => {
    expect((await listJobs(what, status, mesh)).jobs).toHaveLength(1);
  });
});
