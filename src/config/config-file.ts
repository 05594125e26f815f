import { basename, dirname } from 'node:path';
import { isInapplicable } from './inapplicable-names.ts';
import { findNearestName } from './nearest-name.ts';
import type { ConfigEntry } from './parse-config-text.ts';
import { readSmallFile } from './read-small-file.ts';
import { joinRedisParts, REDIS_PARTS } from './redis-parts.ts';
import type { Given, GivenByName } from './setting-definition.ts';
import { FILE_KEYS, VARIABLE_NAMES } from './setting-definitions.ts';

/** Far more than the longest configuration. */
const MAX_CONFIG_FILE_BYTES = 256 * 1024;

/** Every key that a config file may have and that does something. */
const KNOWN_KEYS: ReadonlySet<string> = new Set([...FILE_KEYS, ...REDIS_PARTS, ...VARIABLE_NAMES]);

const SECTIONS: ReadonlySet<string> = new Set(
  [...KNOWN_KEYS].filter(key => key.includes('.')).map(key => key.slice(0, key.indexOf('.'))),
);

/** What a config file says. */
export interface ConfigFile {
  readonly values: GivenByName;
  readonly problems: readonly string[];
}

/**
 * Reads a config file that somebody named, so everything wrong with it is a problem. Relative paths in it are
 * seen from its own folder.
 *
 * @param path absolute.
 * @param namedBy the flag or variable that named it.
 */
export async function readConfigFile(path: string, namedBy: string): Promise<ConfigFile> {
  const file = await readSmallFile(path, { maxBytes: MAX_CONFIG_FILE_BYTES, followLinks: true });
  if ('failure' in file) {
    return { values: new Map(), problems: [`${namedBy}: ${JSON.stringify(path)} ${file.failure}.`] };
  }
  return parseConfigFile(file.text, path);
}

/** Takes the text of a config file apart. @param path where it was read from, for messages and relative paths. */
export async function parseConfigFile(text: string, path: string): Promise<ConfigFile> {
  const name = basename(path);
  // With its YAML parser, which most starts do without.
  const { parseConfigText } = await import('./parse-config-text.ts');
  const { entries, problems: textProblems } = parseConfigText(text);
  const problems = textProblems.map(({ line, text: what }) => `${name} line ${line}: ${what}`);
  const values = new Map<string, Given>();
  for (const entry of entries) {
    const place = `${name} line ${entry.line}: ${entry.path}`;
    const problem = findKeyProblem(entry);
    if (problem !== null) {
      problems.push(`${place}: ${problem}`);
    } else if (entry.value !== null && entry.value !== '') {
      const source = `${name}: ${entry.path}`;
      values.set(entry.path, { value: entry.value, source, place, baseFolder: dirname(path) });
    }
  }
  const { address, problems: redisProblems } = joinRedisParts(values);
  if (address !== null) values.set('redis.url', address);
  return { values, problems: [...problems, ...redisProblems] };
}

function findKeyProblem({ path, value }: ConfigEntry): string | null {
  if (KNOWN_KEYS.has(path) || isInapplicable(path)) return null;
  if (!SECTIONS.has(path)) return `unknown key; ${suggestKey(path)}`;
  // A section whose keys are all commented out.
  if (value === null) return null;
  return `is a section; its keys are ${keysOf(path).join(', ')}.`;
}

/** Names the key that was probably meant: one spelt like it, or of the same name in another section. */
function suggestKey(path: string): string {
  const [section, leaf = section] = path.split('.');
  const elsewhere = [...KNOWN_KEYS].find(key => key.endsWith(`.${leaf}`));
  const nearest =
    findNearestName(path, KNOWN_KEYS, Math.ceil(leaf.length / 2)) ??
    elsewhere ??
    (SECTIONS.has(section) ? null : findNearestName(section, SECTIONS, 2));
  if (nearest !== null) return `was ${nearest} meant?`;
  const keys = keysOf(section);
  return keys.length > 0
    ? `the section has ${keys.join(', ')}.`
    : `sections are ${[...SECTIONS].join(', ')}.`;
}

function keysOf(section: string): readonly string[] {
  const prefix = `${section}.`;
  return [...KNOWN_KEYS].filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length));
}
