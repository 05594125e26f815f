import { z } from 'zod';
import { CHECK_LEVELS, checkModel as check } from '../../operations/check-model.ts';
import { modelArguments, modelOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

/** Is a model right? */
export const checkModel = defineTool({
  name: 'check_model',
  title: 'Check model',
  description:
    'Check an OpenSCAD model without building its geometry: syntax errors, failed asserts, unknown names and ' +
    'missing files, each with file, line, excerpt and fix. Much faster than render_model for a first look at ' +
    'new code; it does not see empty or broken geometry. A wrong model gives verdict "fail", not an error.',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    ...modelArguments,
    level: z.enum(CHECK_LEVELS).describe('syntax (default): run the script only.').exactOptional(),
  }),
  output: z.object({
    ...modelOutput,
    verdict: z.enum(['pass', 'fail', 'unknown']).exactOptional(),
  }),
  async run({ level: _, ...model }, { workshop, call }) {
    return { report: { ...(await check(workshop, model, call)) }, images: [] };
  },
});
