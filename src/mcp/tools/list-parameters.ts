import * as z from 'zod';
import { listParameters as list } from '../../operations/list-parameters.ts';
import { writeParameterTable } from '../../operations/write-parameter-table.ts';
import { commonOutput, modelArguments, modelOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

/** What a model lets its users set. */
export const listParameters = defineTool({
  name: 'list_parameters',
  title: 'List parameters',
  description:
    "List what an OpenSCAD model's customizer offers to set, as JSON Schema: types, defaults, ranges, steps, " +
    'choices with labels, groups and descriptions, and the presets beside the model. Use it before setting ' +
    'parameters or preset in another tool. Fast: the model is parsed, not evaluated.',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject(modelArguments),
  output: z.object({
    ...commonOutput,
    model_id: modelOutput.model_id,
    parameters: z.looseObject({}).exactOptional(),
    diagnostics: modelOutput.diagnostics,
    timing_ms: modelOutput.timing_ms,
    cache: modelOutput.cache,
  }),
  async run(args, { workshop, call }) {
    const report = await list(workshop, args, call);
    const { parameters } = report;
    const texts = parameters === undefined ? {} : { parameters: `\n${writeParameterTable(parameters)}` };
    return { report: { ...report }, images: [], texts };
  },
});
