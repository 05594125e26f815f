import { z } from 'zod';
import { AppError } from '../contracts/errors.ts';
import type { Vec3 } from '../contracts/mesh.ts';
import type { PictureRequest } from '../contracts/picture.ts';

/** Farther than anything a person models, in mm: a kilometre. Also bounds degrees. */
const FAR = 1e6;

/** Three numbers. A fixed-length array, not a tuple: some clients reject tuple schemas. */
function vector(description: string) {
  return z.array(z.number()).length(3).describe(description);
}

/**
 * A camera as callers give it: OpenSCAD's own, or a place and a target. One flat object, because
 * clients handle alternatives inside a schema badly; {@link toCamera} tells the two apart. It also
 * checks the range of vectors: said six times in the schema, that would cost more than it helps.
 */
export const cameraArgumentSchema = z.strictObject({
  rotation: vector('$vpr, degrees').exactOptional(),
  translation: vector('$vpt, mm').exactOptional(),
  distance: z.number().min(0).max(FAR).describe('$vpd, mm').exactOptional(),
  fov: z.number().min(0.1).max(175).describe('$vpf, degrees').exactOptional(),
  eye: vector('mm').exactOptional(),
  center: vector('mm').exactOptional(),
  up: vector('default [0,0,1]').exactOptional(),
});

/** See {@link cameraArgumentSchema}. */
export type CameraArgument = z.infer<typeof cameraArgumentSchema>;

/**
 * Tells the two kinds of camera apart.
 *
 * @throws AppError INVALID_INPUT when they are mixed, half given, or out of range.
 */
export function toCamera(given: CameraArgument): NonNullable<PictureRequest['camera']> {
  const { distance, fov } = given;
  const vectors = readVectors(given);
  const { eye, center, up, rotation, translation } = vectors;
  const standsSomewhere = eye !== undefined || center !== undefined || up !== undefined;
  const isGimbal = [rotation, translation, distance, fov].some(field => field !== undefined);
  if (standsSomewhere === isGimbal) {
    throw new AppError(
      'INVALID_INPUT',
      'camera takes either rotation, translation, distance, fov or eye, center, up.',
    );
  }
  if (!standsSomewhere) {
    return {
      ...(rotation === undefined ? {} : { rotation }),
      ...(translation === undefined ? {} : { translation }),
      ...(distance === undefined ? {} : { distance }),
      ...(fov === undefined ? {} : { fov }),
    };
  }
  if (eye === undefined || center === undefined) {
    throw new AppError('INVALID_INPUT', 'camera needs both eye and center.');
  }
  return { eye, center, ...(up === undefined ? {} : { up }) };
}

type VectorName = 'eye' | 'center' | 'up' | 'rotation' | 'translation';

function readVectors(given: CameraArgument): Partial<Record<VectorName, Vec3>> {
  const read: Partial<Record<VectorName, Vec3>> = {};
  for (const name of ['eye', 'center', 'up', 'rotation', 'translation'] as const) {
    const vector = given[name];
    if (vector === undefined) continue;
    if (vector.some(value => Math.abs(value) > FAR)) {
      throw new AppError('INVALID_INPUT', `camera.${name} must lie between -${FAR} and ${FAR}.`);
    }
    read[name] = [vector[0], vector[1], vector[2]];
  }
  return read;
}
