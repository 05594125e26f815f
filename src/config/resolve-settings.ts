import { homedir } from 'node:os';
import { AppError } from '../contracts/errors.ts';
import { standardLibraryFolders } from './library-folders.ts';
import { defaultSettings, SETTING_DEFINITIONS, type Settings } from './settings.ts';

/** Where a setting's value came from. */
export interface SettingOrigin {
  readonly name: string;
  readonly value: string | number | boolean | readonly string[] | null;
  /** The variable or flag that set it, or `default`. */
  readonly source: string;
}

/** Settings with the origin of each. */
export interface ResolvedSettings {
  readonly settings: Settings;
  readonly origins: readonly SettingOrigin[];
  /** Where libraries are looked for before the bundled ones: the folders set, then the platform's own. */
  readonly libraryFolders: readonly string[];
}

/** Values given on the command line, by canonical name, with the flag that gave each. */
export type FlagValues = Readonly<Record<string, { readonly flag: string; readonly text: string }>>;

/** The environment, or a stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads every setting: flags win over the environment, canonical names over aliases, and what nobody
 * set has its default. Empty variables count as not set.
 *
 * @throws AppError INVALID_INPUT with one line for each invalid value.
 */
export function resolveSettings(environment: Environment, flags: FlagValues): ResolvedSettings {
  const problems: string[] = [];
  const origins: SettingOrigin[] = [];
  const settings: Writable<Settings> = { ...defaultSettings() };

  function apply<K extends keyof Settings>(key: K): void {
    const { name, aliases, schema } = SETTING_DEFINITIONS[key];
    const given = findGiven(name, aliases, environment, flags);
    if (given !== null) {
      const parsed = schema.safeParse(given.text);
      if (!parsed.success) {
        const wanted = parsed.error.issues.map(issue => issue.message).join(', ');
        problems.push(`${given.source}: ${JSON.stringify(given.text)} ${wanted}.`);
        return;
      }
      settings[key] = parsed.data;
    }
    origins.push({ name, value: settings[key], source: given?.source ?? 'default' });
  }

  Object.keys(SETTING_DEFINITIONS).filter(isSettingKey).forEach(apply);
  if (problems.length > 0) {
    throw new AppError('INVALID_INPUT', `The configuration is not valid.\n  ${problems.join('\n  ')}`, {
      hint: 'Correct or unset the variables and flags named above.',
    });
  }
  const standard = standardLibraryFolders(process.platform, environment, homedir());
  return { settings, origins, libraryFolders: [...settings.libraryFolders, ...standard] };
}

function isSettingKey(key: string): key is keyof Settings {
  return Object.hasOwn(SETTING_DEFINITIONS, key);
}

function findGiven(
  name: string,
  aliases: readonly string[],
  environment: Environment,
  flags: FlagValues,
): { text: string; source: string } | null {
  const flag = flags[name];
  if (flag !== undefined) return { text: flag.text, source: flag.flag };
  for (const variable of [name, ...aliases]) {
    const text = environment[variable];
    if (text !== undefined && text !== '') return { text, source: variable };
  }
  return null;
}
