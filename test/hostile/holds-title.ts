import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-paths.ts';

/** Whether a file below `test/` has a test, or a table of tests, of exactly this title as the file writes it. */
export function holdsTitle(file: string, title: string): boolean {
  const path = join(projectRoot, 'test', file);
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return ["'", '"', '`'].some(quote => text.includes(quote + title + quote));
}
