import { resolve } from 'node:path';
import { homeFolder } from './default-settings.ts';
import type { Candidate, Given, GivenByName, SettingDefinition, SpecialName } from './setting-definition.ts';

/** Longest piece of a wrong value that a message repeats. */
const MAX_QUOTED_LENGTH = 80;

/** What the sources say about one setting. */
export interface SettingReading<Value> {
  /** What counts; null when nobody set it, or nobody validly. */
  readonly chosen: Candidate<Value> | null;
  /** Values that are wrong and would have counted. */
  readonly problems: readonly string[];
  /** Wrong values that something of higher precedence overrides. */
  readonly overridden: readonly string[];
  /** Valid values beside another name of the same setting in the same source. */
  readonly ignored: readonly string[];
}

/**
 * Reads one setting from all sources. Canonical names win over aliases of the same source.
 *
 * @param sources in order of precedence, the first wins.
 */
export function readSetting<Value>(
  definition: SettingDefinition<Value>,
  sources: readonly GivenByName[],
): SettingReading<Value> {
  const candidates: Candidate<Value>[] = [];
  const problems: string[] = [];
  const overridden: string[] = [];
  const names = [definition.name, ...definition.aliases, ...definition.keys].map(toSpecialName<Value>);
  sources.forEach((source, rank) => {
    // Within one source every value has to be right: they stand where one person can mend them.
    const isOverridden = candidates.length > 0;
    for (const special of names) {
      const given = source.get(special.name);
      if (given === undefined) continue;
      const read = readValue(definition, special, given);
      if ('value' in read) {
        candidates.push({ value: read.value, name: special.name, source: given.source, rank });
      } else {
        (isOverridden ? overridden : problems).push(describeProblem(definition, given, read.wanted));
      }
    }
  });
  const chosen = candidates.length === 0 ? null : choose(definition, candidates);
  return { chosen, problems, overridden, ignored: findIgnored(definition, chosen, candidates) };
}

function toSpecialName<Value>(name: string | SpecialName<Value>): Omit<SpecialName<Value>, 'note'> {
  return typeof name === 'string' ? { name } : name;
}

function choose<Value>(
  { choose: chooseAmong }: SettingDefinition<Value>,
  candidates: readonly Candidate<Value>[],
): Candidate<Value> | null {
  return chooseAmong === undefined ? candidates[0] : chooseAmong(candidates);
}

/** Reads what a source gives under a name, in the way of that name. */
function readValue<Value>(
  definition: SettingDefinition<Value>,
  { schema = definition.schema, separators = definition.separators }: Omit<SpecialName<Value>, 'note'>,
  given: Given,
): { readonly value: Value | undefined } | { readonly wanted: string } {
  const isList = separators !== undefined;
  if (!isList && typeof given.value !== 'string') return { wanted: 'must be a single value' };
  const texts = toItems(given, separators);
  const isPath = definition.isPath === true;
  if (isPath && texts.includes('')) return { wanted: 'must not be empty' };
  const items = isPath ? texts.map(text => toAbsolutePath(text, given.baseFolder)) : texts;
  const parsed = schema.safeParse(isList ? items : items[0]);
  if (parsed.success) return { value: parsed.data };
  return { wanted: [...new Set(parsed.error.issues.map(issue => issue.message))].join(', ') };
}

function toItems({ value }: Given, separators: string | undefined): readonly string[] {
  if (typeof value !== 'string') return value;
  if (separators === undefined) return [value];
  // Windows paths hold no semicolon, and no others hold their platform's separator unless in a list.
  return value
    .split(new RegExp(`[${separators}]`))
    .map(item => item.trim())
    .filter(item => item !== '');
}

/** Clients start servers without a shell, which would have put the home folder in the place of the tilde. */
function toAbsolutePath(path: string, baseFolder: string | undefined): string {
  const home = homeFolder();
  const expanded = home === '' ? path : path.replace(/^~(?=$|[/\\])/, () => home);
  return baseFolder === undefined ? resolve(expanded) : resolve(baseFolder, expanded);
}

function describeProblem<Value>(
  { isSecret }: SettingDefinition<Value>,
  { value, place }: Given,
  wanted: string,
): string {
  if (isSecret === true) return `${place}: the value ${wanted}.`;
  const quoted = JSON.stringify(value);
  const shown = quoted.length > MAX_QUOTED_LENGTH ? `${quoted.slice(0, MAX_QUOTED_LENGTH)}…` : quoted;
  return `${place}: ${shown} ${wanted}.`;
}

function findIgnored<Value>(
  { choose: chooseAmong }: SettingDefinition<Value>,
  chosen: Candidate<Value> | null,
  candidates: readonly Candidate<Value>[],
): readonly string[] {
  if (chosen === null || chooseAmong !== undefined) return [];
  return candidates
    .filter(({ rank, value }) => rank === chosen.rank && !isSame(value, chosen.value))
    .map(({ source }) => `${source}: without effect, because ${chosen.source} has another value.`);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
