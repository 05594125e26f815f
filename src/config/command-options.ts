/** What the command line asks for. */
export const COMMANDS = [
  'serve',
  'render',
  'animate',
  'check',
  'measure',
  'export',
  'params',
  'view',
  'doctor',
  'help',
  'version',
] as const;

/** A member of {@link COMMANDS}. */
export type CommandName = (typeof COMMANDS)[number];

/** A command that does more than print a text about the program. */
export type RunnableCommand = Exclude<CommandName, 'help' | 'version'>;

/** Every option, as `parseArgs` of Node takes them. */
export const OPTIONS = {
  output: { type: 'string', short: 'o' },
  view: { type: 'string', multiple: true },
  define: { type: 'string', short: 'D', multiple: true },
  size: { type: 'string' },
  style: { type: 'string' },
  dimensions: { type: 'boolean' },
  section: { type: 'string' },
  highlight: { type: 'string' },
  preset: { type: 'string', short: 'P' },
  level: { type: 'string' },
  expect: { type: 'string' },
  what: { type: 'string', multiple: true },
  material: { type: 'string' },
  compare: { type: 'string' },
  quality: { type: 'string' },
  frames: { type: 'string' },
  fps: { type: 'string' },
  timeout: { type: 'string' },
  overwrite: { type: 'boolean' },
  'allow-warnings': { type: 'boolean' },
  json: { type: 'boolean' },
  http: { type: 'boolean' },
  transport: { type: 'string' },
  host: { type: 'string' },
  port: { type: 'string' },
  'no-open': { type: 'boolean' },
  root: { type: 'string', multiple: true },
  config: { type: 'string' },
  'allow-unsandboxed-native': { type: 'boolean' },
  debug: { type: 'boolean' },
  'health-check': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** A key of {@link OPTIONS}. */
export type OptionName = keyof typeof OPTIONS;

/** Commands that work on a model file. */
export const FILE_COMMANDS: ReadonlySet<CommandName> = new Set<CommandName>([
  'render',
  'animate',
  'check',
  'measure',
  'export',
  'params',
  'view',
]);

/** Options of every command. */
export const COMMON_OPTIONS = [
  'root',
  'config',
  'allow-unsandboxed-native',
  'debug',
  'help',
  'version',
] as const satisfies readonly OptionName[];

const MODEL_OPTIONS = [
  'define',
  'preset',
  'quality',
  'timeout',
  'json',
] as const satisfies readonly OptionName[];

/** How clients reach a server; for `doctor`, how they would. */
const SERVER_OPTIONS = ['http', 'transport', 'host', 'port'] as const satisfies readonly OptionName[];

/** What each command takes besides {@link COMMON_OPTIONS}. */
export const OWN_OPTIONS: Readonly<Record<RunnableCommand, readonly OptionName[]>> = {
  serve: SERVER_OPTIONS,
  render: [
    ...MODEL_OPTIONS,
    'output',
    'overwrite',
    'view',
    'size',
    'style',
    'dimensions',
    'section',
    'highlight',
  ],
  animate: [...MODEL_OPTIONS, 'output', 'overwrite', 'view', 'size', 'frames', 'fps'],
  check: [...MODEL_OPTIONS, 'level', 'expect'],
  measure: [...MODEL_OPTIONS, 'what', 'material', 'section', 'compare'],
  export: [...MODEL_OPTIONS, 'output', 'overwrite', 'allow-warnings'],
  params: ['timeout', 'json'],
  view: ['define', 'preset', 'quality', 'timeout', 'port', 'no-open'],
  doctor: [...SERVER_OPTIONS, 'health-check', 'json'],
};

/** Every {@link RunnableCommand}. */
export const RUNNABLE_COMMANDS = COMMANDS.filter(name => name !== 'help' && name !== 'version');
