import type { z } from 'zod';
import { AppError } from '../contracts/errors.ts';

/**
 * Checks what a client sent against a tool's schema.
 *
 * @param path where in the tool's arguments these are; empty for all of them.
 * @throws AppError INVALID_INPUT that names each wrong argument, and for unknown ones those that exist.
 */
export function checkArguments<Input extends z.ZodObject>(
  tool: string,
  input: Input,
  args: unknown,
  path: readonly string[] = [],
): z.output<Input> {
  checkNames(args);
  const parsed = input.safeParse(args);
  if (!parsed.success) throw invalidArguments(tool, Object.keys(input.shape), parsed.error, args, path);
  return parsed.data;
}

/** A property of this name would be lost without a word on its way through the schema. */
function checkNames(args: unknown): void {
  if (typeof args !== 'object' || args === null) return;
  for (const [name, value] of Object.entries(args)) {
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, '__proto__')) {
      throw new AppError('INVALID_INPUT', `${name} must not contain the name __proto__.`);
    }
  }
}

function invalidArguments(
  tool: string,
  accepted: readonly string[],
  { issues }: z.ZodError,
  args: unknown,
  path: readonly string[],
): AppError {
  const problems = issues.slice(0, 5).map(issue => {
    const where = [...path, ...issue.path].join('.');
    if (issue.code === 'unrecognized_keys') {
      const keys = issue.keys.map(key => JSON.stringify(key.slice(0, 60))).join(', ');
      const known = issue.path.length === 0 ? `; ${tool} takes ${accepted.join(', ')}` : '';
      return `unknown ${where === '' ? 'argument' : `field of ${where}`} ${keys}${known}`;
    }
    return valueAt(args, issue.path) === undefined
      ? `${where} is required (${issue.message})`
      : `${where}: ${issue.message}`;
  });
  return new AppError('INVALID_INPUT', `${problems.join('. ')}.`);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    value,
  );
}
