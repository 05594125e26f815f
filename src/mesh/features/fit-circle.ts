/** A circle in a plane. */
export interface Circle {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
}

/**
 * The circle that fits points best (u, v pairs), by the method of Kåsa: it minimises the sum of
 * (u² + v² − 2 a u − 2 b v − c)², which is linear in the centre (a, b) and c, and exact for points that lie on a
 * circle. Null when they lie on a line.
 */
export function fitCircle(points: Float64Array): Circle | null {
  const count = points.length / 2;
  let meanU = 0;
  let meanV = 0;
  for (let at = 0; at < points.length; at += 2) {
    meanU += points[at] / count;
    meanV += points[at + 1] / count;
  }
  let uu = 0;
  let uv = 0;
  let vv = 0;
  let uSquares = 0;
  let vSquares = 0;
  for (let at = 0; at < points.length; at += 2) {
    const u = points[at] - meanU;
    const v = points[at + 1] - meanV;
    const square = u * u + v * v;
    uu += u * u;
    uv += u * v;
    vv += v * v;
    uSquares += u * square;
    vSquares += v * square;
  }
  const determinant = 4 * (uu * vv - uv * uv);
  if (!(determinant > 1e-12 * (uu + vv) ** 2)) return null;
  const a = (2 * (uSquares * vv - vSquares * uv)) / determinant;
  const b = (2 * (vSquares * uu - uSquares * uv)) / determinant;
  return { u: meanU + a, v: meanV + b, radius: Math.sqrt(a * a + b * b + (uu + vv) / count) };
}
