import { createRequire } from 'node:module';
import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a thread may do besides computing, and reading the program it is part of and installed packages. */
export interface ThreadRights {
  /** A folder that it may read, too, ending in a slash. */
  readonly assetsFolder: URL;
  /** Whether it may load native code of installed packages. */
  readonly addons: boolean;
}

/** A package that every thread needs. */
const THREAD_LIBRARY = 'piscina';

/** How a thread is started, as `Worker` takes it. */
export interface ThreadStart {
  readonly execArgv: string[];
  readonly env: Record<string, string>;
}

/** Names of the option by which Node.js keeps code from the machine; Node 20 has the second. */
const PERMISSION_OPTIONS = ['--permission', '--experimental-permission'];

/**
 * Starts a thread that can read the program's own files and nothing else: it can neither write, nor start programs or
 * other threads, and has no environment variables, where tokens and passwords are. Node.js keeps these rules for a
 * thread by itself, whether the process was started with any or not.
 *
 * It is a second wall: were a model to get out of WebAssembly into the JavaScript around it, it would find no file
 * of the user. It does not stop machine code, nor, before Node 25, the network.
 *
 * @param file the code of the thread, in a folder of the folder that holds the built program.
 * @returns null where Node.js does not know such rules, and on Windows, where nobody has tried them.
 */
export function limitThread(file: URL, { assetsFolder, addons }: ThreadRights): ThreadStart | null {
  const option = PERMISSION_OPTIONS.find(name => process.allowedNodeEnvironmentFlags.has(name));
  if (option === undefined || process.platform === 'win32' || 'pnp' in process.versions) return null;
  const own = [new URL('../', file), assetsFolder].map(folder => fileURLToPath(folder));
  const readable = keepOutermost([...own, ...findInstalledPackages()]);
  const execArgv = [option, '--no-warnings', ...readable.map(folder => `--allow-fs-read=${folder}`)];
  return { execArgv: addons ? [...execArgv, '--allow-addons'] : execArgv, env: {} };
}

/**
 * The folders in which Node.js looks for packages from here, and the outermost one around where it finds one: links
 * lead from the first to the second, and some installers nest them.
 */
function findInstalledPackages(): string[] {
  const { resolve } = createRequire(import.meta.url);
  const name = `${sep}node_modules`;
  const searched = resolve.paths(THREAD_LIBRARY)?.filter(folder => folder.endsWith(name)) ?? [];
  const library = resolve(THREAD_LIBRARY);
  const outermost = library.slice(0, library.indexOf(name + sep) + name.length);
  return [...searched, outermost].map(folder => folder + sep);
}

/** Folders, each ending in a slash, that lie in no other of them: Node 20 aborts the process when one is named twice. */
function keepOutermost(folders: readonly string[]): string[] {
  return [...new Set(folders)].filter(
    folder => !folders.some(other => other !== folder && folder.startsWith(other)),
  );
}
