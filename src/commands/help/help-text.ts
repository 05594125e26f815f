import {
  COMMON_OPTIONS,
  FILE_COMMANDS,
  OPTIONS,
  type OptionName,
  OWN_OPTIONS,
  RUNNABLE_COMMANDS,
  type RunnableCommand,
} from '../../config/command-options.ts';
import { CONFIG_FILE_VARIABLE, SETTING_DEFINITIONS } from '../../config/setting-definitions.ts';
import { COMMAND_HELP } from './command-help.ts';
import { optionHelp } from './option-help.ts';

const PROGRAM = 'openscad-mcp-server';

/** Characters of a line, for terminals of common width. */
const LINE_LENGTH = 100;

/** Where explanations begin. */
const COLUMN = 28;

/** The text of `--help`: of one command, or the overview. */
export function helpText(command: RunnableCommand | null): string {
  return command === null ? writeOverview() : writeCommand(command);
}

function writeOverview(): string {
  const commands = RUNNABLE_COMMANDS.map(name => {
    const file = FILE_COMMANDS.has(name) ? ' FILE' : '';
    return row(`${name}${file}`, COMMAND_HELP[name].summary);
  });
  return `OpenSCAD for MCP clients, in a WebAssembly sandbox.

Usage
  ${PROGRAM} [COMMAND] [FILE] [OPTIONS]
  ${PROGRAM} COMMAND --help        a command's options, with an example

Commands
${commands.join('\n')}

Options of all commands
${COMMON_OPTIONS.map(option => writeOption(option)).join('\n')}

Settings
  Set by variables of the environment, in .env or in a config file. \`${PROGRAM} serve --help\`
  and docs/CONFIGURATION.md list all; \`${PROGRAM} doctor\` shows their values.
`;
}

function writeCommand(command: RunnableCommand): string {
  const { summary, remarks, examples } = COMMAND_HELP[command];
  const file = FILE_COMMANDS.has(command) ? ' FILE' : '';
  return [
    wrap(`${PROGRAM} ${command}: ${summary}.`, LINE_LENGTH).join('\n'),
    ['Usage', `  ${PROGRAM} ${command}${file} [OPTIONS]`].join('\n'),
    ['Options', ...OWN_OPTIONS[command].map(option => writeOption(option, command))].join('\n'),
    ['Options of all commands', ...COMMON_OPTIONS.map(option => writeOption(option, command))].join('\n'),
    ...remarks.map(remark => wrap(remark, LINE_LENGTH).join('\n')),
    [examples.length > 1 ? 'Examples' : 'Example', ...examples.map(line => `  ${PROGRAM} ${line}`)].join(
      '\n',
    ),
    ...(command === 'serve' ? [writeSettings()] : []),
  ].join('\n\n');
}

function writeOption(option: OptionName, command?: RunnableCommand): string {
  const { value, text } = optionHelp(option, command);
  const definition = OPTIONS[option];
  const short = 'short' in definition ? `-${definition.short}, ` : '';
  const repeatable = 'multiple' in definition ? '; repeatable' : '';
  return row(`${short}--${option}${value === undefined ? '' : ` ${value}`}`, `${text}${repeatable}`);
}

/** A name and what it means, in two columns; a long name has a line of its own. */
function row(name: string, text: string): string {
  const lines = wrap(text, LINE_LENGTH - COLUMN).map(line => `${' '.repeat(COLUMN)}${line}`);
  const head = `  ${name}`;
  if (head.length >= COLUMN) return [head, ...lines].join('\n');
  return [head.padEnd(COLUMN) + lines[0].slice(COLUMN), ...lines.slice(1)].join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines[lines.length - 1];
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function writeSettings(): string {
  const settings = Object.values(SETTING_DEFINITIONS).map(
    ({ name, description, shownDefault }) => `  ${name}\n      ${description} Default: ${shownDefault}.`,
  );
  return `Settings
  Variables, from the environment or from .env in the working directory; in a config file the same names,
  or sections and keys as in docs/CONFIGURATION.md. Flags win over the environment, that over .env, and that
  over the config file.

  ${CONFIG_FILE_VARIABLE}
      The config file, as --config. Default: none.
${settings.join('\n')}
`;
}
