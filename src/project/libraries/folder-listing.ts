import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';

/** What a folder holds: by each name in normal form C, the entry with its name as on disk. */
export type Listing = ReadonlyMap<string, Dirent>;

/**
 * Entries made within this time of a listing may have left the folder's time as it was: file systems
 * count in steps of up to two seconds.
 */
const CLOCK_STEP_MS = 2000;

/** Names kept in memory, all listings together: links in a ring make any number of folders. */
const MAX_KEPT_NAMES = 100_000;

/** What is kept of a folder that has not changed since. */
interface KnownListing {
  readonly changedMs: number;
  readonly listing: Listing;
}

const EMPTY: Listing = new Map();

/**
 * Lists folders, again only when they have changed.
 *
 * Looking names up in a list rather than opening them makes their case count everywhere, as it does in
 * OpenSCAD's own file system, and finds accented names however the disk spells them.
 */
export class FolderListings {
  readonly #known = new LRUCache<string, KnownListing>({
    maxSize: MAX_KEPT_NAMES,
    sizeCalculation: ({ listing }) => listing.size + 1,
  });

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
