import { availableParallelism, homedir, tmpdir, userInfo } from 'node:os';
import { delimiter, join, parse, resolve } from 'node:path';
import { z } from 'zod';
import { LIMITS } from '../contracts/limits.ts';
import { LOG_LEVELS, type LogLevel } from '../contracts/log-level.ts';

/** What an operator can set. Every field is read by some part of the server. */
export interface Settings {
  /** Deadline of a call that names none, in seconds. */
  readonly timeout_s: number;
  /** Models evaluated at the same time. */
  readonly maxThreads: number;
  /** Calls that may wait besides those. */
  readonly queueSize: number;
  /** Cap on one render's memory. */
  readonly maxMemory_MB: number;
  /** Bound on one source or asset file. */
  readonly maxFileBytes: number;
  /** Longest side of a picture. */
  readonly maxPictureSide_px: number;
  /** Folder for artifacts. */
  readonly tempFolder: string;
  /** Folders that tools may read from and write to; for the commands, folders a model's other files may lie in. */
  readonly roots: readonly string[];
  /** Extensions of files that may be read, in lower case with their dot. */
  readonly allowedExtensions: readonly string[];
  /** Whether a model sees only its own root and libraries, and not all allowed roots. */
  readonly disableExternalIncludes: boolean;
  /** Folders in which libraries are looked for before the platform's own. */
  readonly libraryFolders: readonly string[];
  readonly logLevel: LogLevel;
  /** File for the log, absolute; null for stderr. */
  readonly logFile: string | null;
}

/** One setting: its names in the environment, how its text is read, and what it means. */
export interface SettingDefinition<Value> {
  /** Canonical name. */
  readonly name: string;
  readonly aliases: readonly string[];
  readonly description: string;
  readonly schema: z.ZodType<Value, string>;
}

/** A whole number in a range, written in decimal digits. */
function wholeNumber(minimum: number, maximum: number): z.ZodType<number, string> {
  const message = `must be a whole number from ${minimum} to ${maximum}`;
  return z
    .string()
    .regex(/^\d{1,15}$/, message)
    .transform(Number)
    .refine(value => value >= minimum && value <= maximum, message);
}

/** Source, parameter sets, what import() and surface() read, and fonts. */
const DEFAULT_EXTENSIONS =
  '.scad .inc .json .stl .off .obj .amf .3mf .svg .dxf .dat .txt .csv .png .ttf .otf .ttc .woff .woff2'.split(
    ' ',
  );

/** `true` or `false`, also as people write them elsewhere. */
const yesOrNo: z.ZodType<boolean, string> = z
  .string()
  .transform(text => text.toLowerCase())
  .pipe(z.enum(['true', 'false', '1', '0', 'yes', 'no', 'on', 'off'], 'must be true or false'))
  .transform(text => ['true', '1', 'yes', 'on'].includes(text));

/** Folders with the platform's separator between them. */
const folderList: z.ZodType<string[], string> = z.string().transform(list =>
  list
    .split(delimiter)
    .filter(folder => folder !== '')
    .map(folder => resolve(folder)),
);

/**
 * The working directory, unless it is the home directory or the root of the disk: clients start
 * servers there by accident, and nobody means to open those to a model.
 */
function defaultRoots(): string[] {
  const folder = process.cwd();
  return folder === homedir() || folder === parse(folder).root ? [] : [folder];
}

/**
 * A folder of the user's own: whoever comes first to a shared folder of a machine keeps the others out.
 * Where users have no numbers (Windows), their names take the place.
 */
function defaultTempFolder(): string {
  const user = process.getuid?.() ?? userInfo().username.replace(/[^\p{L}\p{N}_-]/gu, '_');
  return join(tmpdir(), `openscad-mcp-${user}`);
}

/** The value of every setting that nobody set. */
export function defaultSettings(): Settings {
  return {
    timeout_s: 30,
    maxThreads: Math.min(availableParallelism(), 4),
    queueSize: 100,
    maxMemory_MB: 1024,
    maxFileBytes: 10_485_760,
    maxPictureSide_px: 2048,
    tempFolder: defaultTempFolder(),
    roots: defaultRoots(),
    allowedExtensions: DEFAULT_EXTENSIONS,
    disableExternalIncludes: true,
    libraryFolders: [],
    logLevel: 'INFO',
    logFile: null,
  };
}

/** Every setting, in the order in which help and status show them. */
export const SETTING_DEFINITIONS: { readonly [K in keyof Settings]: SettingDefinition<Settings[K]> } = {
  timeout_s: {
    name: 'OPENSCAD_TIMEOUT',
    aliases: ['MCP_RENDER_TIMEOUT', 'OPENSCAD_RENDER_TIMEOUT'],
    description: 'Deadline of a call in seconds (1–600).',
    schema: wholeNumber(1, 600),
  },
  maxThreads: {
    name: 'OPENSCAD_MAX_THREADS',
    aliases: ['MCP_MAX_CONCURRENT_RENDERS', 'MCP_RENDER_MAX_CONCURRENT', 'OPENSCAD_MAX_WORKERS'],
    description: 'Models evaluated at the same time (1–64).',
    schema: wholeNumber(1, 64),
  },
  queueSize: {
    name: 'OPENSCAD_QUEUE_SIZE',
    aliases: ['MCP_QUEUE_SIZE'],
    description: 'Calls that may wait for a free thread (0–10000).',
    schema: wholeNumber(0, 10_000),
  },
  maxMemory_MB: {
    name: 'OPENSCAD_MAX_MEMORY_MB',
    aliases: ['MCP_MAX_MEMORY_MB', 'MAX_MEMORY_MB'],
    description: 'Memory one render may use, in MB (64–4096).',
    schema: wholeNumber(64, 4096),
  },
  maxFileBytes: {
    name: 'MAX_FILE_SIZE',
    aliases: ['MAX_SCAD_FILE_SIZE'],
    description: `Largest source or asset file, in bytes (at most ${LIMITS.maxTotalBytes}).`,
    schema: wholeNumber(1024, LIMITS.maxTotalBytes),
  },
  maxPictureSide_px: {
    name: 'MAX_RENDER_RESOLUTION',
    aliases: ['MCP_MAX_IMAGE_WIDTH', 'MCP_MAX_IMAGE_HEIGHT'],
    description: 'Longest side of a picture in pixels (64–4096).',
    schema: wholeNumber(64, 4096),
  },
  tempFolder: {
    name: 'TEMP_DIR',
    aliases: ['MCP_TEMP_DIR', 'OPENSCAD_TEMP_DIR'],
    description: 'Folder for exported files whose path the caller left open.',
    schema: z
      .string()
      .min(1)
      .transform(folder => resolve(folder)),
  },
  roots: {
    name: 'MCP_ROOTS',
    aliases: ['MCP_ALLOWED_PATHS', 'ALLOWED_SCAD_PATHS'],
    description: `Folders that tools may read from and write to, separated by "${delimiter}" (or --root, repeatable).`,
    schema: folderList,
  },
  allowedExtensions: {
    name: 'ALLOWED_FILE_EXTENSIONS',
    aliases: [],
    description: 'Extensions of files a model may be made of, separated by commas.',
    schema: z
      .string()
      .transform(list =>
        list
          .split(',')
          .map(item => item.trim().toLowerCase())
          .filter(item => item !== ''),
      )
      .refine(list => list.every(item => /^\.[a-z0-9]+$/.test(item)), 'must be like .scad,.json,.stl')
      .refine(list => list.includes('.scad'), 'must include .scad'),
  },
  disableExternalIncludes: {
    name: 'DISABLE_EXTERNAL_INCLUDES',
    aliases: [],
    description: 'true: a model sees its own root and libraries; false: all allowed roots.',
    schema: yesOrNo,
  },
  libraryFolders: {
    name: 'OPENSCADPATH',
    aliases: [],
    description: `Folders with libraries, separated by "${delimiter}"; they come before the bundled ones.`,
    schema: folderList,
  },
  logLevel: {
    name: 'MCP_LOG_LEVEL',
    aliases: ['LOG_LEVEL'],
    description: 'DEBUG, INFO, WARNING or ERROR; --debug is DEBUG.',
    schema: z
      .string()
      .transform(level => level.toUpperCase())
      .pipe(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)),
  },
  logFile: {
    name: 'MCP_LOG_FILE',
    aliases: ['LOG_FILE'],
    description: 'File for the log, opened anew on SIGHUP; by default it goes to stderr.',
    schema: z
      .string()
      .min(1)
      .transform(file => resolve(file)),
  },
};
