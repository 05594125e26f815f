import type { Bounds, Vec3 } from '../../contracts/mesh.ts';

/** What can be wrong with a model that is to be printed. */
export type FindingCode =
  | 'NOT_CLOSED'
  | 'FLIPPED_FACETS'
  | 'INSIDE_OUT'
  | 'ZERO_THICKNESS'
  | 'SELF_INTERSECTION'
  | 'FLOATING_PART'
  | 'SEALED_CAVITY'
  | 'TOO_LARGE'
  | 'FIRST_LAYER'
  | 'STABILITY'
  | 'OVERHANG'
  | 'BRIDGE'
  | 'ISLAND'
  | 'THIN_WALL'
  | 'SMALL_HOLE';

/** `error`: will not print as it is; `warning`: likely trouble; `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/** Something wrong with a model, and where. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** One sentence with its numbers and units, for a reader who sees nothing else. */
  readonly message: string;
  /** A point on it, in the model's coordinates. */
  readonly at?: Vec3;
  /** The box around it, and the area of the faces concerned where that says something. */
  readonly region?: Bounds & { readonly area_mm2?: number };
  /** What was measured and the limit it was compared with; the unit follows from the code, see its finder. */
  readonly value?: number;
  readonly limit?: number;
  readonly hint?: string;
}

/** A finding with the triangles it concerns, ascending; none where it concerns the whole model. */
export interface LocatedFinding {
  readonly finding: Finding;
  readonly triangles: Uint32Array;
}

/** A number with at most two digits after the point, as it stands in a message. */
export function formatNumber(value: number): string {
  return `${Number(value.toFixed(Math.abs(value) < 0.1 ? 3 : 2))}`;
}

/** A point as it stands in a message. */
export function formatPoint(point: Vec3): string {
  return `[${point.map(formatNumber).join(', ')}]`;
}
