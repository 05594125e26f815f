import type { Candidate, DefinitionsOf } from '../setting-definition.ts';
import { CACHE_TYPES, type CacheType } from '../settings.ts';
import { oneOf, redisAddress, wholeNumber, wholeNumberOf, yesOrNo } from '../value-schemas.ts';

/** One year, as much as anybody could want short of for ever. */
const MAX_TTL_S = 31_536_000;

const SECONDS_PER_HOUR = 3600;

/** `false` is the type `off`; `true` leaves the type to others. */
const enabled = {
  note: 'false is off',
  schema: yesOrNo.transform((on): CacheType | undefined => (on ? undefined : 'off')),
};

const ttlInHours = {
  note: 'in hours',
  schema: wholeNumberOf(SECONDS_PER_HOUR, 0, MAX_TTL_S / SECONDS_PER_HOUR),
};

/** Where known models are kept. */
export const CACHE_DEFINITIONS: DefinitionsOf<'cacheType' | 'cacheTtl_s' | 'cacheMaxEntries' | 'redisUrl'> = {
  cacheType: {
    name: 'MCP_CACHE_TYPE',
    aliases: [
      { name: 'MCP_CACHE_ENABLED', ...enabled },
      { name: 'OPENSCAD_CACHE_ENABLED', ...enabled },
    ],
    keys: ['cache.type', { name: 'cache.enabled', ...enabled }],
    description:
      'Where known models are kept: memory, disk (memory first), redis (memory first, shared) or off.',
    shownDefault: 'memory',
    schema: oneOf(CACHE_TYPES),
    choose: chooseType,
  },
  cacheTtl_s: {
    name: 'MCP_CACHE_TTL',
    aliases: ['OPENSCAD_CACHE_TTL', { name: 'MCP_CACHE_TTL_HOURS', ...ttlInHours }],
    keys: ['cache.ttl', { name: 'cache.ttl_hours', ...ttlInHours }],
    description: `Seconds for which a model stays known (0–${MAX_TTL_S}); 0 is until its place is needed.`,
    shownDefault: '3600',
    schema: wholeNumber(0, MAX_TTL_S),
  },
  cacheMaxEntries: {
    name: 'MCP_CACHE_MAX_SIZE',
    aliases: ['OPENSCAD_CACHE_MAX_SIZE'],
    keys: ['cache.max_size'],
    description: 'Models kept at most (1–1000000).',
    shownDefault: '1000',
    schema: wholeNumber(1, 1_000_000),
  },
  redisUrl: {
    name: 'REDIS_URL',
    aliases: [],
    keys: ['redis.url'],
    description:
      'Address of the Redis server: redis://[:password@]host[:port][/db], with TLS rediss://. In a config file also redis.host, port, db and password.',
    shownDefault: 'none',
    isSecret: true,
    schema: redisAddress,
  },
};

/**
 * The switch and the type are two words for one thing. `false` means off, whatever type stands beside it; `true`
 * means that an `off` of a source further down does not count.
 */
function chooseType(candidates: readonly Candidate<CacheType>[]): Candidate<CacheType> {
  const [first] = candidates;
  const beside = candidates.filter(({ rank }) => rank === first.rank);
  const off = beside.find(({ value }) => value === 'off');
  if (off !== undefined) return off;
  const typed = beside.find(({ value }) => value !== undefined);
  if (typed !== undefined) return typed;
  const further = candidates.find(({ value }) => value !== undefined && value !== 'off');
  return further ?? { ...first, value: 'memory' };
}
