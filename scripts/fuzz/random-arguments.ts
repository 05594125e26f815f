import { z } from 'zod';
import type { Dice } from '../dice.ts';
import { makeValue, TIMEOUT_S } from './random-value.ts';

/** A tool as `tools/list` describes it, as far as it matters here. */
export const toolSchema = z.object({
  name: z.string(),
  inputSchema: z.object({ properties: z.record(z.string(), z.unknown()) }),
});

/** See {@link toolSchema}. */
export type ToolDefinition = z.infer<typeof toolSchema>;

const propertySchema = z.looseObject({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});

/** Arguments by the names that a tool knows, some as its schema wants them and some not. */
export function makeArguments(dice: Dice, { inputSchema }: ToolDefinition): Record<string, unknown> {
  const names = Object.keys(inputSchema.properties).filter(
    name => !['code', 'path', 'model_id', 'files'].includes(name),
  );
  const chosen = names.length === 0 ? [] : Array.from({ length: dice.whole(1, 4) }, () => dice.pick(names));
  const args: Record<string, unknown> = {
    code: 'difference() { cube([9, 8, 7]); translate([4, 4, -1]) cylinder(r = 2, h = 9); }',
  };
  if (dice.chance(0.1)) args[dice.pick(['unknown', '__proto__', 'Code'])] = 1;
  for (const name of chosen) {
    args[name] = dice.chance(0.7) ? makeFitting(dice, inputSchema.properties[name]) : makeValue(dice, 3);
  }
  // Otherwise a model that takes long would do so in every second case.
  return { ...args, ...('timeout_s' in inputSchema.properties ? { timeout_s: TIMEOUT_S } : {}) };
}

/** A value that a property may have, at the ends of its range as often as within. */
function makeFitting(dice: Dice, property: unknown): unknown {
  const { type, enum: choices, minimum = -1e6, maximum = 1e6 } = propertySchema.parse(property);
  if (choices !== undefined) return dice.pick(choices);
  switch (type) {
    case 'boolean':
      return dice.chance(0.5);
    case 'integer':
      return dice.pick([minimum, maximum, dice.whole(minimum, Math.min(maximum, minimum + 1000))]);
    case 'number':
      return dice.pick([minimum, maximum, dice.between(minimum, maximum)]);
    default:
      return makeValue(dice, 3);
  }
}
