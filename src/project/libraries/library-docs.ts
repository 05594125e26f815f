import * as z from 'zod';
import type { LibraryDocs } from '../../contracts/ports.ts';

const libraryDocsSchema = z.record(
  z.string(),
  z.strictObject({
    example: z.string(),
    files: z.array(
      z.strictObject({
        path: z.string(),
        statement: z.string(),
        purpose: z.string().exactOptional(),
        names: z.array(
          z.strictObject({
            kind: z.enum(['module', 'function']),
            name: z.string(),
            signature: z.string(),
            purpose: z.string().exactOptional(),
          }),
        ),
      }),
    ),
  }),
);

/** What the build writes and {@link parseLibraryDocs} reads: what libraries offer, by their names. */
export type LibraryDocsFile = Readonly<Record<string, LibraryDocs>>;

/** Reads the descriptions. Throws for text of another form. */
export function parseLibraryDocs(json: string): LibraryDocsFile {
  return libraryDocsSchema.parse(JSON.parse(json));
}
