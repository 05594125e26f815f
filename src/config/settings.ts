import type { LogLevel } from '../contracts/log-level.ts';

/** How clients reach the server. */
export const TRANSPORTS = ['stdio', 'http'] as const;

/** A member of {@link TRANSPORTS}. */
export type Transport = (typeof TRANSPORTS)[number];

/** Where known models are kept besides memory; `off` keeps none. */
export const CACHE_TYPES = ['memory', 'disk', 'redis', 'off'] as const;

/** A member of {@link CACHE_TYPES}. */
export type CacheType = (typeof CACHE_TYPES)[number];

/** Which OpenSCAD evaluates: the bundled one, an installed one, or that where the bundled one fails. */
export const ENGINE_CHOICES = ['auto', 'wasm', 'native'] as const;

/** A member of {@link ENGINE_CHOICES}. */
export type EngineChoice = (typeof ENGINE_CHOICES)[number];

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
  /** Longest side of a picture. */
  readonly maxPictureSide_px: number;
  readonly engine: EngineChoice;
  /** An installed OpenSCAD, as an absolute path. */
  readonly nativeBinary: string | null;
  /** Whether that may run without a sandbox around it. */
  readonly allowUnsandboxedNative: boolean;
  readonly transport: Transport;
  /** Name or address that the HTTP transport listens on; IPv6 without brackets. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** What HTTP clients have to present as a bearer token; null when they need none. */
  readonly authToken: string | null;
  /** PEM files; both or neither are set. */
  readonly tlsCertFile: string | null;
  readonly tlsKeyFile: string | null;
  /**
   * Names that HTTP requests may be addressed to besides those of the loopback interface, in lower case, each
   * with a port when only that is meant; IPv6 addresses in brackets.
   */
  readonly allowedHosts: readonly string[];
  /** Web origins whose pages may call besides those of the very host and port that is called, like `https://example.org`. */
  readonly allowedOrigins: readonly string[];
  /** Calls a minute of one HTTP client; 0 is no limit, null that nobody chose: 60 over HTTP. */
  readonly rateLimit_perMinute: number | null;
  /** Folder for artifacts. */
  readonly tempFolder: string;
  /** Folders that tools may read from and write to; for the commands, folders a model's other files may lie in. */
  readonly roots: readonly string[];
  /** Bound on one source or asset file. */
  readonly maxFileBytes: number;
  /** Extensions of files that may be read, in lower case with their dot. */
  readonly allowedExtensions: readonly string[];
  /** Whether files are looked at before OpenSCAD reads them. */
  readonly validateFiles: boolean;
  /** Whether a model sees only its own root and libraries, and not all allowed roots. */
  readonly disableExternalIncludes: boolean;
  /** Folders in which libraries are looked for before the platform's own. */
  readonly libraryFolders: readonly string[];
  readonly cacheType: CacheType;
  /** How long a model stays known; 0 is for ever. */
  readonly cacheTtl_s: number;
  /** Models kept at most. */
  readonly cacheMaxEntries: number;
  /** `redis://` or `rediss://`, with a password where there is one. */
  readonly redisUrl: string | null;
  readonly logLevel: LogLevel;
  /** Where the log goes instead of stderr. */
  readonly logFile: string | null;
}
