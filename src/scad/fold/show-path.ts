import { LIBRARY_ROOT } from '../../contracts/model.ts';

/** A path as a model writes it: those of libraries without the folder that holds them. */
export function showPath(path: string): string {
  return path.startsWith(LIBRARY_ROOT) ? path.slice(LIBRARY_ROOT.length) : path;
}
