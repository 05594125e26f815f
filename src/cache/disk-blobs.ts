import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlobStore, PutMode } from './blob-store.ts';

/** What {@link DiskBlobs} may take, and for how long. */
export interface DiskBlobsOptions {
  /** Absolute; made when it is needed. */
  readonly folder: string;
  /** All files together. */
  readonly maxBytes: number;
  /** Time since a file was last used; 0 for ever. */
  readonly ttl_s: number;
}

/** More files than this make looking through the folder slow. */
const MAX_FILES = 10_000;

/** A value larger than this costs more time to read than most models take to evaluate. */
const MAX_VALUE_BYTES = 128 * 1024 * 1024;

/** Names of values and of their unfinished drafts; no other file in the folder is ever touched. */
const VALUE_NAME = /^[0-9a-f]{64}\.model$/;
const DRAFT_NAME = /^\.[0-9a-f]{64}\.[0-9a-f]{12}\.tmp$/;

/** A draft older than this was left by a writer that crashed; a younger one is being written. */
const DRAFT_LIFETIME_MS = 60_000;

/** Others write into the folder too, so it is looked through at least this often. */
const SWEEP_INTERVAL_MS = 60_000;

/** Filled up to here after a sweep, so that not every file that comes needs another. */
const SWEPT_PART = 0.9;

/** Disks give out space in blocks of this size. */
const BLOCK_BYTES = 4096;

interface FoundFile {
  readonly path: string;
  readonly bytes: number;
  /** When it was last used. */
  readonly usedMs: number;
}

/** Values as files of a folder that several processes may share. Those not used for longest leave first. */
export class DiskBlobs implements BlobStore {
  readonly tier = 'disk';
  readonly maxValueBytes: number;
  readonly #options: DiskBlobsOptions;
  /** What was there when last looked, and what was written since. */
  #estimatedBytes = Infinity;
  #sweptAt = 0;

  constructor(options: DiskBlobsOptions) {
    this.#options = options;
    this.maxValueBytes = Math.min(MAX_VALUE_BYTES, Math.floor(options.maxBytes / 2));
  }

  async get(name: string): Promise<Uint8Array | null> {
    const path = this.#place(name);
    const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)).catch(async thrown => {
      if (hasCode(thrown, 'ENOENT')) return null;
      // A link is nothing of ours.
      if (!hasCode(thrown, 'ELOOP')) throw thrown;
      return remove(path);
    });
    if (!handle) return null;
    try {
      const facts = await handle.stat();
      const isOwn = process.getuid === undefined || facts.uid === process.getuid();
      if (!facts.isFile() || !isOwn || facts.size > this.maxValueBytes || this.#isExpired(facts.mtimeMs)) {
        await remove(path);
        return null;
      }
      const bytes = await handle.readFile();
      // What cannot be marked as used, as on a read-only disk, only leaves sooner.
      await handle.utimes(new Date(), new Date()).catch(() => {});
      return bytes;
    } finally {
      await handle.close();
    }
  }

  async put(name: string, bytes: Uint8Array, mode: PutMode): Promise<void> {
    const { maxBytes } = this.#options;
    await this.#ownFolder();
    const path = this.#place(name);
    if (mode === 'if-absent' && (await stat(path).catch(() => null)) !== null) return;
    if (
      this.#estimatedBytes + bytes.length > maxBytes ||
      performance.now() - this.#sweptAt > SWEEP_INTERVAL_MS
    ) {
      await this.#sweep(bytes.length);
    }
    const draft = join(this.#options.folder, `.${hashOf(name)}.${randomBytes(6).toString('hex')}.tmp`);
    try {
      await writeFile(draft, bytes, { flag: 'wx', mode: 0o600 });
      await rename(draft, path);
    } catch (thrown) {
      await remove(draft);
      throw thrown;
    }
    this.#estimatedBytes += blocksOf(bytes.length);
  }

  async delete(name: string): Promise<void> {
    await remove(this.#place(name));
  }

  /** Removes all values: their names do not tell whose they are. */
  async clear(): Promise<void> {
    const { values, drafts } = await this.#list();
    await Promise.all([...values, ...drafts.filter(isLeftBehind)].map(({ path }) => remove(path)));
    this.#estimatedBytes = 0;
  }

  async probe(): Promise<void> {
    await this.#ownFolder();
  }

  async measure(): Promise<{ models: number; bytes: number; maxBytes: number }> {
    const { values } = await this.#list();
    const bytes = values.reduce((sum, file) => sum + file.bytes, 0);
    return { models: values.length, bytes, maxBytes: this.#options.maxBytes };
  }

  abandon(): void {}

  async close(): Promise<void> {}

  /** @throws when the folder cannot be made, or somebody else put it there first. */
  async #ownFolder(): Promise<void> {
    const { folder } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const facts = await lstat(folder);
    const uid = process.getuid?.();
    if (facts.isDirectory() && (uid === undefined || facts.uid === uid)) return;
    throw new Error('The folder of the cache belongs to another user.');
  }

  /** Removes what has expired, and the oldest until what is to come fits. */
  async #sweep(comingBytes: number): Promise<void> {
    const { maxBytes } = this.#options;
    const { values, drafts } = await this.#list();
    const byAge = values.sort((a, b) => a.usedMs - b.usedMs);
    let total = byAge.reduce((sum, { bytes }) => sum + bytes, comingBytes);
    let count = byAge.length + 1;
    const isFull = total > maxBytes || count > MAX_FILES;
    const leaving = drafts.filter(isLeftBehind);
    for (const file of byAge) {
      const isTooMuch = isFull && (total > maxBytes * SWEPT_PART || count > MAX_FILES * SWEPT_PART);
      if (!isTooMuch && !this.#isExpired(file.usedMs)) break;
      leaving.push(file);
      total -= file.bytes;
      count -= 1;
    }
    await Promise.all(leaving.map(({ path }) => remove(path)));
    this.#estimatedBytes = total - comingBytes;
    this.#sweptAt = performance.now();
  }

  async #list(): Promise<{ values: FoundFile[]; drafts: FoundFile[] }> {
    const { folder } = this.#options;
    const names = await readdir(folder).catch(thrown => {
      if (hasCode(thrown, 'ENOENT')) return [];
      throw thrown;
    });
    const measureAll = async (form: RegExp) => {
      const found = names.filter(name => form.test(name)).map(name => measureFile(join(folder, name)));
      return (await Promise.all(found)).filter(file => file !== null);
    };
    return { values: await measureAll(VALUE_NAME), drafts: await measureAll(DRAFT_NAME) };
  }

  #isExpired(usedMs: number): boolean {
    const { ttl_s } = this.#options;
    return ttl_s > 0 && usedMs < Date.now() - ttl_s * 1000;
  }

  #place(name: string): string {
    return join(this.#options.folder, `${hashOf(name)}.model`);
  }
}

function hashOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

function blocksOf(bytes: number): number {
  return Math.ceil(bytes / BLOCK_BYTES) * BLOCK_BYTES;
}

function isLeftBehind({ usedMs }: FoundFile): boolean {
  return usedMs < Date.now() - DRAFT_LIFETIME_MS;
}

async function measureFile(path: string): Promise<FoundFile | null> {
  const facts = await lstat(path).catch(() => null);
  return facts === null ? null : { path, bytes: blocksOf(facts.size), usedMs: facts.mtimeMs };
}

/** Others may have removed it already; what cannot be removed is tried again another time. */
async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => {});
}

function hasCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}
