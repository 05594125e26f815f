import { availableParallelism, homedir, tmpdir, userInfo } from 'node:os';
import { join, parse } from 'node:path';
import type { Settings } from './settings.ts';

/** Source, parameter sets, what import() and surface() read, and fonts. */
const DEFAULT_EXTENSIONS =
  '.scad .inc .json .stl .off .obj .amf .3mf .svg .dxf .dat .txt .csv .png .ttf .otf .ttc .woff .woff2'.split(
    ' ',
  );

/** The value of every setting that nobody set. */
export function defaultSettings(): Settings {
  return {
    timeout_s: 30,
    maxThreads: Math.min(availableParallelism(), 4),
    queueSize: 100,
    maxMemory_MB: 1024,
    maxPictureSide_px: 2048,
    engine: 'auto',
    nativeBinary: null,
    allowUnsandboxedNative: false,
    transport: 'stdio',
    host: '127.0.0.1',
    port: 3000,
    authToken: null,
    tlsCertFile: null,
    tlsKeyFile: null,
    allowedHosts: [],
    allowedOrigins: [],
    rateLimit_perMinute: null,
    tempFolder: defaultTempFolder(),
    roots: defaultRoots(),
    maxFileBytes: 10_485_760,
    allowedExtensions: DEFAULT_EXTENSIONS,
    validateFiles: true,
    disableExternalIncludes: true,
    libraryFolders: [],
    cacheType: 'memory',
    cacheTtl_s: 3600,
    cacheMaxEntries: 1000,
    redisUrl: null,
    logLevel: 'INFO',
    logFile: null,
  };
}

/** The user's home folder; empty where there is none, as for a user number without an account. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '';
  }
}

/** The folder the program was started in; null once that is deleted. */
export function workingFolder(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

/**
 * The working directory, unless it is the home directory or the root of the disk: clients start
 * servers there by accident, and nobody means to open those to a model.
 */
function defaultRoots(): string[] {
  const folder = workingFolder();
  return folder === null || folder === homeFolder() || folder === parse(folder).root ? [] : [folder];
}

/**
 * A folder of the user's own: whoever comes first to a shared folder of a machine keeps the others out.
 * Where users have no numbers (Windows), their names take the place.
 */
function defaultTempFolder(): string {
  const user = process.getuid?.() ?? userInfo().username.replace(/[^\p{L}\p{N}_-]/gu, '_');
  return join(tmpdir(), `openscad-mcp-${user}`);
}
