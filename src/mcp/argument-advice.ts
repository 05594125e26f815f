import * as z from 'zod';
import { nearestName } from '../operations/nearest-name.ts';

/** Names that callers give to arguments of ours, where spelling does not lead to them. */
const SYNONYMS: Readonly<Record<string, string>> = {
  content: 'code',
  file: 'path',
  filename: 'path',
  params: 'parameters',
  scad: 'code',
  source: 'code',
  variables: 'parameters',
};

/** Values are repeated up to this length. */
const MAX_QUOTED_LENGTH = 60;

/** A wrong argument: what the schema says of it, and where it stands. */
export interface WrongArgument {
  readonly issue: z.core.$ZodIssue;
  /** As a caller would write it: `printer.bed_mm`. */
  readonly where: string;
  readonly value: unknown;
}

/** What to do about a wrong argument. `input` is the schema of all of them. */
export function adviseOn({ issue, where, value }: WrongArgument, input: z.ZodType): string {
  const name = where === '' ? 'the arguments' : where;
  switch (issue.code) {
    case 'unrecognized_keys':
      return adviseOnNames(issue.keys, fieldsAt(input, issue.path));
    case 'invalid_type':
      return adviseOnType(issue.expected, name, value, schemaAt(input, issue.path));
    case 'invalid_value': {
      const nearest = typeof value === 'string' ? nearestName(value, issue.values.map(String)) : null;
      const values = issue.values.map(quote).join(', ');
      return nearest === null
        ? `Use one of ${values} for ${name}.`
        : `Did you mean ${JSON.stringify(nearest)}?`;
    }
    default:
      return `Correct ${name} and call again.`;
  }
}

/** The names of the fields of the object at a path, or none where there is no object. */
export function fieldsAt(input: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const schema = schemaAt(input, path);
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

function adviseOnNames(unknown: readonly string[], known: readonly string[]): string {
  const meant = unknown.flatMap(name => {
    const begun = known.find(candidate => candidate.startsWith(`${name}_`));
    const synonym = known.find(candidate => candidate === SYNONYMS[name.toLowerCase()]);
    return begun ?? synonym ?? nearestName(name, known) ?? [];
  });
  return meant.length === 0
    ? `Leave out ${unknown.map(quote).join(', ')}.`
    : `Did you mean ${[...new Set(meant)].join(', ')}?`;
}

function adviseOnType(expected: string, name: string, value: unknown, schema: z.ZodType | null): string {
  if (value === undefined) return `Add ${name}.`;
  if (expected === 'array') {
    const isItem = schema instanceof z.ZodArray && z.safeParse(schema.element, value).success;
    return `Pass a list${isItem ? `: ${name}: [${quote(value)}]` : ` as ${name}`}.`;
  }
  const isQuoted = typeof value === 'string' && value.trim() !== '';
  if (isQuoted && expected === 'number' && Number.isFinite(Number(value))) {
    return `Write the number without quotes: ${name}: ${Number(value)}.`;
  }
  if (isQuoted && expected === 'boolean' && (value === 'true' || value === 'false')) {
    return `Write it without quotes: ${name}: ${value}.`;
  }
  if (expected === 'object' || expected === 'record')
    return `Pass a JSON object as ${name}, not ${quote(value)}.`;
  return `Pass a ${expected} as ${name}, not ${quote(value)}.`;
}

/** The schema of what stands at a path, or null where that is not one thing. */
function schemaAt(input: z.ZodType, path: readonly PropertyKey[]): z.ZodType | null {
  let schema: unknown = unwrap(input);
  for (const step of path) {
    if (schema instanceof z.ZodObject) schema = unwrap(Reflect.get(schema.shape, step));
    else if (schema instanceof z.ZodArray) schema = unwrap(schema.element);
    else return null;
  }
  return schema instanceof z.ZodType ? schema : null;
}

function unwrap(schema: unknown): unknown {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional
    ? unwrap(schema.unwrap())
    : schema;
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > MAX_QUOTED_LENGTH ? `${text.slice(0, MAX_QUOTED_LENGTH - 1)}…` : text;
}
