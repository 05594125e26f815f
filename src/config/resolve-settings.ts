import { AppError } from '../contracts/errors.ts';
import { findConflicts, findWeaknesses, findWithoutEffect } from './conflicts.ts';
import { defaultSettings, homeFolder } from './default-settings.ts';
import { findInapplicable } from './inapplicable-names.ts';
import { standardLibraryFolders } from './library-folders.ts';
import { readSetting } from './read-setting.ts';
import type { Given, GivenByName, GivenValue } from './setting-definition.ts';
import { SETTING_DEFINITIONS, SETTING_KEYS } from './setting-definitions.ts';
import type { Settings } from './settings.ts';
import { findUnknownVariables } from './unknown-variables.ts';

/** Where a setting's value came from. */
export interface SettingOrigin {
  readonly name: string;
  /** Null when there is none; `***` for a secret. */
  readonly value: string | number | boolean | readonly string[] | null;
  /** What set it, such as `MCP_PORT`, `--port`, `.env: MCP_PORT` or `config.yaml: server.port`; or `default`. */
  readonly source: string;
  /** Whether the value names files or folders of this machine. */
  readonly isPath: boolean;
}

/** Settings with the origin of each. */
export interface ResolvedSettings {
  readonly settings: Settings;
  readonly origins: readonly SettingOrigin[];
  /** Sentences about what was given and does not count. */
  readonly warnings: readonly string[];
  /** Where libraries are looked for before the bundled ones: the folders set, then the platform's own. */
  readonly libraryFolders: readonly string[];
}

/** Values given on the command line, by canonical name, with the flag that gave each. */
export type FlagValues = Readonly<Record<string, { readonly flag: string; readonly text: GivenValue }>>;

/** The environment, or a stand-in for it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What files say about settings. */
export interface SettingsFiles {
  /** The variables of `.env`. */
  readonly envFile: GivenByName;
  /** The keys of the config file. */
  readonly configFile: GivenByName;
  /** What is wrong with the files themselves. */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/** The default in words of a setting that has none. */
const NONE = 'none';

/** What is shown in a secret's place. */
const HIDDEN = '***';

const NO_FILES: SettingsFiles = { envFile: new Map(), configFile: new Map(), problems: [], warnings: [] };

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads every setting. Flags win over the environment, that over `.env`, that over the config file, and what
 * nobody set has its default. Canonical names win over aliases beside them. Empty variables count as not set.
 *
 * @param files what {@link loadSettings} read; without it no file counts.
 * @throws AppError INVALID_INPUT with one line for each problem.
 */
export function resolveSettings(
  environment: Environment,
  flags: FlagValues,
  files: SettingsFiles = NO_FILES,
): ResolvedSettings {
  const variables = fromEnvironment(environment);
  const sources = [fromFlags(flags), variables, files.envFile, files.configFile];
  const { settings, chosenFrom, invalid, problems, overridden, ignored } = readAll(sources);
  const sourceOf = (key: keyof Settings) => chosenFrom.get(key) ?? SETTING_DEFINITIONS[key].name;
  const allProblems = [...files.problems, ...problems, ...findConflicts(settings, sourceOf, invalid)];
  // What was not taken from a file may be what is missing.
  if (allProblems.length > 0) throw invalidConfiguration([...allProblems, ...overridden, ...files.warnings]);
  const standard = standardLibraryFolders(process.platform, environment, homeFolder());
  return {
    settings,
    origins: SETTING_KEYS.map(key => toOrigin(key, settings, chosenFrom.get(key))),
    warnings: [
      ...files.warnings,
      ...overridden.map(problem => `${problem} It is overridden.`),
      ...ignored,
      ...[variables, files.envFile].flatMap(findUnknownVariables),
      ...[variables, files.envFile, files.configFile].flatMap(findInapplicable),
      ...findWithoutEffect(settings, sourceOf, key => chosenFrom.has(key)),
      ...findWeaknesses(settings, sourceOf),
    ],
    libraryFolders: [...settings.libraryFolders, ...standard],
  };
}

function readAll(sources: readonly GivenByName[]) {
  const settings: Writable<Settings> = { ...defaultSettings() };
  const chosenFrom = new Map<keyof Settings, string>();
  const invalid = new Set<keyof Settings>();
  const problems: string[] = [];
  const overridden: string[] = [];
  const ignored: string[] = [];

  function read<K extends keyof Settings>(key: K): void {
    const reading = readSetting<Settings[K]>(SETTING_DEFINITIONS[key], sources);
    problems.push(...reading.problems);
    overridden.push(...reading.overridden);
    ignored.push(...reading.ignored);
    if (reading.problems.length > 0) invalid.add(key);
    if (reading.chosen?.value === undefined) return;
    settings[key] = reading.chosen.value;
    chosenFrom.set(key, reading.chosen.source);
  }

  SETTING_KEYS.forEach(read);
  return { settings, chosenFrom, invalid, problems, overridden, ignored };
}

function toOrigin(key: keyof Settings, settings: Settings, source: string | undefined): SettingOrigin {
  const { name, isSecret, isPath = false, shownDefault } = SETTING_DEFINITIONS[key];
  const value = settings[key];
  if (value !== null) {
    return { name, value: isSecret === true ? HIDDEN : value, source: source ?? 'default', isPath };
  }
  // Nobody chose, and what happens then depends on other settings.
  return { name, value: shownDefault === NONE ? null : shownDefault, source: 'default', isPath: false };
}

function fromEnvironment(environment: Environment): GivenByName {
  const given = new Map<string, Given>();
  for (const [name, text] of Object.entries(environment)) {
    const value = text?.trim() ?? '';
    if (value !== '') given.set(name, { value, source: name, place: name });
  }
  return given;
}

function fromFlags(flags: FlagValues): GivenByName {
  return new Map(
    Object.entries(flags).map(([name, { flag, text }]) => [name, { value: text, source: flag, place: flag }]),
  );
}

function invalidConfiguration(problems: readonly string[]): AppError {
  return new AppError('INVALID_INPUT', `The configuration is not valid.\n  ${problems.join('\n  ')}`, {
    hint: 'Correct or remove what is named above.',
  });
}
