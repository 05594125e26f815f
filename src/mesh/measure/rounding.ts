/** Half the gap between neighbouring float32 values, as a share of the value. */
const FLOAT32_ROUNDING = 2 ** -24;

/** The largest absolute coordinate of a mesh. */
function largestCoordinate(positions: Float32Array): number {
  let largest = 0;
  for (let at = 0; at < positions.length; at++) {
    const value = Math.abs(positions[at]);
    if (value > largest) largest = value;
  }
  return largest;
}

/**
 * How far, in millimetres, points that were exactly in one plane may be out of it because coordinates were
 * rounded to float32. What is smaller than this cannot be told from nothing. (Three coordinates of a point
 * and of the plane's corners are rounded, so a few roundings add up.)
 */
export function roundingTolerance(positions: Float32Array): number {
  return 8 * FLOAT32_ROUNDING * largestCoordinate(positions);
}
