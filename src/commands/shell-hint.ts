import { ERROR_TRAITS, type ErrorCode } from '../contracts/errors.ts';

/** What to do about errors that know nothing better, in the words of a command line instead of those of tools. */
const SHELL_HINTS: { readonly [C in ErrorCode]?: string } = {
  INVALID_INPUT: 'Correct what is named and run the command again.',
  PARAMETER_INVALID: 'Correct the parameter (-D NAME=VALUE) and run the command again.',
  PATH_REJECTED: 'Use a path inside an allowed root, or open its folder with --root.',
  DEADLINE_EXCEEDED: 'Simplify the model, use --quality draft, or raise --timeout.',
};

/** The hint of an error for a person at a terminal. */
export function shellHint({ code, hint }: { readonly code: ErrorCode; readonly hint: string }): string {
  return hint === ERROR_TRAITS[code].hint ? (SHELL_HINTS[code] ?? hint) : hint;
}
