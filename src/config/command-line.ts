import {
  COMMANDS,
  COMMON_OPTIONS,
  type CommandName,
  FILE_COMMANDS,
  OPTIONS,
  OWN_OPTIONS,
  RUNNABLE_COMMANDS,
  type RunnableCommand,
} from './command-options.ts';
import { parseOptions, unknownCommand, usageError } from './parse-options.ts';
import type { FlagValues } from './resolve-settings.ts';
import type { GivenValue } from './setting-definition.ts';
import { CONFIG_FILE_VARIABLE, SETTING_DEFINITIONS } from './setting-definitions.ts';

/** The command line, taken apart. */
export interface CommandLine {
  readonly command: CommandName;
  /** help: the command that is asked about. */
  readonly topic: RunnableCommand | null;
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
  readonly style: string | null;
  readonly dimensions: boolean;
  readonly highlight: string | null;
  readonly preset: string | null;
  readonly level: string | null;
  /** A JSON object or the name of a file with one. */
  readonly expect: string | null;
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
  /** export: whether to write also what a check would fail for its warnings. */
  readonly allowWarnings: boolean;
  readonly json: boolean;
  /** view: the port as written. */
  readonly port: string | null;
  /** view: whether to open the browser. */
  readonly open: boolean;
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
  const { values, positionals } = parseOptions(argv);
  const command = toCommand(positionals[0], values);
  const needsFile = FILE_COMMANDS.has(command);
  if (needsFile && positionals.length !== 2) {
    throw usageError(`${command} takes one model file; ${positionals.length - 1} were given.`, command);
  }
  if (!needsFile && positionals.length > 1 && command !== 'help') {
    throw usageError(`${command} takes no file: ${positionals.slice(1).join(' ')}`, command);
  }
  if (command !== 'help' && command !== 'version') refuseForeignOptions(command, values);
  return {
    command,
    topic: command === 'help' ? toTopic(positionals, values) : null,
    file: needsFile ? positionals[1] : null,
    output: values.output ?? null,
    views: values.view ?? [],
    definitions: values.define ?? [],
    size: values.size ?? null,
    section: values.section ?? null,
    style: values.style ?? null,
    dimensions: values.dimensions ?? false,
    highlight: values.highlight ?? null,
    preset: values.preset ?? null,
    level: values.level ?? null,
    expect: values.expect ?? null,
    what: values.what ?? [],
    material: values.material ?? null,
    compare: values.compare ?? null,
    quality: values.quality ?? null,
    frames: values.frames ?? null,
    fps: values.fps ?? null,
    timeout: values.timeout ?? null,
    overwrite: values.overwrite ?? false,
    allowWarnings: values['allow-warnings'] ?? false,
    json: values.json ?? false,
    port: values.port ?? null,
    open: !(values['no-open'] ?? false),
    terse: values['health-check'] ?? false,
    // The port of `view` is no setting: it would move a server that clients know.
    flags: toFlags(command === 'view' ? { ...values, port: undefined } : values),
  };
}

type Values = ReturnType<typeof parseOptions>['values'];

/** An option without effect is a mistake of whoever wrote it. */
function refuseForeignOptions(command: keyof typeof OWN_OPTIONS, values: object): void {
  const taken = new Set<string>([...COMMON_OPTIONS, ...OWN_OPTIONS[command]]);
  const foreign = Object.entries(OPTIONS)
    .filter(([name]) => Object.hasOwn(values, name) && !taken.has(name))
    .map(([name, option]) => ('short' in option ? `-${option.short}` : `--${name}`));
  if (foreign.length > 0) throw usageError(`${command} does not take ${foreign.join(', ')}.`, command);
}

function toCommand(word: string | undefined, values: Values): CommandName {
  if (values.help) return 'help';
  if (values.version) return 'version';
  if (word === undefined) return values['health-check'] ? 'doctor' : 'serve';
  const command = COMMANDS.find(name => name === word);
  if (command === undefined) throw unknownCommand(word);
  return command;
}

/** `render --help` and `help render` ask about a command, `--help` about the program. */
function toTopic(positionals: readonly string[], { help }: Values): RunnableCommand | null {
  const word = help ? positionals[0] : positionals[1];
  if (word === undefined || word === 'help' || word === 'version') return null;
  const topic = RUNNABLE_COMMANDS.find(name => name === word);
  if (topic === undefined) throw unknownCommand(word);
  return topic;
}

/** The settings among the options. */
function toFlags(values: Omit<Values, 'port'> & { readonly port?: string | undefined }): FlagValues {
  const { http, transport, host, port, root, config, debug } = values;
  if (http && transport !== undefined && transport !== 'http') {
    throw usageError(`--http and --transport ${transport} contradict each other.`);
  }
  const given: readonly [name: string, flag: string, text: GivenValue | undefined][] = [
    [SETTING_DEFINITIONS.transport.name, '--transport', transport],
    [SETTING_DEFINITIONS.transport.name, '--http', http ? 'http' : undefined],
    [SETTING_DEFINITIONS.host.name, '--host', host],
    [SETTING_DEFINITIONS.port.name, '--port', port],
    [SETTING_DEFINITIONS.roots.name, '--root', root],
    [CONFIG_FILE_VARIABLE, '--config', config],
    [
      SETTING_DEFINITIONS.allowUnsandboxedNative.name,
      '--allow-unsandboxed-native',
      values['allow-unsandboxed-native'] ? 'true' : undefined,
    ],
    [SETTING_DEFINITIONS.logLevel.name, '--debug', debug ? 'DEBUG' : undefined],
  ];
  return Object.fromEntries(
    given.flatMap(([name, flag, text]) => (text === undefined ? [] : [[name, { flag, text }]])),
  );
}
