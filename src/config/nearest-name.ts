/**
 * Edits between two names: letters put in, left out, replaced, or two neighbours swapped (the optimal string
 * alignment distance).
 */
function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1][j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
      row.push(Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, replaced, swapped));
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

/** Longer names are not compared: no setting has one, and comparing takes the square of the length. */
const MAX_COMPARED_LENGTH = 80;

/**
 * The known name that was probably meant.
 *
 * @param maxEdits how different it may be.
 * @returns null when none is near enough.
 */
export function findNearestName(name: string, known: Iterable<string>, maxEdits: number): string | null {
  if (name.length > MAX_COMPARED_LENGTH) return null;
  let nearest: string | null = null;
  let fewest = maxEdits + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - name.length) >= fewest) continue;
    const edits = editDistance(name, candidate);
    if (edits < fewest) [nearest, fewest] = [candidate, edits];
  }
  return nearest;
}
