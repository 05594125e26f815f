/** Resolves `.` and `..` in a path; those that lead out of where it begins stay. */
export function resolveDots(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    const goesUp =
      segment === '..' && segments.length > 0 && segments.at(-1) !== '..' && segments.at(-1) !== '';
    if (goesUp) segments.pop();
    else if (segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
