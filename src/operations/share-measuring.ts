import type { MeasureJob, MeasureName } from '../contracts/analysis.ts';
import type { MeshService } from '../contracts/ports.ts';

/** Smaller meshes are measured in less time than a second thread takes to work out their structure, too. */
const MIN_TRIANGLES = 100_000;

/** These search in one tree of the triangles, which would be made twice if they were apart. */
const WITH_TREE: readonly MeasureName[] = ['topology', 'thickness'];

/** Takes long without that tree. */
const WITHOUT_TREE: MeasureName = 'features';

/**
 * Measures a mesh; a large one in two threads at once, when nobody else is waiting for one.
 *
 * @throws AppError as `MeshService.measure`.
 */
export async function shareMeasuring(
  meshes: MeshService,
  job: MeasureJob,
  signal: AbortSignal,
): Promise<Readonly<Record<string, unknown>>> {
  const searching = job.what.filter(name => WITH_TREE.includes(name));
  const isWorthIt =
    searching.length > 0 && job.what.includes(WITHOUT_TREE) && job.mesh.indices.length >= MIN_TRIANGLES * 3;
  if (!isWorthIt || !hasRoomForTwo(meshes)) return meshes.measure(job, signal);
  const others = job.what.filter(name => !searching.includes(name));
  const [first, second] = await Promise.all([
    meshes.measure({ ...job, what: others }, signal),
    meshes.measure({ ...job, what: searching }, signal),
  ]);
  return { ...first, ...second };
}

/** Two jobs that find nobody waiting are never refused when two may wait. */
function hasRoomForTwo(meshes: MeshService): boolean {
  const pool = meshes.status();
  return pool !== null && pool.maxThreads > 1 && pool.maxQueue > 1 && pool.queued === 0;
}
