import * as z from 'zod';

/** An object schema as `tools/list` carries it. */
export interface ObjectSchema {
  readonly type: 'object';
  readonly properties: Record<string, object>;
  readonly required?: string[];
  readonly additionalProperties?: false;
  readonly [key: string]: unknown;
}

/**
 * Writes the schema of a tool's arguments. It is strict: an unknown argument is a typing error, and
 * being told so is how a language model mends it.
 */
export function describeInput(schema: z.ZodObject): ObjectSchema {
  return { ...toObjectSchema(schema, 'input'), additionalProperties: false };
}

/**
 * Writes the schema of a tool's result, shorter than the validator would: nested objects name their
 * fields, but neither forbid others nor say which are always there. Definitions are read by language
 * models, and every character of them is paid for in each conversation.
 */
export function describeOutput(schema: z.ZodObject): ObjectSchema {
  const { properties, ...rest } = toObjectSchema(schema, 'output');
  const loose = Object.entries(properties).map(([name, field]) => [name, loosen(field)]);
  return { ...rest, properties: Object.fromEntries(loose) };
}

function toObjectSchema(schema: z.ZodObject, io: 'input' | 'output'): ObjectSchema {
  const { properties = {}, required } = z.toJSONSchema(schema, { io, target: 'draft-7' });
  const fields = Object.entries(properties).map(([name, field]) => [name, tidy(avoidLists(field))]);
  return {
    type: 'object',
    properties: Object.fromEntries(fields),
    ...(required === undefined ? {} : { required }),
  };
}

/**
 * Writes a list of fixed length with one schema for all of its items: what older drafts say of tuples, the latest
 * and many clients refuse. Several types become alternatives, for the same clients.
 *
 * @throws Error for a tuple whose items differ, which no client could be told of.
 */
function avoidLists(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(avoidLists);
  if (typeof node !== 'object' || node === null) return node;
  const { items, type, ...others } = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, avoidLists(value)]),
  );
  const types = type === undefined ? {} : { type };
  const rest = { ...(Array.isArray(type) ? { anyOf: type.map(one => ({ type: one })) } : types), ...others };
  if (!Array.isArray(items)) return items === undefined ? rest : { ...rest, items };
  if (new Set(items.map(item => JSON.stringify(item))).size !== 1)
    throw new Error('a tuple of different items');
  const { additionalItems: _, ...fixed } = { additionalItems: undefined, ...rest };
  return { ...fixed, items: items[0], minItems: items.length, maxItems: items.length };
}

/** Removes what says nothing: further properties are allowed unless a schema forbids them. */
function tidy(node: unknown): unknown {
  return mapSchema(node, (key, value) => {
    if (key === 'propertyNames') return undefined;
    if ((key === 'additionalProperties' || key === 'properties') && isEmptyObject(value)) return undefined;
    return value;
  });
}

function loosen(node: unknown): unknown {
  return mapSchema(node, (key, value) => {
    if (key === 'required' && Array.isArray(value)) return undefined;
    if (key === 'additionalProperties' && value === false) return undefined;
    return value;
  });
}

/** Rebuilds a schema with every keyword replaced; `undefined` removes one. */
function mapSchema(node: unknown, replace: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(node)) return node.map(item => mapSchema(item, replace));
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, mapSchema(replace(key, value), replace)]);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isEmptyObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
