import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { nameOf } from '../../src/config/setting-definition.ts';
import { SETTING_DEFINITIONS, SETTING_KEYS } from '../../src/config/setting-definitions.ts';
import type { Settings } from '../../src/config/settings.ts';

/** Where a setting can be given. */
export type SettingSource = 'environment' | '.env' | 'config file' | 'flag';

/** One way to give a setting: under a name, in a place. */
export interface SettingName {
  readonly key: keyof Settings;
  /** A variable, a `section.key` or a flag. */
  readonly name: string;
  readonly source: SettingSource;
}

/** Variables may stand in all of these. */
const VARIABLE_SOURCES = ['environment', '.env', 'config file'] as const;

/**
 * Every name of every setting in some source, and every setting in every source that it can have. Which name is
 * tried in which source rotates, since every name in every source would be three times as many.
 */
export const SETTING_NAMES: readonly SettingName[] = SETTING_KEYS.flatMap((key, index) => [
  ...variablesOf(key, index),
  ...SETTING_DEFINITIONS[key].keys.map(each => ({ key, name: nameOf(each), source: 'config file' }) as const),
  ...flagsOf(key).map(({ name }) => ({ key, name, source: 'flag' }) as const),
]);

function variablesOf(key: keyof Settings, rotation: number): readonly SettingName[] {
  const { name, aliases, isOperatorOnly } = SETTING_DEFINITIONS[key];
  const sources = VARIABLE_SOURCES.filter(source => source !== '.env' || isOperatorOnly !== true);
  const names = [name, ...aliases.map(nameOf)];
  return Array.from({ length: Math.max(names.length, sources.length) }, (_, index) => ({
    key,
    name: names[index % names.length],
    source: sources[(index + rotation) % sources.length],
  }));
}

/** The flags of a setting, taken from its usage text, such as `--transport T, --http`. */
function flagsOf(key: keyof Settings): readonly { readonly name: string; readonly takesText: boolean }[] {
  const usages = SETTING_DEFINITIONS[key].flag?.split(', ') ?? [];
  return usages.map(usage => {
    const [name, placeholder] = usage.split(' ');
    return { name, takesText: placeholder !== undefined };
  });
}

/** Folders that a server is started with. */
export interface SettingFolders {
  /** The working directory, where `.env` lies. */
  readonly cwd: string;
  /** Where the config file is to be. */
  readonly configFile: string;
}

/** What a server is started with so that it has a setting. */
export interface Launch {
  readonly env: Record<string, string>;
  readonly args: readonly string[];
}

/** Gives a setting a value in its source; writes the file that needs. */
export function giveSetting(
  { key, name, source }: SettingName,
  text: string,
  folders: SettingFolders,
): Launch {
  if (source === 'environment') return { env: { [name]: text }, args: [] };
  if (source === 'flag') return { env: {}, args: toArguments(key, name, text) };
  if (source === '.env') {
    writeFileSync(join(folders.cwd, '.env'), `${name}=${text}\n`);
    return { env: {}, args: [] };
  }
  mkdirSync(dirname(folders.configFile), { recursive: true });
  const [section, leaf] = name.split('.');
  const value = toYaml(text);
  const isTopLevel = leaf === undefined;
  writeFileSync(
    folders.configFile,
    isTopLevel ? `${section}: ${value}\n` : `${section}:\n  ${leaf}: ${value}\n`,
  );
  // Both ways to name the file are used.
  return isTopLevel
    ? { env: { MCP_CONFIG: folders.configFile }, args: [] }
    : { env: {}, args: ['--config', folders.configFile] };
}

/** A list becomes a flag for each item. */
function toArguments(key: keyof Settings, name: string, text: string): readonly string[] {
  const takesText = flagsOf(key).some(flag => flag.name === name && flag.takesText);
  if (!takesText) return [name];
  const isList = SETTING_DEFINITIONS[key].separators !== undefined;
  return (isList ? text.split(delimiter) : [text]).flatMap(item => [name, item]);
}

/** As people write it: numbers and yes or no without quotes. */
function toYaml(text: string): string {
  return /^(?:\d+|true|false)$/.test(text) ? text : JSON.stringify(text);
}
