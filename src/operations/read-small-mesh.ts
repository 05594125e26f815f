import { AppError } from '../contracts/errors.ts';
import { readResource } from './read-resource.ts';
import type { ModelReport } from './report.ts';
import { modelFileUri } from './resource-uri.ts';
import type { Call, Workshop } from './workshop.ts';

/** A triangle of a closed mesh takes three indices and half a vertex of GLB, both of four-byte numbers. */
const GLB_BYTES_PER_TRIANGLE = 18;

/**
 * The mesh of a model that was just evaluated, as GLB, when it is small.
 *
 * @returns null for what is not 3D, not right, larger, or not to be had at once.
 */
export async function readSmallMesh(
  workshop: Workshop,
  { ok, kind, model_id, mesh }: ModelReport,
  maxBytes: number,
  call: Call,
): Promise<Uint8Array | null> {
  if (!ok || kind !== '3d' || model_id === undefined || mesh === undefined) return null;
  if (mesh.triangles * GLB_BYTES_PER_TRIANGLE > maxBytes) return null;
  // Where nothing is kept, the model would be evaluated again.
  const known = await workshop.models.get(model_id);
  if (!known?.evaluation) return null;
  try {
    const { bytes } = await readResource(workshop, modelFileUri(model_id, 'mesh.glb'), call);
    return bytes.length <= maxBytes ? bytes : null;
  } catch (thrown) {
    // The picture is there, and who wants the mesh can ask for it by itself.
    if (call.signal.aborted || !(thrown instanceof AppError)) throw thrown;
    return null;
  }
}
