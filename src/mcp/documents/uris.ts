/** Address of the cheatsheet. */
export const CHEATSHEET_URI = 'openscad://docs/cheatsheet';

/** Address of the list of libraries. */
export const LIBRARIES_URI = 'openscad://docs/libraries';

/** Address of the page of a library. */
export function libraryUri(name: string): string {
  return `${LIBRARIES_URI}/${encodeURIComponent(name)}`;
}
