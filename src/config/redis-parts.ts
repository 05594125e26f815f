import type { Given, GivenByName } from './setting-definition.ts';
import { host, wholeNumber } from './value-schemas.ts';

/** Keys of a config file that together are the address of a Redis server. */
export const REDIS_PARTS = ['redis.host', 'redis.port', 'redis.db', 'redis.password'] as const;

type RedisPart = (typeof REDIS_PARTS)[number];

/** What each part has to be; the password may be anything. */
const PART_SCHEMAS = {
  'redis.host': host,
  'redis.port': wholeNumber(1, 65_535),
  'redis.db': wholeNumber(0, 1_000_000),
} as const;

/**
 * Puts the address of a Redis server together from its parts.
 *
 * @returns null as the address when no part is given.
 */
export function joinRedisParts(values: GivenByName): {
  readonly address: Given | null;
  readonly problems: readonly string[];
} {
  const given = REDIS_PARTS.map(part => values.get(part)).filter(found => found !== undefined);
  if (given.length === 0) return { address: null, problems: [] };
  const problems = REDIS_PARTS.flatMap(part => findProblem(part, values.get(part)));
  if (values.has('redis.url')) problems.push(`${given[0].place}: redis.url says this too; keep one of them.`);
  if (problems.length > 0) return { address: null, problems };
  const textOf = (part: RedisPart, fallback: string) => String(values.get(part)?.value ?? fallback);
  const name = textOf('redis.host', 'localhost').replace(/^\[(.*)\]$/, '$1');
  const password = textOf('redis.password', '');
  const credentials = password === '' ? '' : `:${encodeURIComponent(password)}@`;
  const authority = `${name.includes(':') ? `[${name}]` : name}:${textOf('redis.port', '6379')}`;
  const value = `redis://${credentials}${authority}/${textOf('redis.db', '0')}`;
  const section = given[0].source.replace(/\.[a-z]+$/, '');
  return { address: { ...given[0], value, source: section }, problems: [] };
}

function findProblem(part: RedisPart, given: Given | undefined): string[] {
  if (given === undefined) return [];
  if (typeof given.value !== 'string') return [`${given.place}: must be a single value.`];
  if (part === 'redis.password') return [];
  const parsed = PART_SCHEMAS[part].safeParse(given.value);
  if (parsed.success) return [];
  return [`${given.place}: ${JSON.stringify(given.value)} ${parsed.error.issues[0].message}.`];
}
