import { resolve } from 'node:path';
import { type ConfigFile, readConfigFile } from './config-file.ts';
import { workingFolder } from './default-settings.ts';
import { type EnvFile, readEnvFile } from './env-file.ts';
import { withholdOperatorOnly } from './operator-only.ts';
import {
  type Environment,
  type FlagValues,
  type ResolvedSettings,
  resolveSettings,
} from './resolve-settings.ts';
import type { GivenByName } from './setting-definition.ts';
import { CONFIG_FILE_VARIABLE } from './setting-definitions.ts';

const NO_ENV_FILE: EnvFile = { values: new Map(), warnings: [] };
const NO_CONFIG_FILE: ConfigFile = { values: new Map(), problems: [] };

/**
 * Reads every setting from flags, the environment, `.env` of the working directory, and the config file that
 * `--config` or `MCP_CONFIG` names.
 *
 * @param folder the working directory; null when there is none.
 * @throws AppError INVALID_INPUT with one line for each problem of all of them.
 */
export async function loadSettings(
  environment: Environment,
  flags: FlagValues,
  folder: string | null = workingFolder(),
): Promise<ResolvedSettings> {
  const envFile = folder === null ? NO_ENV_FILE : await readEnvFile(folder);
  const named = findConfigFile(environment, flags, envFile.values);
  const configFile =
    named === null ? NO_CONFIG_FILE : await readConfigFile(resolve(folder ?? '/', named.path), named.by);
  const ofFolder = withholdOperatorOnly(envFile.values);
  const isOperators = named === null || named.isOperators;
  const ofConfigFile = isOperators
    ? { values: configFile.values, warnings: [] }
    : withholdOperatorOnly(configFile.values);
  return resolveSettings(environment, flags, {
    envFile: ofFolder.values,
    configFile: ofConfigFile.values,
    problems: configFile.problems,
    warnings: [...envFile.warnings, ...ofFolder.warnings, ...ofConfigFile.warnings],
  });
}

function findConfigFile(
  environment: Environment,
  flags: FlagValues,
  envFile: GivenByName,
): { readonly path: string; readonly by: string; readonly isOperators: boolean } | null {
  const flag = flags[CONFIG_FILE_VARIABLE];
  if (flag !== undefined) return { path: String(flag.text), by: flag.flag, isOperators: true };
  const variable = environment[CONFIG_FILE_VARIABLE]?.trim() ?? '';
  if (variable !== '') return { path: variable, by: CONFIG_FILE_VARIABLE, isOperators: true };
  const given = envFile.get(CONFIG_FILE_VARIABLE);
  return given === undefined ? null : { path: String(given.value), by: given.source, isOperators: false };
}
