import { readFileSync } from 'node:fs';

/** Bytes of a file in test/fixtures/mesh, whose README tells how it was made. */
export function meshFixture(name: string): Uint8Array {
  return readFileSync(new URL(`../fixtures/mesh/${name}`, import.meta.url));
}
