import type { Vec3 } from '../../contracts/mesh.ts';

/** Jacobi's method converges quadratically; three by three needs about six sweeps. */
const MAX_SWEEPS = 30;

/** The plane each rotation turns: the two axes whose product it removes. */
const PLANES = [
  [0, 1],
  [0, 2],
  [1, 2],
] as const;

/**
 * Finds the principal moments (ascending) and axes of a symmetric tensor by Jacobi's eigenvalue method. The
 * axes are unit vectors in a right-handed frame. Among equal moments the axes are any that fit.
 */
export function findPrincipalAxes(tensor: readonly [Vec3, Vec3, Vec3]): {
  readonly principal_mm5: Vec3;
  readonly principal_axes: readonly [Vec3, Vec3, Vec3];
} {
  const matrix = tensor.map(row => [...row]);
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    const off = Math.abs(matrix[0][1]) + Math.abs(matrix[0][2]) + Math.abs(matrix[1][2]);
    const diagonal = Math.abs(matrix[0][0]) + Math.abs(matrix[1][1]) + Math.abs(matrix[2][2]);
    if (off <= Number.EPSILON * diagonal) break;
    for (const [p, q] of PLANES) rotate(matrix, axes, p, q);
  }
  const [small, middle, large] = [0, 1, 2].sort((a, b) => matrix[a][a] - matrix[b][b]);
  const first: Vec3 = [axes[0][small], axes[1][small], axes[2][small]];
  const second: Vec3 = [axes[0][middle], axes[1][middle], axes[2][middle]];
  return {
    principal_mm5: [matrix[small][small], matrix[middle][middle], matrix[large][large]],
    principal_axes: [
      first,
      second,
      [
        first[1] * second[2] - first[2] * second[1],
        first[2] * second[0] - first[0] * second[2],
        first[0] * second[1] - first[1] * second[0],
      ],
    ],
  };
}

/** Turns the frame in the plane of axes p and q so that their product vanishes. */
function rotate(matrix: number[][], axes: number[][], p: number, q: number): void {
  if (matrix[p][q] === 0) return;
  const theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
  // The smaller of the two angles that do it, which is the one that converges.
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let row = 0; row < 3; row++) mix(matrix[row], p, q, cosine, sine);
  for (let column = 0; column < 3; column++) {
    const atP = matrix[p][column];
    const atQ = matrix[q][column];
    matrix[p][column] = cosine * atP - sine * atQ;
    matrix[q][column] = sine * atP + cosine * atQ;
  }
  for (let row = 0; row < 3; row++) mix(axes[row], p, q, cosine, sine);
}

function mix(row: number[], p: number, q: number, cosine: number, sine: number): void {
  const atP = row[p];
  const atQ = row[q];
  row[p] = cosine * atP - sine * atQ;
  row[q] = sine * atP + cosine * atQ;
}
