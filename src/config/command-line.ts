import { delimiter } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../contracts/errors.ts';
import type { FlagValues } from './resolve-settings.ts';
import { SETTING_DEFINITIONS } from './settings.ts';

/** What the command line asks for. */
export const COMMANDS = [
  'serve',
  'render',
  'animate',
  'check',
  'measure',
  'export',
  'params',
  'doctor',
  'help',
  'version',
] as const;

/** A member of {@link COMMANDS}. */
export type CommandName = (typeof COMMANDS)[number];

/** The command line, taken apart. */
export interface CommandLine {
  readonly command: CommandName;
  /** The model file of the commands that take one. */
  readonly file: string | null;
  readonly output: string | null;
  readonly views: readonly string[];
  /** `name=value` as written after -D. */
  readonly definitions: readonly string[];
  /** `WIDTHxHEIGHT` as written. */
  readonly size: string | null;
  /** `x=10` as written. */
  readonly section: string | null;
  readonly preset: string | null;
  readonly level: string | null;
  /** Names of measurements, possibly several in one with commas between. */
  readonly what: readonly string[];
  readonly material: string | null;
  readonly quality: string | null;
  /** Numbers as written. */
  readonly frames: string | null;
  readonly fps: string | null;
  readonly timeout: string | null;
  readonly overwrite: boolean;
  readonly json: boolean;
  /** Flags that are settings. */
  readonly flags: FlagValues;
}

const OPTIONS = {
  output: { type: 'string', short: 'o' },
  view: { type: 'string', multiple: true },
  define: { type: 'string', short: 'D', multiple: true },
  size: { type: 'string' },
  section: { type: 'string' },
  preset: { type: 'string', short: 'P' },
  level: { type: 'string' },
  what: { type: 'string', multiple: true },
  material: { type: 'string' },
  quality: { type: 'string' },
  frames: { type: 'string' },
  fps: { type: 'string' },
  timeout: { type: 'string' },
  overwrite: { type: 'boolean' },
  json: { type: 'boolean' },
  root: { type: 'string', multiple: true },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

type OptionName = keyof typeof OPTIONS;

/** Commands that work on a model file. */
const FILE_COMMANDS = new Set<CommandName>(['render', 'animate', 'check', 'measure', 'export', 'params']);

/** Options of every command. */
const COMMON_OPTIONS = ['root', 'debug', 'help', 'version'] as const satisfies readonly OptionName[];

const MODEL_OPTIONS = [
  'define',
  'preset',
  'quality',
  'timeout',
  'json',
] as const satisfies readonly OptionName[];

/** What each command takes besides {@link COMMON_OPTIONS}. */
const OWN_OPTIONS: Readonly<Record<Exclude<CommandName, 'help' | 'version'>, readonly OptionName[]>> = {
  serve: [],
  render: [...MODEL_OPTIONS, 'output', 'view', 'size'],
  animate: [...MODEL_OPTIONS, 'output', 'view', 'size', 'frames', 'fps'],
  check: [...MODEL_OPTIONS, 'level'],
  measure: [...MODEL_OPTIONS, 'what', 'material', 'section'],
  export: [...MODEL_OPTIONS, 'output', 'overwrite'],
  params: ['timeout', 'json'],
  doctor: ['json'],
};

/**
 * Takes a command line apart. Without a command the server starts, which is what clients do.
 *
 * @param argv without the node executable and the script.
 * @throws AppError INVALID_INPUT naming what is not understood.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parse(argv);
  const command = values.help ? 'help' : values.version ? 'version' : toCommand(positionals[0]);
  const needsFile = FILE_COMMANDS.has(command);
  if (needsFile && positionals.length !== 2) {
    throw usage(`${command} takes one model file; ${positionals.length - 1} were given.`);
  }
  if (!needsFile && positionals.length > 1 && command !== 'help') {
    throw usage(`${command} takes no file: ${positionals.slice(1).join(' ')}`);
  }
  if (command !== 'help' && command !== 'version') refuseForeignOptions(command, values);
  return {
    command,
    file: needsFile ? positionals[1] : null,
    output: values.output ?? null,
    views: values.view ?? [],
    definitions: values.define ?? [],
    size: values.size ?? null,
    section: values.section ?? null,
    preset: values.preset ?? null,
    level: values.level ?? null,
    what: values.what ?? [],
    material: values.material ?? null,
    quality: values.quality ?? null,
    frames: values.frames ?? null,
    fps: values.fps ?? null,
    timeout: values.timeout ?? null,
    overwrite: values.overwrite ?? false,
    json: values.json ?? false,
    flags: toFlags(values.root, values.debug),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    throw usage(cause instanceof Error ? cause.message : 'The command line is not understood.');
  }
}

/** An option without effect is a mistake of whoever wrote it. */
function refuseForeignOptions(command: keyof typeof OWN_OPTIONS, values: object): void {
  const taken = new Set<string>([...COMMON_OPTIONS, ...OWN_OPTIONS[command]]);
  const foreign = Object.entries(OPTIONS)
    .filter(([name]) => Object.hasOwn(values, name) && !taken.has(name))
    .map(([name, option]) => ('short' in option ? `-${option.short}` : `--${name}`));
  if (foreign.length > 0) throw usage(`${command} does not take ${foreign.join(', ')}.`);
}

function toCommand(word: string | undefined): CommandName {
  if (word === undefined) return 'serve';
  const command = COMMANDS.find(name => name === word);
  if (command === undefined) throw usage(`Unknown command ${JSON.stringify(word)}.`);
  return command;
}

function toFlags(roots: readonly string[] | undefined, debug: boolean | undefined): FlagValues {
  return {
    ...(roots === undefined ? {} : { MCP_ROOTS: { flag: '--root', text: roots.join(delimiter) } }),
    ...(debug ? { MCP_LOG_LEVEL: { flag: '--debug', text: 'DEBUG' } } : {}),
  };
}

function usage(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { hint: 'See openscad-mcp-server --help.' });
}

/** The text of --help, with the settings from their table. */
export function helpText(): string {
  const settings = Object.values(SETTING_DEFINITIONS)
    .map(({ name, description }) => `  ${name.padEnd(24)} ${description}`)
    .join('\n');
  return `OpenSCAD for MCP clients, in a WebAssembly sandbox.

Usage
  openscad-mcp-server [serve]                start the MCP server on stdin and stdout
  openscad-mcp-server render FILE [-o OUT.png] [--view V]… [--size 800x600] [--section x=10]
  openscad-mcp-server animate FILE [-o OUT.png] [--frames 12] [--fps F] [--view V] [--size 400x300]
  openscad-mcp-server check  FILE [--level print]    exit 0 right, 1 wrong, 2 could not run
  openscad-mcp-server measure FILE [--what mass,parts] [--material PLA] [--section z=5]
  openscad-mcp-server export FILE -o OUT.(stl|3mf|off|obj|amf|glb|svg|dxf|pdf|png|csg|scad) [--overwrite]
  openscad-mcp-server params FILE            the model's parameters and presets
  openscad-mcp-server doctor                 what works here; exit 0 or 1

Options of the commands that take a FILE
  -D name=value          set a parameter; repeatable (-D width=20 -D on=true -D 'label="A"' -D 'v=[1,2]')
  -P, --preset NAME      a parameter set of the file beside the model, its name with .json
  --quality Q            draft, normal or high
  --timeout S            deadline in seconds
  --json                 print the result as JSON

Options of all
  --root DIR             serve: folder that tools may write to; else: folder that the model's
                         files may lie in, besides its own; repeatable
  --debug                log everything, on stderr
  -h, --help   -v, --version

Settings (environment)
${settings}
`;
}
