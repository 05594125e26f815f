import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';

/** What a folder holds: by each name in normal form C, the entry with its name as on disk. */
export type Listing = ReadonlyMap<string, Dirent>;

/**
 * Entries made within this time of a listing may have left the folder's time as it was: file systems
 * count in steps of up to two seconds.
 */
const CLOCK_STEP_MS = 2000;

const EMPTY: Listing = new Map();

/**
 * Lists folders, again only when they have changed.
 *
 * Looking names up in a list rather than opening them makes their case count everywhere, as it does in
 * OpenSCAD's own file system, and finds accented names however the disk spells them.
 */
export class FolderListings {
  readonly #known = new Map<string, { readonly changedMs: number; readonly listing: Listing }>();

  /** The entries of a folder; none when it cannot be read. */
  async list(folder: string): Promise<Listing> {
    const facts = await stat(folder).catch(() => null);
    if (facts === null || !facts.isDirectory()) return EMPTY;
    const known = this.#known.get(folder);
    if (known?.changedMs === facts.mtimeMs) return known.listing;
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const listing = new Map(entries.map(entry => [entry.name.normalize('NFC'), entry]));
    const isSettled = Date.now() - facts.mtimeMs > CLOCK_STEP_MS;
    if (isSettled) this.#known.set(folder, { changedMs: facts.mtimeMs, listing });
    return listing;
  }
}
