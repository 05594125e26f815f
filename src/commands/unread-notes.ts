import { dirname, isAbsolute, relative, resolve } from 'node:path';
import type { Project, UnreadReference } from '../project/disk.ts';

/** Says which files a model refers to and does not get, and what its user can do about each. */
export function describeUnread({ root, unread }: Project): string[] {
  return unread.map(reference => {
    const { file, line, path, place, reason } = reference;
    const what = `${file} line ${line} refers to ${JSON.stringify(path)}`;
    if (reason === 'unreadable') return `${what}, but there is no readable file ${place}.`;
    return `${what}, which is outside ${root} and was not read. ${adviseOutside(root, reference)}`;
  });
}

function adviseOutside(root: string, { path, place }: UnreadReference): string {
  if (isAbsolute(path)) return 'Refer to it by a path relative to the file.';
  return `To include it, add --root ${JSON.stringify(commonFolder(root, dirname(place)))}.`;
}

/** The deepest folder that holds both; both absolute. Different drives have none, and the first stays. */
function commonFolder(first: string, second: string): string {
  for (let folder = first; ; folder = dirname(folder)) {
    const way = relative(folder, second);
    if (!isAbsolute(way) && !/^\.\.(?:[\\/]|$)/.test(way)) return folder;
    if (folder === resolve(folder, '..')) return first;
  }
}
