/** Longer names than this are not compared; nobody mistypes them by a letter or two. */
const MAX_COMPARED_LENGTH = 64;

/**
 * Counts the insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal
 * string alignment distance). Gives up with Infinity as soon as more than `limit` are needed.
 */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Number.POSITIVE_INFINITY;
  let beforePrevious = new Uint16Array(b.length + 1);
  let previous = Uint16Array.from(beforePrevious, (_, column) => column);
  let current = new Uint16Array(b.length + 1);
  for (let row = 1; row <= a.length; row += 1) {
    current[0] = row;
    let lowest = row;
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = previous[column - 1] + (a[row - 1] === b[column - 1] ? 0 : 1);
      let cost = Math.min(replaced, previous[column] + 1, current[column - 1] + 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, beforePrevious[column - 2] + 1);
      current[column] = cost;
      lowest = Math.min(lowest, cost);
    }
    if (lowest > limit) return Number.POSITIVE_INFINITY;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return previous[b.length] <= limit ? previous[b.length] : Number.POSITIVE_INFINITY;
}

/**
 * The candidate most likely meant by `name`, or null when none is near: one edit per three characters is
 * allowed, three at most, and the case of letters does not count. A name of up to three letters is near
 * only to longer ones, or anything would do. Of equally near candidates the first wins.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | null {
  if (name.length < 2 || name.length > MAX_COMPARED_LENGTH) return null;
  const wanted = name.toLowerCase();
  const shortest = name.length > 3 ? 0 : name.length + 1;
  let nearest: string | null = null;
  let limit = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  for (const candidate of candidates) {
    if (candidate === name || candidate.length < shortest) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), limit);
    if (distance > limit) continue;
    nearest = candidate;
    limit = distance - 1;
    if (limit < 0) break;
  }
  return nearest;
}
