import { CACHE_DEFINITIONS } from './definitions/cache.ts';
import { ENGINE_DEFINITIONS } from './definitions/engine.ts';
import { FILE_DEFINITIONS } from './definitions/files.ts';
import { LOGGING_DEFINITIONS } from './definitions/logging.ts';
import { RENDERING_DEFINITIONS } from './definitions/rendering.ts';
import { SERVER_DEFINITIONS } from './definitions/server.ts';
import { type DefinitionsOf, nameOf } from './setting-definition.ts';
import type { Settings } from './settings.ts';

/** Every setting, in the order in which help and status show them. */
export const SETTING_DEFINITIONS: DefinitionsOf<keyof Settings> = {
  ...RENDERING_DEFINITIONS,
  ...ENGINE_DEFINITIONS,
  ...SERVER_DEFINITIONS,
  ...FILE_DEFINITIONS,
  ...CACHE_DEFINITIONS,
  ...LOGGING_DEFINITIONS,
};

/** The same in groups, for the documentation. */
export const SETTING_GROUPS = [
  { title: 'Rendering', definitions: Object.values(RENDERING_DEFINITIONS) },
  { title: 'Engine', definitions: Object.values(ENGINE_DEFINITIONS) },
  { title: 'Server', definitions: Object.values(SERVER_DEFINITIONS) },
  { title: 'Files', definitions: Object.values(FILE_DEFINITIONS) },
  { title: 'Cache', definitions: Object.values(CACHE_DEFINITIONS) },
  { title: 'Log', definitions: Object.values(LOGGING_DEFINITIONS) },
] as const;

/** The variable that names the config file; it is a setting about settings and stands in no file's schema. */
export const CONFIG_FILE_VARIABLE = 'MCP_CONFIG';

/** The keys of {@link Settings}. */
export const SETTING_KEYS: readonly (keyof Settings)[] =
  Object.keys(SETTING_DEFINITIONS).filter(isSettingKey);

/** Every variable that is a setting. */
export const VARIABLE_NAMES: ReadonlySet<string> = new Set(
  Object.values(SETTING_DEFINITIONS).flatMap(({ name, aliases }) => [name, ...aliases.map(nameOf)]),
);

/** Every `section.key` of a config file. */
export const FILE_KEYS: ReadonlySet<string> = new Set(
  Object.values(SETTING_DEFINITIONS).flatMap(({ keys }) => keys.map(nameOf)),
);

function isSettingKey(key: string): key is keyof Settings {
  return Object.hasOwn(SETTING_DEFINITIONS, key);
}
