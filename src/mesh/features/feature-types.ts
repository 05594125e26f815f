import type { Vec3 } from '../../contracts/mesh.ts';

/** What holes, bosses and their kin have in common. */
export interface AxialFeature {
  /** Unit vector along the axis, out of the mouth of a hole or off the tip of a boss. */
  readonly axis: Vec3;
  /** The point on the axis in that mouth or tip. */
  readonly at: Vec3;
  /** From the first to the last point of its surface along the axis. */
  readonly depth_mm: number;
  /** Features with the same number lie on one axis, as a hole and its counterbore do. */
  readonly axis_id: number;
}

/** A cylinder of at least eight facets per turn, more than half a turn of it. */
export interface CylinderFeature extends AxialFeature {
  /** Of the circle that the corners lie on: what the model says, `d` in OpenSCAD. */
  readonly diameter_mm: number;
  /** Of the circle that the facets touch from outside; a round pin wider than this does not pass a hole. */
  readonly across_flats_mm: number;
  /** Facets per full turn. */
  readonly sides: number;
  /** How much of the turn there is; 360 when it is complete. */
  readonly arc_deg: number;
}

/** A cylindrical hole. */
export interface HoleFeature extends CylinderFeature {
  /** Open at both ends, at least as wide there as itself: neither a floor nor a smaller hole follows. */
  readonly through: boolean;
}

/** A regular prism of five to seven sides: a nut trap, or what OpenSCAD makes of a small circle. */
export interface PrismFeature extends AxialFeature {
  readonly kind: 'hole' | 'boss';
  readonly sides: 5 | 6 | 7;
  /** Of the circle around its corners. */
  readonly diameter_mm: number;
  /** Of the circle inside its sides; for a hexagon the size of the spanner. */
  readonly across_flats_mm: number;
  /** As for {@link HoleFeature}; for bosses, whether both ends are free. */
  readonly through: boolean;
}

/** A cone or the frustum of one, a full turn of it. The axis points out of its wide end, where `at` is. */
export interface ConeFeature extends AxialFeature {
  /** Empty inside, or full. */
  readonly kind: 'countersink' | 'cone';
  readonly large_diameter_mm: number;
  /** 0 when it has a tip. */
  readonly small_diameter_mm: number;
  /** The whole angle at the tip. */
  readonly angle_deg: number;
}

/** Half a cylinder or less between two flat faces that are tangent to it. */
export interface FilletFeature {
  /** In an inner corner, or on an outer edge. */
  readonly kind: 'fillet' | 'round';
  readonly radius_mm: number;
  /** The angle by which it turns one face into the other; 180 at the end of a slot. */
  readonly arc_deg: number;
  readonly axis: Vec3;
  /** The middle of its axis. */
  readonly at: Vec3;
  readonly length_mm: number;
}

/** A flat face: triangles in one plane that hang together. */
export interface PlaneFeature {
  readonly area_mm2: number;
  /** Outward unit vector. */
  readonly normal: Vec3;
  /** Points p of the plane have normal · p = offset. */
  readonly offset_mm: number;
  /** The centre of the face, which lies beside it where the face is bent around something. */
  readonly at: Vec3;
}

/** The shapes a model is made of, as far as they are certain. */
export interface Features {
  /** Widest first. */
  readonly holes: readonly HoleFeature[];
  /** Widest first. */
  readonly bosses: readonly CylinderFeature[];
  readonly prisms: readonly PrismFeature[];
  readonly cones: readonly ConeFeature[];
  readonly fillets: readonly FilletFeature[];
  /** Largest first; at most as many as were asked for. */
  readonly planes: readonly PlaneFeature[];
  /** How many flat faces there are. */
  readonly plane_count: number;
}
