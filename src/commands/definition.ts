import { AppError } from '../contracts/errors.ts';

/** Numbers as OpenSCAD writes them: `.5`, `5.`, `+1` and `1e3` are none to JSON. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** Text that nobody takes for an expression: without a letter it could be a subtraction, with 0x a number. */
const PLAIN_WORD = /^(?!0x)(?=.*\p{L})[\p{L}\p{M}\p{N}_ -]+$/u;

/**
 * Takes the `name=value` after -D apart. The value is a number, `true` or `false`, a JSON list or string,
 * or a plain word, so that `-D label=Box` needs no quotes inside quotes. Expressions are not evaluated.
 *
 * @throws AppError INVALID_INPUT for anything else, rather than taking `1/2` for a text.
 */
export function parseDefinition(definition: string): [name: string, value: unknown] {
  const equals = definition.indexOf('=');
  if (equals < 1) {
    throw new AppError('INVALID_INPUT', `-D takes name=value, not ${JSON.stringify(definition)}.`, {
      hint: 'For instance -D width=20.',
    });
  }
  const name = definition.slice(0, equals).trim();
  return [name, parseValue(name, definition.slice(equals + 1).trim())];
}

function parseValue(name: string, text: string): unknown {
  if (NUMBER.test(text)) return Number(text);
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'undef') {
    throw new AppError('INVALID_INPUT', `-D ${name}: a parameter cannot be set to undef.`, {
      hint: 'Leave the parameter out, or set it to undef in the file.',
    });
  }
  if (/^["[]/.test(text)) return parseJson(name, text);
  if (PLAIN_WORD.test(text)) return text;
  throw new AppError('INVALID_INPUT', `-D ${name}: ${JSON.stringify(text)} is not a value.`, {
    hint: `Expressions are not evaluated. To pass it as text, quote it: -D '${name}=${JSON.stringify(text)}'.`,
  });
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError('INVALID_INPUT', `-D ${name}: ${text} is not valid.`, {
      cause,
      hint: `Write lists and text as JSON: -D '${name}=[0.5, 1]', -D '${name}="text"'.`,
    });
  }
}
