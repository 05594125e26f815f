/** The rows whose centre lines a line crosses, and the column from which on samples are right of it. */
export interface RowCrossings {
  firstRow: number;
  endRow: number;
  /** Indexed by row; from 0 to the width of the screen. */
  readonly columns: Int32Array;
}

/** Room for the crossings of one line at a time on a screen of this height. */
export function createRowCrossings(height: number): RowCrossings {
  return { firstRow: 0, endRow: 0, columns: new Int32Array(height) };
}

/**
 * Finds the crossings of the line between two points, in samples. What is filled between the sides of a
 * triangle by these columns is exactly what fillTriangle fills.
 */
export function crossRows(
  crossings: RowCrossings,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  width: number,
): void {
  if (by < ay) {
    crossRows(crossings, bx, by, ax, ay, width);
    return;
  }
  const { columns } = crossings;
  const slope = (bx - ax) / (by - ay);
  const firstRow = Math.max(0, Math.ceil(ay - 0.5));
  const endRow = Math.min(columns.length, Math.ceil(by - 0.5));
  for (let row = firstRow; row < endRow; row++) {
    const x = ax + (row + 0.5 - ay) * slope;
    columns[row] = Math.min(width, Math.max(0, Math.ceil(x - 0.5)));
  }
  crossings.firstRow = firstRow;
  crossings.endRow = endRow;
}
