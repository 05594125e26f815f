import { AppError } from '../../contracts/errors.ts';
import { designPart } from './design-part.ts';
import { fixErrors } from './fix-errors.ts';
import type { Prompt } from './prompt.ts';
import { reviewPrintability } from './review-printability.ts';

/** Every prompt, sorted by name. */
export const prompts: readonly Prompt[] = [designPart, fixErrors, reviewPrintability];

/** Longest value of an argument: a source fits, and nothing that floods a conversation. */
const MAX_VALUE_LENGTH = 200_000;

/**
 * Writes a prompt as `prompts/get` returns it.
 *
 * @throws AppError INVALID_INPUT for one that does not exist, arguments it does not take, or missing ones.
 */
export function writePrompt(name: string, values: Readonly<Record<string, string>>) {
  const prompt = prompts.find(known => known.name === name);
  if (prompt === undefined) {
    const names = prompts.map(known => known.name).join(', ');
    throw new AppError('INVALID_INPUT', `There is no prompt ${name.slice(0, 80)}; there are ${names}.`);
  }
  const accepted = prompt.arguments.map(argument => argument.name);
  const given = Object.entries(values).filter(([, value]) => value.trim() !== '');
  for (const [key, value] of given) {
    if (!accepted.includes(key)) {
      throw new AppError(
        'INVALID_INPUT',
        `unknown argument ${key.slice(0, 80)}; ${name} takes ${accepted.join(', ')}.`,
      );
    }
    if (value.length > MAX_VALUE_LENGTH) {
      throw new AppError('INVALID_INPUT', `${key} has more than ${MAX_VALUE_LENGTH} characters.`);
    }
  }
  const missing = prompt.arguments.find(
    argument => argument.required && !given.some(([key]) => key === argument.name),
  );
  if (missing !== undefined) throw new AppError('INVALID_INPUT', `${missing.name} is required.`);
  return { description: prompt.description, text: prompt.write(Object.fromEntries(given)) };
}
