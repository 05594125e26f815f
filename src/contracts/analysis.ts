import type { Mesh, Vec2, Vec3 } from './mesh.ts';
import type { Section } from './picture.ts';

/** What can be measured of a 3D model. */
export const MEASURES = [
  'size',
  'mass',
  'topology',
  'parts',
  'section',
  'thickness',
  'distance',
  'features',
  'difference',
] as const;

/** A member of {@link MEASURES}. */
export type MeasureName = (typeof MEASURES)[number];

/** What a solid is made of. */
export interface SolidMaterial {
  /** Its name in the table of materials; absent where only a density is known. */
  readonly material?: string;
  readonly density_g_cm3: number;
}

/** Asks for measurements of a mesh. */
export interface MeasureJob {
  readonly mesh: Mesh;
  readonly what: readonly MeasureName[];
  /** Where to cut for `section`. */
  readonly section?: Section;
  /** For `distance`: from each to the next, and the angle at each but the ends. Without them, between parts. */
  readonly points?: readonly Vec3[];
  /** For `mass`. */
  readonly material?: SolidMaterial;
  /** For `difference`: the model that this one is compared with. */
  readonly compareWith?: Mesh;
}

/** How deep a check goes; each level includes those before it. */
export const CHECK_LEVELS = ['syntax', 'geometry', 'print'] as const;

/** A member of {@link CHECK_LEVELS}. */
export type CheckLevel = (typeof CHECK_LEVELS)[number];

/** What matters of a printer; what is left out is that of a common desktop printer. */
export interface PrinterArgument {
  readonly bed_mm?: Vec3;
  readonly nozzle_mm?: number;
  readonly layer_mm?: number;
  readonly max_overhang_deg?: number;
}

/** What a model is required to be. */
export interface Expectations {
  /** In this order: x, y, z; of a 2D model x and y. */
  readonly size_mm?: Vec3 | Vec2;
  /**
   * How far sizes and diameters of holes may be off, and how near to the surface a point is neither inside nor
   * outside; 0.1 unless given. Thickness has no tolerance but for rounding.
   */
  readonly tolerance_mm?: number;
  /** Unknown where the surface is open or passes through itself. */
  readonly volume_mm3?: number;
  /** How far the volume may be off, in percent; 1 unless given. */
  readonly tolerance_percent?: number;
  readonly parts?: number;
  readonly watertight?: boolean;
  /**
   * How many holes there are; or how many of a diameter, 1 unless given. A hole with a counterbore is one and
   * has both diameters. Holes of five to seven sides count by the circle around their corners.
   */
  readonly holes?: number | readonly { readonly diameter_mm: number; readonly count?: number }[];
  /** The thinnest wall; 1 % less is taken for rounding. */
  readonly min_thickness_mm?: number;
  /** Points that are to be inside the material. */
  readonly contains_points?: readonly Vec3[];
  /** Points that are to be outside of it. */
  readonly excludes_points?: readonly Vec3[];
  /** The most that the model may measure along x, y and z as it lies: it is moved into the box, but not turned. */
  readonly fits_in_mm?: Vec3 | Vec2;
}

/** One expectation, answered. */
export interface ExpectationResult {
  readonly name: string;
  readonly expected: unknown;
  /** What was measured; absent when nobody can tell. */
  readonly actual?: unknown;
  readonly tolerance?: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** Why the answer is not known, or what it may be due to. */
  readonly note?: string;
}

/** Asks for a check of a mesh. */
export interface CheckJob {
  readonly mesh: Mesh;
  readonly level: CheckLevel;
  readonly printer: PrinterArgument;
  readonly expect: Expectations;
}

/** Something that a check found. */
export interface ReportedFinding {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  readonly at?: Vec3;
  readonly region?: object;
  readonly value?: number;
  readonly limit?: number;
  readonly hint?: string;
}

/** What came of a {@link CheckJob}. */
export interface CheckResult {
  readonly findings: readonly ReportedFinding[];
  readonly expectations: readonly ExpectationResult[];
  /** Ways to lay the model on the bed, best first; only at level `print`. */
  readonly orientations?: readonly object[];
}
