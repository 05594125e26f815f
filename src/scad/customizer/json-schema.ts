import { type Customizer, type CustomizerParameter, isOnStep } from './customizer.ts';

/** JSON Schema's name of a type that a parameter can have. */
export type SchemaType = 'number' | 'string' | 'boolean' | 'array';

/** One parameter as JSON Schema. `x-group` and `x-step` are our own words, which validators pass over. */
export interface PropertySchema {
  readonly description?: string;
  /** Several where a drop-down list mixes numbers and texts. */
  readonly type: SchemaType | readonly SchemaType[];
  readonly default: unknown;
  /** The values of a drop-down list. */
  readonly enum?: readonly (number | string)[];
  /** The same values with what they mean, where the file names them. */
  readonly oneOf?: readonly { readonly const: number | string; readonly title: string }[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly multipleOf?: number;
  /** Steps that are counted from `minimum`, where that makes no `multipleOf`. */
  readonly 'x-step'?: number;
  readonly maxLength?: number;
  readonly items?: Pick<PropertySchema, 'minimum' | 'maximum' | 'multipleOf' | 'x-step'> & {
    readonly type: 'number';
  };
  readonly minItems?: number;
  readonly maxItems?: number;
  /** The customizer's tab. */
  readonly 'x-group': string;
}

/** A customizer as JSON Schema, the properties in the order of the file. */
export interface CustomizerSchema {
  readonly type: 'object';
  readonly title: string;
  readonly properties: Readonly<Record<string, PropertySchema>>;
}

/**
 * Writes a customizer as JSON Schema. Properties that are not listed are allowed: any top-level variable
 * can be set.
 *
 * @param descriptions name → text, in place of OpenSCAD's one-line captions.
 */
export function writeSchema(
  { title, parameters }: Customizer,
  descriptions: ReadonlyMap<string, string> = new Map(),
): CustomizerSchema {
  const properties = parameters.map(parameter => {
    const description = descriptions.get(parameter.name) ?? parameter.caption;
    return [parameter.name, writeProperty(parameter, description)] as const;
  });
  // fromEntries makes own properties of all names, even of __proto__.
  return { type: 'object', title, properties: Object.fromEntries(properties) };
}

function writeProperty(parameter: CustomizerParameter, description: string | undefined): PropertySchema {
  const { initial, group } = parameter;
  return {
    ...(description === undefined ? {} : { description }),
    ...writeType(parameter),
    default: initial,
    ...writeConstraints(parameter),
    'x-group': group,
  };
}

function writeType({ initial, choices }: CustomizerParameter): Pick<PropertySchema, 'type'> {
  if (Array.isArray(initial)) return { type: 'array' };
  const types = new Set([initial, ...choices.map(({ value }) => value)].map(typeOfScalar));
  const [first, ...others] = types;
  return { type: others.length === 0 ? first : [first, ...others] };
}

function typeOfScalar(value: unknown): SchemaType {
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

function writeConstraints(parameter: CustomizerParameter): Partial<PropertySchema> {
  const { initial, choices, maxLength } = parameter;
  if (Array.isArray(initial)) {
    const items = { type: 'number', ...writeRange(parameter) } as const;
    return { items, minItems: initial.length, maxItems: initial.length };
  }
  if (choices.length === 0) {
    return { ...writeRange(parameter), ...(maxLength === undefined ? {} : { maxLength }) };
  }
  const isLabelled = choices.some(({ value, label }) => label !== String(value));
  return {
    enum: choices.map(({ value }) => value),
    ...(isLabelled ? { oneOf: choices.map(({ value, label }) => ({ const: value, title: label })) } : {}),
  };
}

function writeRange({
  min,
  max,
  step,
}: CustomizerParameter): Pick<PropertySchema, 'minimum' | 'maximum' | 'multipleOf' | 'x-step'> {
  if (min === undefined || max === undefined) return {};
  const range = { minimum: min, maximum: max };
  if (step === undefined) return range;
  // JSON Schema counts multiples from zero, the customizer steps from the minimum.
  return { ...range, ...(isOnStep(min, 0, step) ? { multipleOf: step } : { 'x-step': step }) };
}
