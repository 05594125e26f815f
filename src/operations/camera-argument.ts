import * as z from 'zod';
import { AppError } from '../contracts/errors.ts';
import type { Vec3 } from '../contracts/mesh.ts';
import type { PictureRequest } from '../contracts/picture.ts';

/** Farther than anything a person models, in mm: a kilometre. Also bounds degrees. */
const FAR = 1e6;

const vector = z.array(z.number()).length(3);

/**
 * A camera as callers give it: OpenSCAD's own, or a place and a target. The tool's schema says no more
 * than that it is an object: spelled out, its vectors would make a third of the whole definition.
 */
const cameraArgumentSchema = z.strictObject({
  rotation: vector.exactOptional(),
  translation: vector.exactOptional(),
  distance: z.number().min(0).max(FAR).exactOptional(),
  fov: z.number().min(0.1).max(175).exactOptional(),
  eye: vector.exactOptional(),
  center: vector.exactOptional(),
  up: vector.exactOptional(),
});

/** How the tool's schema describes a camera. */
export const CAMERA_DESCRIPTION =
  'One more view: {rotation, translation, distance, fov} as $vp*, or {eye, center, up}.';

type CameraArgument = z.infer<typeof cameraArgumentSchema>;

/**
 * Reads a camera and tells its two kinds apart.
 *
 * @throws AppError INVALID_INPUT when they are mixed, half given, out of range, or no camera at all.
 */
export function toCamera(value: unknown): NonNullable<PictureRequest['camera']> {
  const given = parse(value);
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

function parse(value: unknown): CameraArgument {
  const parsed = cameraArgumentSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${['camera', ...path].join('.')}: ${message}`,
  );
  throw new AppError('INVALID_INPUT', `${problems.join('. ')}.`, { hint: CAMERA_DESCRIPTION });
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
