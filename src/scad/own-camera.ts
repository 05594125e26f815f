import type { Vec3 } from '../contracts/mesh.ts';
import type { GimbalCamera } from '../contracts/picture.ts';

/** What OpenSCAD says, as a warning, when a file assigns one of `$vpr`, `$vpt`, `$vpd` and `$vpf`. */
const OWN_CAMERA_NOTE = 'WARNING: Viewall and autocenter disabled in favor of $vp*';

/** Whether a line only says that the model brings its own camera. */
export function isOwnCameraNote(line: string): boolean {
  return line === OWN_CAMERA_NOTE;
}

/**
 * Reads the camera that a model sets by itself.
 *
 * @param lines the run's log, which says whether it sets one at all.
 * @param summary the JSON that `--summary camera` writes: the values of `$vp*` after evaluation, with
 *   OpenSCAD's defaults where the model left them alone.
 * @returns null when the model sets none, or the summary has another form than this version writes.
 */
export function readOwnCamera(lines: readonly string[], summary: string): GimbalCamera | null {
  if (!lines.some(isOwnCameraNote)) return null;
  const camera = parseCamera(summary);
  if (camera === null) return null;
  const { rotation, translation, distance, fov } = camera;
  if (!isVec3(rotation) || !isVec3(translation) || !isFiniteNumber(distance) || !isFiniteNumber(fov))
    return null;
  return { rotation, translation, distance, fov };
}

function parseCamera(summary: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(summary);
    const camera = isRecord(parsed) ? parsed.camera : null;
    return isRecord(camera) ? camera : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isVec3(value: unknown): value is Vec3 {
  return Array.isArray(value) && value.length === 3 && value.every(isFiniteNumber);
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value);
}
