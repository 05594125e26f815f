import type { Bounds } from '../../contracts/mesh.ts';
import type { DrawSubject } from '../../contracts/mesh-protocol.ts';
import type { PictureRequest } from '../../contracts/picture.ts';
import type { EvaluatedModel } from '../evaluate-model.ts';
import { chooseViews, toSubject } from '../render-model.ts';
import type { Workshop } from '../workshop.ts';
import { mapBounded } from './map-bounded.ts';

/** The pictures of an animation's frames. */
export interface DrawnFrames {
  /** Opaque RGBA of each frame; null for one without geometry. */
  readonly pixels: readonly (Uint8ClampedArray | null)[];
  /** What the drawing had to change, in sentences. */
  readonly notes: readonly string[];
}

const OWN_CAMERA_NOTE = 'Each frame is seen by the camera that the file sets with $vp*.';

/**
 * Draws every frame from the same place and at the same scale, so that what stands still does not jump; a
 * file that sets `$vp*` moves the camera by itself, unless the caller chose a view.
 *
 * @param fitBox around the geometry of all frames.
 */
export async function drawFrames(
  { meshes }: Workshop,
  frames: readonly EvaluatedModel[],
  asked: PictureRequest,
  fitBox: Bounds,
  signal: AbortSignal,
): Promise<DrawnFrames> {
  const request: PictureRequest = { ...asked, fitBox, layout: 'separate', dimensions: false };
  const jobs = frames.map(({ evaluation }) => ({
    subject: toSubject(evaluation?.output),
    request: chooseViews(evaluation?.output, request),
  }));
  const notes = new Set<string>();
  if (jobs.some(job => job.request.camera !== asked.camera)) notes.add(OWN_CAMERA_NOTE);
  const draw = async (job: { subject: DrawSubject | null; request: PictureRequest }, ended: AbortSignal) => {
    if (job.subject === null) return null;
    const drawn = await meshes.drawFrame(job.subject, job.request, ended);
    for (const note of drawn.notes) notes.add(note);
    return drawn.rgba;
  };
  // The first frame starts the pool, which then says how many threads it has.
  const first = await draw(jobs[0], signal);
  const others = await mapBounded(jobs.slice(1), meshes.status()?.maxThreads ?? 1, signal, draw);
  return { pixels: [first, ...others], notes: [...notes] };
}
