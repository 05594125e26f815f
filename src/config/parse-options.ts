import { parseArgs } from 'node:util';
import { AppError } from '../contracts/errors.ts';
import { COMMANDS, COMMON_OPTIONS, OPTIONS, OWN_OPTIONS, RUNNABLE_COMMANDS } from './command-options.ts';
import { findNearestName } from './nearest-name.ts';

/** Edits by which a word may differ from what was meant. */
const MAX_EDITS = 2;

/**
 * Takes a command line apart into options and the rest.
 *
 * @throws AppError INVALID_INPUT for options that do not exist, with the one that was probably meant, or that lack
 *   their value.
 */
export function parseOptions(argv: readonly string[]) {
  refuseUnknown(argv);
  try {
    return parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: true });
  } catch (cause) {
    throw usageError(cause instanceof Error ? cause.message : 'The command line is not understood.');
  }
}

/** What is wrong with a command line as such. */
export function usageError(message: string, command?: string): AppError {
  const of = command === undefined ? '' : `${command} `;
  return new AppError('INVALID_INPUT', message, { hint: `See openscad-mcp-server ${of}--help.` });
}

/** What is wrong with a word that should be a command. */
export function unknownCommand(word: string): AppError {
  return usageError(`Unknown command ${JSON.stringify(word)}${suggest(word, COMMANDS)}`);
}

/** Node.js would take an option that does not exist for a file with an odd name. */
function refuseUnknown(argv: readonly string[]): void {
  const { tokens, positionals } = parseArgs({
    args: [...argv],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const command = RUNNABLE_COMMANDS.find(name => name === positionals[0]);
  const known = command === undefined ? Object.keys(OPTIONS) : [...OWN_OPTIONS[command], ...COMMON_OPTIONS];
  for (const token of tokens) {
    if (token.kind !== 'option' || Object.hasOwn(OPTIONS, token.name)) continue;
    throw usageError(`Unknown option ${token.rawName}${suggest(token.name, known, '--')}`, command);
  }
}

function suggest(word: string, known: Iterable<string>, prefix = ''): string {
  // Of short words more letters have to agree, or anything would be near.
  const nearest = findNearestName(word, known, Math.min(MAX_EDITS, Math.floor((word.length - 1) / 2)));
  return nearest === null ? '.' : `; did you mean ${prefix}${nearest}?`;
}
