import type { Settings } from '../../config/settings.ts';
import { LIMITS } from '../../contracts/limits.ts';
import type { Libraries } from '../../contracts/ports.ts';
import type { Workshop } from '../../operations/workshop.ts';
import { type FolderFacts, inspectFolder } from '../../project/inspect-folder.ts';
import { attempt, explainFailure, type Finding, fine, warning } from './finding.ts';

const BYTES_PER_MB = 1024 ** 2;
const BYTES_PER_GB = 1024 ** 3;

/** The folder for temporary files: a file is written there and removed. */
export function examineTempFolder({ writer }: Workshop): Promise<Finding> {
  return attempt('Temp folder', async () => {
    const { folder, freeBytes } = await writer.tryFolder();
    const free = Number.isFinite(freeBytes) ? `, ${writeSize(freeBytes)} free` : '';
    const detail = `${folder} can be written${free}`;
    if (!(freeBytes < LIMITS.maxArtifactBytes)) return fine('Temp folder', detail);
    return warning('Temp folder', detail, 'Free some space, or set TEMP_DIR to a folder on a larger disk.');
  });
}

function writeSize(bytes: number): string {
  return bytes < BYTES_PER_GB
    ? `${Math.floor(bytes / BYTES_PER_MB)} MB`
    : `${(bytes / BYTES_PER_GB).toFixed(1)} GB`;
}

/** The folders that tools may read and write, one finding each. */
export async function examineRoots({ roots }: Settings): Promise<Finding[]> {
  if (roots.length > 0) return (await Promise.all(roots.map(inspectFolder))).map(judgeRoot);
  const fix =
    'Start the server with --root FOLDER, or set MCP_ROOTS, to let tools use the files of a project.';
  return [warning('Root', 'none: models come as code, and only temporary files are written', fix)];
}

function judgeRoot({ path, state, writable, tooWide }: FolderFacts): Finding {
  if (state === 'missing') return warning('Root', `${path} does not exist`, `Make it, or correct MCP_ROOTS.`);
  if (state === 'not a folder')
    return warning('Root', `${path} is a file`, 'Name the folder that it is in, in MCP_ROOTS or --root.');
  if (state === 'unreadable')
    return warning('Root', `permission denied to read ${path}`, 'Give this user permission to read it.');
  if (tooWide) {
    const fix = 'Name the folder of a project instead, in MCP_ROOTS or --root.';
    return warning('Root', `${path} opens far more to models than one project`, fix);
  }
  if (writable) return fine('Root', `${path} can be read and written`);
  const fix = 'Nothing, if exports need not go there; otherwise give this user permission to write it.';
  return warning('Root', `${path} can be read, but not written`, fix);
}

/** Folders of OPENSCADPATH that cannot be used, and what libraries there are, by where they come from. */
export async function examineLibraries(
  { libraryFolders }: Settings,
  libraries: Libraries,
): Promise<Finding[]> {
  const folders = await Promise.all(libraryFolders.map(inspectFolder));
  const faults = folders
    .filter(({ state }) => state !== 'folder')
    .map(({ path, state }) => {
      const reason =
        state === 'missing' ? 'does not exist' : state === 'unreadable' ? 'cannot be read' : 'is a file';
      return warning('Libraries', `${path} ${reason}`, 'Correct OPENSCADPATH.');
    });
  return [...(await listLibraries(libraries)), ...faults];
}

/** One finding for each place that libraries come from. */
async function listLibraries(libraries: Libraries): Promise<Finding[]> {
  const namesByPlace = new Map<string, string[]>();
  try {
    for (const { name, origin, folder } of await libraries.list()) {
      const place = folder ?? origin;
      namesByPlace.set(place, [...(namesByPlace.get(place) ?? []), name]);
    }
  } catch (thrown) {
    return [explainFailure('Libraries', thrown)];
  }
  return [...namesByPlace].map(([place, names]) => fine('Libraries', `${place}: ${names.join(', ')}`));
}
