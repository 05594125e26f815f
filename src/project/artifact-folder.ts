import { lstat, mkdir, readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../contracts/errors.ts';

/** More files than this make looking through the folder slow. */
const MAX_ARTIFACTS = 1000;

/** Names of artifacts and of their unfinished drafts; no other file in the folder is ever removed. */
const ARTIFACT_NAME = /^\.?m_[0-9a-f]{16,64}\.[\w.]+$/;

/** A draft older than this was left by a writer that crashed; a younger one is being written. */
const DRAFT_LIFETIME_MS = 60_000;

/**
 * Makes the artifact folder, and refuses one that somebody else put there first.
 *
 * @throws AppError INTERNAL when it belongs to another user.
 */
export async function ownFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const stat = await lstat(folder);
  const uid = process.getuid?.();
  if (!stat.isDirectory() || (uid !== undefined && stat.uid !== uid)) {
    throw new AppError('INTERNAL', 'The folder for temporary files belongs to another user.', {
      hint: 'Set TEMP_DIR to a folder of your own.',
    });
  }
}

/**
 * Removes artifacts that are older than a lifetime, and drafts that writers left when they crashed. Other
 * processes may do the same here at the same time. A folder that is not there, or not ours, is let be.
 *
 * @returns how many files were removed.
 */
export async function removeExpired(folder: string, maxAgeMs: number): Promise<number> {
  const stat = await lstat(folder).catch(() => null);
  const uid = process.getuid?.();
  if (stat === null || !stat.isDirectory() || (uid !== undefined && stat.uid !== uid)) return 0;
  const names = (await readdir(folder).catch(() => [])).filter(name => ARTIFACT_NAME.test(name));
  const now = Date.now();
  let removed = 0;
  for (const path of names.map(name => join(folder, name))) {
    const file = await measure(path);
    const lifetimeMs = path.endsWith('.tmp') ? DRAFT_LIFETIME_MS : maxAgeMs;
    if (file === null || now - file.mtimeMs <= lifetimeMs) continue;
    // Windows keeps a file that somebody has open; the next sweep tries again.
    removed += await unlink(path).then(
      () => 1,
      () => 0,
    );
  }
  return removed;
}

/**
 * Removes the oldest artifacts until a new one fits under a quota. The new one may be larger than the
 * quota; then it is the only one. Other processes may be writing and removing here at the same time: what
 * has gone is passed over, and their drafts are let be.
 *
 * @param name the new artifact; a file of that name is about to be replaced and does not count.
 */
export async function makeRoom(folder: string, name: string, bytes: number, maxBytes: number): Promise<void> {
  const names = (await readdir(folder)).filter(other => ARTIFACT_NAME.test(other) && other !== name);
  const found = await Promise.all(names.map(other => measure(join(folder, other))));
  const artifacts = found
    .filter(artifact => artifact !== null)
    .filter(({ path, mtimeMs }) => !path.endsWith('.tmp') || mtimeMs < Date.now() - DRAFT_LIFETIME_MS)
    .sort((a, b) => a.mtimeMs - b.mtimeMs);
  let total = artifacts.reduce((sum, { size }) => sum + size, bytes);
  for (const [index, { path, size }] of artifacts.entries()) {
    if (total <= maxBytes && artifacts.length - index < MAX_ARTIFACTS) return;
    // Windows keeps a file that somebody has open; the next call tries again.
    await rm(path, { force: true }).catch(() => {});
    total -= size;
  }
}

async function measure(path: string): Promise<{ path: string; size: number; mtimeMs: number } | null> {
  const stat = await lstat(path).catch(() => null);
  return stat?.isFile() ? { path, size: stat.size, mtimeMs: stat.mtimeMs } : null;
}
