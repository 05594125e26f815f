import { isLoopbackName, toAddress } from '../contracts/address.ts';
import { describeNoEffect } from './inapplicable-names.ts';
import type { Settings } from './settings.ts';

/** Something wrong with several settings at once. */
interface Conflict {
  /** Those it looks at; with an invalid one among them nothing can be said. */
  readonly settings: readonly (keyof Settings)[];
  /** @param sourceOf where the value of a setting stands. */
  describe(settings: Settings, sourceOf: SourceOf): string | null;
}

type SourceOf = (key: keyof Settings) => string;

const CONFLICTS: readonly Conflict[] = [
  {
    settings: ['tlsCertFile', 'tlsKeyFile'],
    describe({ tlsCertFile, tlsKeyFile }, sourceOf) {
      if ((tlsCertFile === null) === (tlsKeyFile === null)) return null;
      return tlsKeyFile === null
        ? `${sourceOf('tlsCertFile')}: a certificate needs its key; set MCP_TLS_KEY too.`
        : `${sourceOf('tlsKeyFile')}: a key needs its certificate; set MCP_TLS_CERT too.`;
    },
  },
  {
    settings: ['transport', 'host', 'authToken'],
    describe({ transport, host, authToken }, sourceOf) {
      if (transport !== 'http' || authToken !== null || isLoopbackName(toAddress(host))) return null;
      return (
        `${sourceOf('host')}: ${JSON.stringify(host)} is open to other machines and needs a token; ` +
        'set MCP_AUTH_TOKEN, for instance to the output of: openssl rand -hex 32; or listen on 127.0.0.1.'
      );
    },
  },
  {
    settings: ['engine', 'nativeBinary'],
    describe({ engine, nativeBinary }, sourceOf) {
      if (engine !== 'native' || nativeBinary !== null) return null;
      return `${sourceOf('engine')}: the native engine is an installed OpenSCAD; set OPENSCAD_BINARY to its path.`;
    },
  },
  {
    settings: ['cacheType', 'redisUrl'],
    describe({ cacheType, redisUrl }, sourceOf) {
      if (cacheType !== 'redis' || redisUrl !== null) return null;
      return `${sourceOf('cacheType')}: the type redis needs an address; set REDIS_URL, such as redis://localhost:6379/0.`;
    },
  },
];

/** A shorter token can be found by trying; `openssl rand -hex 16` makes one of 32 characters. */
const MIN_TOKEN_LENGTH = 16;

/** Settings that are valid, do what they say, and are still unwise, a sentence each. */
export function findWeaknesses({ transport, authToken }: Settings, sourceOf: SourceOf): readonly string[] {
  if (transport !== 'http' || authToken === null || authToken.length >= MIN_TOKEN_LENGTH) return [];
  return [
    `${sourceOf('authToken')}: the token has fewer than ${MIN_TOKEN_LENGTH} characters and can be guessed; ` +
      'make one with: openssl rand -hex 32.',
  ];
}

/** Settings that count only under a condition. */
interface ConditionalSettings {
  readonly settings: readonly (keyof Settings)[];
  applies(settings: Settings): boolean;
  readonly reason: string;
}

const CONDITIONAL_SETTINGS: readonly ConditionalSettings[] = [
  {
    settings: [
      'host',
      'port',
      'authToken',
      'tlsCertFile',
      'tlsKeyFile',
      'allowedHosts',
      'allowedOrigins',
      'rateLimit_perMinute',
    ],
    applies: ({ transport }) => transport === 'http',
    reason: 'the transport is stdio, and --http or MCP_TRANSPORT=http chooses the other',
  },
  {
    settings: ['redisUrl'],
    // Over HTTP requests are counted there, too.
    applies: ({ cacheType, transport }) => cacheType === 'redis' || transport === 'http',
    reason: 'the cache type is not redis, and nothing is served over HTTP',
  },
  {
    settings: ['nativeBinary', 'allowUnsandboxedNative'],
    applies: ({ engine }) => engine !== 'wasm',
    reason: 'the engine is wasm',
  },
  {
    settings: ['allowUnsandboxedNative'],
    applies: ({ engine, nativeBinary }) => engine === 'wasm' || nativeBinary !== null,
    reason: 'no installed OpenSCAD is named by OPENSCAD_BINARY',
  },
];

/**
 * What is wrong with settings that are valid by themselves.
 *
 * @param invalid settings whose own values are not valid.
 */
export function findConflicts(
  settings: Settings,
  sourceOf: SourceOf,
  invalid: ReadonlySet<keyof Settings>,
): readonly string[] {
  return CONFLICTS.filter(conflict => !conflict.settings.some(key => invalid.has(key)))
    .map(conflict => conflict.describe(settings, sourceOf))
    .filter(problem => problem !== null);
}

/**
 * Settings that somebody chose and that do not count because of another.
 *
 * @param isChosen whether somebody set a setting.
 */
export function findWithoutEffect(
  settings: Settings,
  sourceOf: SourceOf,
  isChosen: (key: keyof Settings) => boolean,
): readonly string[] {
  return CONDITIONAL_SETTINGS.filter(({ applies }) => !applies(settings)).flatMap(
    ({ settings: keys, reason }) => {
      const chosen = keys.filter(isChosen).map(key => ({ source: sourceOf(key) }));
      return chosen.length === 0 ? [] : [describeNoEffect(chosen, reason)];
    },
  );
}
