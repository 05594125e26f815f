import type * as z from 'zod';
import { AppError } from '../contracts/errors.ts';
import { adviseOn, fieldsAt } from './argument-advice.ts';

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
  if (!parsed.success) throw invalidArguments(tool, input, parsed.error, args, path);
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

/** More than this are not told at once. */
const MAX_TOLD_ISSUES = 5;

function invalidArguments(
  tool: string,
  input: z.ZodObject,
  { issues }: z.ZodError,
  args: unknown,
  path: readonly string[],
): AppError {
  const told = issues.slice(0, MAX_TOLD_ISSUES).map(issue => ({
    issue,
    where: [...path, ...issue.path].join('.'),
    value: valueAt(args, issue.path),
  }));
  const problems = told.map(({ issue, where, value }) => {
    if (issue.code === 'unrecognized_keys') {
      const keys = issue.keys.map(key => JSON.stringify(key.slice(0, 60))).join(', ');
      const fields = fieldsAt(input, issue.path);
      const owner = issue.path.length === 0 ? tool : where;
      const known = fields.length === 0 ? '' : `; ${owner} takes ${fields.join(', ')}`;
      return `unknown ${where === '' ? 'argument' : `field of ${where}`} ${keys}${known}`;
    }
    return value === undefined ? `${where} is required (${issue.message})` : `${where}: ${issue.message}`;
  });
  const hint = [...new Set(told.map(wrong => adviseOn(wrong, input)))].join(' ');
  return new AppError('INVALID_INPUT', `${problems.join('. ')}.`, { hint });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined),
    value,
  );
}
