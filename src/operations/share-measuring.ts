import type { MeasureJob, MeasureName } from '../contracts/analysis.ts';
import type { MeshService } from '../contracts/ports.ts';

/** Smaller meshes are measured in less time than a second thread takes to work out their structure, too. */
const MIN_TRIANGLES = 100_000;

/** What takes long, and about as long as {@link MeasureName} `thickness` when both are asked for. */
const OTHER_SLOW_ONES: readonly MeasureName[] = ['topology', 'features'];

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
  const slow = job.what.filter(name => OTHER_SLOW_ONES.includes(name));
  const isWorthIt =
    slow.length > 0 && job.what.includes('thickness') && job.mesh.indices.length >= MIN_TRIANGLES * 3;
  if (!isWorthIt || !hasRoomForTwo(meshes)) return meshes.measure(job, signal);
  const others = job.what.filter(name => !slow.includes(name));
  const [first, second] = await Promise.all([
    meshes.measure({ ...job, what: others }, signal),
    meshes.measure({ ...job, what: slow }, signal),
  ]);
  return { ...first, ...second };
}

/** Two jobs that find nobody waiting are never refused when two may wait. */
function hasRoomForTwo(meshes: MeshService): boolean {
  const pool = meshes.status();
  return pool !== null && pool.maxThreads > 1 && pool.maxQueue > 1 && pool.queued === 0;
}
