import { parseArgs } from 'node:util';
import { AppError } from '../contracts/errors.ts';
import {
  COMMANDS,
  COMMON_OPTIONS,
  type CommandName,
  FILE_COMMANDS,
  OPTIONS,
  OWN_OPTIONS,
} from './command-options.ts';
import type { FlagValues } from './resolve-settings.ts';
import type { GivenValue } from './setting-definition.ts';
import { CONFIG_FILE_VARIABLE, SETTING_DEFINITIONS } from './setting-definitions.ts';

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
  readonly highlight: string | null;
  readonly preset: string | null;
  readonly level: string | null;
  /** Names of measurements, possibly several in one with commas between. */
  readonly what: readonly string[];
  readonly material: string | null;
  /** A second model file. */
  readonly compare: string | null;
  readonly quality: string | null;
  /** Numbers as written. */
  readonly frames: string | null;
  readonly fps: string | null;
  readonly timeout: string | null;
  readonly overwrite: boolean;
  readonly json: boolean;
  /** doctor: only what is not right, and one word. */
  readonly terse: boolean;
  /** Flags that are settings. */
  readonly flags: FlagValues;
}

/**
 * Takes a command line apart. Without a command the server starts, which is what clients do.
 *
 * @param argv without the node executable and the script.
 * @throws AppError INVALID_INPUT naming what is not understood.
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const { values, positionals } = parse(argv);
  const command = toCommand(positionals[0], values);
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
    highlight: values.highlight ?? null,
    preset: values.preset ?? null,
    level: values.level ?? null,
    what: values.what ?? [],
    material: values.material ?? null,
    compare: values.compare ?? null,
    quality: values.quality ?? null,
    frames: values.frames ?? null,
    fps: values.fps ?? null,
    timeout: values.timeout ?? null,
    overwrite: values.overwrite ?? false,
    json: values.json ?? false,
    terse: values['health-check'] ?? false,
    flags: toFlags(values),
  };
}

type Values = ReturnType<typeof parse>['values'];

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

function toCommand(word: string | undefined, values: Values): CommandName {
  if (values.help) return 'help';
  if (values.version) return 'version';
  if (word === undefined) return values['health-check'] ? 'doctor' : 'serve';
  const command = COMMANDS.find(name => name === word);
  if (command === undefined) throw usage(`Unknown command ${JSON.stringify(word)}.`);
  return command;
}

/** The settings among the options. */
function toFlags({ http, transport, host, port, root, config, debug }: Values): FlagValues {
  if (http && transport !== undefined && transport !== 'http') {
    throw usage(`--http and --transport ${transport} contradict each other.`);
  }
  const given: readonly [name: string, flag: string, text: GivenValue | undefined][] = [
    [SETTING_DEFINITIONS.transport.name, '--transport', transport],
    [SETTING_DEFINITIONS.transport.name, '--http', http ? 'http' : undefined],
    [SETTING_DEFINITIONS.host.name, '--host', host],
    [SETTING_DEFINITIONS.port.name, '--port', port],
    [SETTING_DEFINITIONS.roots.name, '--root', root],
    [CONFIG_FILE_VARIABLE, '--config', config],
    [SETTING_DEFINITIONS.logLevel.name, '--debug', debug ? 'DEBUG' : undefined],
  ];
  return Object.fromEntries(
    given.flatMap(([name, flag, text]) => (text === undefined ? [] : [[name, { flag, text }]])),
  );
}

function usage(message: string): AppError {
  return new AppError('INVALID_INPUT', message, { hint: 'See openscad-mcp-server --help.' });
}
