import * as z from 'zod';
import type { LibraryName } from '../../contracts/ports.ts';

/** The file that lists the modules and functions of the bundled libraries, by what brings them. */
const libraryNamesSchema = z.array(
  z.strictObject({
    /** Such as `include <BOSL2/std.scad>`. */
    statement: z.string(),
    /** Separated by spaces. */
    names: z.string(),
  }),
);

/** What the build writes and {@link parseLibraryNames} reads. */
export type LibraryNamesFile = z.infer<typeof libraryNamesSchema>;

/** Reads the list of names. Throws for text of another form. */
export function parseLibraryNames(json: string): LibraryName[] {
  return libraryNamesSchema
    .parse(JSON.parse(json))
    .flatMap(({ statement, names }) => names.split(' ').map(name => ({ name, statement })));
}
