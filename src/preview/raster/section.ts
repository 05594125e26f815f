import { Vector3 } from 'three';
import type { Vec3 } from '../../contracts/mesh.ts';
import type { Projection, Section } from '../../contracts/picture.ts';
import type { Viewpoint } from '../camera/viewpoint.ts';
import type { ModelBox } from '../scene/model-box.ts';

/** A section as one view shows it: which half of the model is taken away. */
export interface SectionCut {
  /** Number of the axis that the plane is perpendicular to: x, y, z. */
  readonly axis: 0 | 1 | 2;
  readonly offset_mm: number;
  /** 1 when the half with larger coordinates is taken away, -1 for the other. */
  readonly removedSide: 1 | -1;
}

/** Directions of view with a smaller sine to a plane count as parallel to it. */
const PARALLEL_SINE = 1e-6;

/** The halves to take away when looking along the plane: the sides that the iso view shows. */
const PARALLEL_REMOVED = [1, -1, 1] as const;

const AXIS_NUMBERS = { x: 0, y: 1, z: 2 } as const;

/**
 * Decides which half a view takes away: the one towards the eye. A plane that leaves the model whole or
 * takes all of it away makes no section; then the note tells why.
 */
export function chooseCut(
  { axis, offset_mm }: Section,
  box: ModelBox,
  viewpoint: Viewpoint,
  projection: Projection,
): { readonly cut: SectionCut | null; readonly note?: string } {
  const least = box.min[axis];
  const most = box.max[axis];
  if (!(offset_mm > least && offset_mm < most)) {
    return {
      cut: null,
      note: `The section plane at ${axis} = ${tidy(offset_mm)} does not cross the model, which lies between ${tidy(least)} and ${tidy(most)}; the model is shown whole.`,
    };
  }
  const number = AXIS_NUMBERS[axis];
  const towardsViewer = new Vector3(0, 0, 1).applyQuaternion(viewpoint.orientation)[axis];
  const eyeBeyond_mm = viewpoint.eye[axis] - offset_mm;
  let removedSide: 1 | -1 = PARALLEL_REMOVED[number];
  if (Math.abs(towardsViewer) > PARALLEL_SINE) {
    const beyond = projection === 'perspective' && eyeBeyond_mm !== 0 ? eyeBeyond_mm : towardsViewer;
    removedSide = beyond > 0 ? 1 : -1;
  }
  return { cut: { axis: number, offset_mm, removedSide } };
}

/** The part of a line that a section keeps, or null; of a single point the point twice. */
export function keptPart(from: Vec3, to: Vec3, cut: SectionCut | null): readonly [Vec3, Vec3] | null {
  if (cut === null) return [from, to];
  const fromBeyond = cut.removedSide * (cut.offset_mm - from[cut.axis]);
  const toBeyond = cut.removedSide * (cut.offset_mm - to[cut.axis]);
  if (fromBeyond < 0 && toBeyond < 0) return null;
  if (fromBeyond >= 0 && toBeyond >= 0) return [from, to];
  const part = fromBeyond / (fromBeyond - toBeyond);
  const between = (axis: 0 | 1 | 2) => from[axis] + (to[axis] - from[axis]) * part;
  const crossing: Vec3 = [between(0), between(1), between(2)];
  return fromBeyond < 0 ? [crossing, to] : [from, crossing];
}

/** A coordinate for a sentence: 32-bit floats have about seven digits that mean something. */
function tidy(value: number): string {
  return String(Number(value.toPrecision(6)));
}
