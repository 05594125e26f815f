import type { Given, GivenByName } from './setting-definition.ts';

/** Names that people know from elsewhere and that do nothing here. */
export interface InapplicableNames {
  readonly names: readonly string[];
  /** Why, and what takes their place. */
  readonly reason: string;
}

const CHOSEN_PER_CALL = 'every call of a tool chooses this for itself';

/** All of them. Variables have upper-case names, keys of a config file lower-case ones. */
export const INAPPLICABLE_NAMES: readonly InapplicableNames[] = [
  {
    names: ['MCP_CACHE_SIZE_MB', 'cache.max_size_mb'],
    reason: 'the size of the cache is a number of models: MCP_CACHE_MAX_SIZE',
  },
  {
    names: ['OPENSCAD_CACHE_DIR', 'cache.directory'],
    reason: 'the files of the cache lie in TEMP_DIR',
  },
  {
    names: [
      'MCP_RENDER_DEFAULT_WIDTH',
      'MCP_RENDER_DEFAULT_HEIGHT',
      'DEFAULT_IMAGE_WIDTH',
      'DEFAULT_IMAGE_HEIGHT',
      'DEFAULT_COLOR_SCHEME',
      'MCP_MAX_ANIMATION_FRAMES',
      'rendering.default_width',
      'rendering.default_height',
      'rendering.default_color_scheme',
      'rendering.max_animation_frames',
      'openscad.default_color_scheme',
    ],
    reason: CHOSEN_PER_CALL,
  },
  {
    names: [
      'OPENSCAD_MAX_RESPONSE_SIZE',
      'OPENSCAD_OUTPUT_FORMAT',
      'OPENSCAD_OUTPUT_DIR',
      'OPENSCAD_COMPRESSION_QUALITY',
    ],
    reason: 'results are kept small enough for every client by themselves',
  },
  {
    names: ['MCP_SERVER_NAME', 'MCP_SERVER_VERSION', 'server.name', 'server.version'],
    reason: 'name and version are those of the package',
  },
  {
    names: ['DISABLE_DANGEROUS_FUNCTIONS', 'security.disable_dangerous_functions'],
    reason: 'models always run in a sandbox',
  },
  {
    names: ['MAX_CPU_PERCENT', 'security.max_cpu_percent'],
    reason: 'limit OPENSCAD_MAX_THREADS, or the process by means of the system',
  },
  { names: ['MCP_HARD_WARNINGS'], reason: 'warnings are reported beside the result' },
  { names: ['IMAGEMAGICK_PATH', 'imagemagick_path'], reason: 'pictures are drawn without other programs' },
  {
    names: ['ENABLE_ANIMATIONS', 'ENABLE_STL_EXPORT', 'ENABLE_BATCH_PROCESSING', 'ENABLE_WASM_FALLBACK'],
    reason: 'the tools are always there',
  },
  {
    names: ['logging.max_size_mb', 'logging.rotate_count'],
    reason: 'files are rotated by the system, for instance by logrotate',
  },
];

/** Whether a name is known to do nothing here. */
export function isInapplicable(name: string): boolean {
  return INAPPLICABLE_NAMES.some(({ names }) => names.includes(name));
}

/** One sentence for each group of names of which a source gives some, in vain. */
export function findInapplicable(source: GivenByName): readonly string[] {
  return INAPPLICABLE_NAMES.flatMap(({ names, reason }) => {
    const given = names.map(name => source.get(name)).filter((found): found is Given => found !== undefined);
    return given.length === 0 ? [] : [describeNoEffect(given, reason)];
  });
}

/** `A, B: without effect, because …`. */
export function describeNoEffect(given: readonly { readonly source: string }[], reason: string): string {
  return `${given.map(({ source }) => source).join(', ')}: without effect; ${reason}.`;
}
