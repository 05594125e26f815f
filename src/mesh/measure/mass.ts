import type { Mesh, Vec3 } from '../../contracts/mesh.ts';
import { measureBounds } from '../bounds.ts';
import { findPrincipalAxes } from './principal-axes.ts';

/** A symmetric 3×3 matrix by rows. */
export type Tensor = readonly [Vec3, Vec3, Vec3];

/** What a body of uniform density is like as a mass, up to that density. */
export interface MassProperties {
  /** Enclosed volume; negative when the faces are wound inside out. Means little of an open mesh. */
  readonly volume_mm3: number;
  readonly area_mm2: number;
  /** Centre of mass; of a mesh that is open or encloses nothing, the centre of its surface. */
  readonly center_mm: Vec3;
  /** Inertia about {@link center_mm}, along the model's axes. */
  readonly inertia: Inertia;
}

/** Moments of inertia about the centre of mass for unit density: ∫ r² dV. Times a density in g/mm³ they are g·mm². */
export interface Inertia {
  /** Moments on the diagonal, negative products off it, as in L = I ω. */
  readonly tensor_mm5: Tensor;
  /** The three principal moments, ascending. */
  readonly principal_mm5: Vec3;
  /** Unit vectors of the principal axes, in the order of the moments; a right-handed frame. */
  readonly principal_axes: Tensor;
}

/** Sums over tetrahedra between the triangles and the middle of the mesh's box. */
interface Integrals {
  /** 6 ∫ dV. */
  sixVolumes: number;
  twoAreas: number;
  /** 24 ∫ x dV, 24 ∫ y dV, 24 ∫ z dV. */
  readonly first: Float64Array;
  /** 120 ∫ xx, yy, zz, xy, yz, zx dV. */
  readonly second: Float64Array;
  /** ∑ 2 · area · 3 · centroid. */
  readonly surface: Float64Array;
  /** ∑ 2 · area · normal, which is zero for a closed surface. */
  readonly normals: Float64Array;
}

/**
 * Integrates volume, centre of mass and inertia exactly over the polyhedron, in double precision.
 *
 * Each triangle spans a tetrahedron with the middle of the mesh's box; over a tetrahedron with corners
 * 0, a, b, c and determinant d the integrals are d/6, d/24·(a+b+c) and, for a product of two
 * coordinates i and j, d/120·(aᵢaⱼ + bᵢbⱼ + cᵢcⱼ + sᵢsⱼ) with s = a+b+c. Seen from a distant origin the
 * tetrahedra would be huge and their sum would lose digits.
 */
export function measureMass(mesh: Mesh): MassProperties {
  const { min, size } = measureBounds(mesh.positions);
  const origin: Vec3 = [min[0] + size[0] / 2, min[1] + size[1] / 2, min[2] + size[2] / 2];
  const sums = integrate(mesh, origin);
  const volume = sums.sixVolumes / 6;
  const offset = findCentre(sums);
  const tensor = inertiaAbout(sums, offset, volume);
  return {
    volume_mm3: volume,
    area_mm2: sums.twoAreas / 2,
    center_mm: [origin[0] + offset[0], origin[1] + offset[1], origin[2] + offset[2]],
    inertia: { tensor_mm5: tensor, ...findPrincipalAxes(tensor) },
  };
}

function integrate({ positions, indices }: Mesh, [ox, oy, oz]: Vec3): Integrals {
  const first = new Float64Array(3);
  const second = new Float64Array(6);
  const surface = new Float64Array(3);
  const normals = new Float64Array(3);
  let sixVolumes = 0;
  let twoAreas = 0;
  for (let corner = 0; corner < indices.length; corner += 3) {
    const a = indices[corner] * 3;
    const b = indices[corner + 1] * 3;
    const c = indices[corner + 2] * 3;
    const ax = positions[a] - ox;
    const ay = positions[a + 1] - oy;
    const az = positions[a + 2] - oz;
    const bx = positions[b] - ox;
    const by = positions[b + 1] - oy;
    const bz = positions[b + 2] - oz;
    const cx = positions[c] - ox;
    const cy = positions[c + 1] - oy;
    const cz = positions[c + 2] - oz;
    // Twice the triangle's area long, square to it; its product with a corner is the determinant.
    const nx = (by - ay) * (cz - az) - (bz - az) * (cy - ay);
    const ny = (bz - az) * (cx - ax) - (bx - ax) * (cz - az);
    const nz = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
    const twice = Math.sqrt(nx * nx + ny * ny + nz * nz);
    const d = ax * nx + ay * ny + az * nz;
    const sx = ax + bx + cx;
    const sy = ay + by + cy;
    const sz = az + bz + cz;
    sixVolumes += d;
    twoAreas += twice;
    first[0] += d * sx;
    first[1] += d * sy;
    first[2] += d * sz;
    surface[0] += twice * sx;
    surface[1] += twice * sy;
    surface[2] += twice * sz;
    normals[0] += nx;
    normals[1] += ny;
    normals[2] += nz;
    second[0] += d * (ax * ax + bx * bx + cx * cx + sx * sx);
    second[1] += d * (ay * ay + by * by + cy * cy + sy * sy);
    second[2] += d * (az * az + bz * bz + cz * cz + sz * sz);
    second[3] += d * (ax * ay + bx * by + cx * cy + sx * sy);
    second[4] += d * (ay * az + by * bz + cy * cz + sy * sz);
    second[5] += d * (az * ax + bz * bx + cz * cx + sz * sx);
  }
  return { sixVolumes, twoAreas, first, second, surface, normals };
}

/** Below this share of area^1.5 a volume is rounding: a sphere, which has most, reaches 0.094. */
const NO_VOLUME = 1e-9;

/** Of an open surface the normals do not cancel, and where its middle seems to be depends on the origin. */
const NOT_CLOSED = 1e-6;

function findCentre({ sixVolumes, twoAreas, first, surface, normals }: Integrals): Vec3 {
  const isClosed = Math.hypot(...normals) <= NOT_CLOSED * twoAreas;
  const isSolid = isClosed && Math.abs(sixVolumes) > NO_VOLUME * twoAreas ** 1.5;
  const [sums, divisor] = isSolid ? [first, 4 * sixVolumes] : [surface, 3 * twoAreas];
  if (divisor === 0) return [0, 0, 0];
  return [sums[0] / divisor, sums[1] / divisor, sums[2] / divisor];
}

/**
 * Moves the second moments to the centre by Steiner's theorem and turns them into moments of inertia. An
 * inside-out mesh counts as the solid it outlines.
 */
function inertiaAbout({ second }: Integrals, [x, y, z]: Vec3, volume: number): Tensor {
  const sign = volume < 0 ? -1 : 1;
  const xx = sign * (second[0] / 120 - volume * x * x);
  const yy = sign * (second[1] / 120 - volume * y * y);
  const zz = sign * (second[2] / 120 - volume * z * z);
  const xy = sign * (second[3] / 120 - volume * x * y);
  const yz = sign * (second[4] / 120 - volume * y * z);
  const zx = sign * (second[5] / 120 - volume * z * x);
  return [
    [yy + zz, 0 - xy, 0 - zx],
    [0 - xy, zz + xx, 0 - yz],
    [0 - zx, 0 - yz, xx + yy],
  ];
}
