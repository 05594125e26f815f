import { totalmem } from 'node:os';
import type { Settings } from '../../config/settings.ts';
import { smokeTest } from '../../operations/smoke-test.ts';
import type { Workshop } from '../../operations/workshop.ts';
import { attempt, type Finding, failed, fine, warning } from './finding.ts';

/** The oldest Node.js that runs this; package.json says the same. */
const OLDEST_NODE = [20, 19] as const;

/** What OpenSCAD sets text in that names no font. */
const USUAL_FACE = 'Liberation Sans Regular';

const BYTES_PER_MB = 1024 * 1024;

/** The version of Node.js against the oldest that works. */
export function examineNode(version: string): Finding {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isNewEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const oldest = OLDEST_NODE.join('.');
  return isNewEnough
    ? fine('Node.js', `${version}; ${oldest} or newer is needed`)
    : failed(
        'Node.js',
        `${version} is too old`,
        `Install Node.js ${oldest} or newer from https://nodejs.org.`,
      );
}

/** The files that came with the package, each compared with what the build wrote down. */
export function examineFiles(
  verifyFiles: () => Promise<{ readonly files: number; readonly bytes: number }>,
): Promise<Finding> {
  return attempt('Bundled files', async () => {
    const { files, bytes } = await verifyFiles();
    const size = (bytes / BYTES_PER_MB).toFixed(0);
    return fine('Bundled files', `${files} files, ${size} MB, as they were built`);
  });
}

/** A model with text, evaluated and drawn by the threads that clients' calls use. */
export function examineRender(workshop: Workshop, signal: AbortSignal): Promise<Finding> {
  return attempt('Rendering', async () => {
    const ms = await smokeTest(workshop, workshop.bounds.timeout_s, signal);
    return fine('Rendering', `a model with text was evaluated and drawn in ${Math.round(ms)} ms`);
  });
}

/** Who handles OpenSCAD's exceptions, which only threads that have evaluated something know. */
export function examineExceptions({ engine }: Workshop): Promise<Finding> {
  return attempt('Exceptions', async () => {
    const { exceptions } = await engine.status();
    if (exceptions === 'webassembly') return fine('Exceptions', 'handled by WebAssembly');
    if (exceptions === null) return fine('Exceptions', 'not tried, as the bundled OpenSCAD did not run');
    const detail = 'handled by JavaScript: models that use large libraries take twice as long';
    return warning('Exceptions', detail, 'Use another version of Node.js.');
  });
}

/** The bundled fonts, by family. */
export function examineFonts({ engine }: Workshop): Promise<Finding> {
  return attempt('Fonts', async () => {
    const { fonts } = await engine.status();
    if (fonts.length === 0) return failed('Fonts', 'none', 'Install openscad-mcp-server again.');
    const usual = fonts.find(face => face === USUAL_FACE) ?? fonts[0];
    return fine('Fonts', `${fonts.length} faces bundled, among them ${usual}`);
  });
}

/** The tiers of the cache, which may lie on other machines. */
export function examineCache({ models }: Workshop): Promise<Finding> {
  return attempt('Cache', async () => {
    if (models.type === 'off') return fine('Cache', 'off');
    const tiers = await models.status();
    const gone = tiers.filter(({ ok }) => !ok).map(({ tier }) => tier);
    if (gone.length === 0) return fine('Cache', tiers.map(({ tier }) => tier).join(', then '));
    const fix = 'Check REDIS_URL and TEMP_DIR; meanwhile the server works without it.';
    return warning('Cache', `${gone.join(' and ')} cannot be reached`, fix);
  });
}

/** What renders may use at the same time against what the machine, or the container, has. */
export function examineMemory({ maxThreads, maxMemory_MB }: Settings): Finding {
  // Zero, or more than the machine has, where nothing bounds the process.
  const bound = process.constrainedMemory();
  const total = bound > 0 ? Math.min(bound, totalmem()) : totalmem();
  const total_MB = Math.round(total / BYTES_PER_MB);
  const wanted_MB = maxThreads * maxMemory_MB;
  const detail = `${maxThreads} renders at a time of at most ${maxMemory_MB} MB each, on ${total_MB} MB`;
  if (wanted_MB <= total_MB) return fine('Memory', detail);
  return warning('Memory', detail, 'Lower OPENSCAD_MAX_THREADS or OPENSCAD_MAX_MEMORY_MB.');
}

/** Where the log goes, and whether it gets there. */
export function examineLog(log: { readonly file: string | null; fault(): string | null }): Finding {
  if (log.file === null) return fine('Log', 'goes to stderr');
  const fault = log.fault();
  if (fault === null) return fine('Log', `${log.file} can be written`);
  const fix = 'Give the server a file it may write in MCP_LOG_FILE; until then the log goes to stderr.';
  return warning('Log', `${log.file} cannot be written: ${fault}`, fix);
}
