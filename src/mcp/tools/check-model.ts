import * as z from 'zod';
import { checkModel as check } from '../../operations/check-model.ts';
import { checkLevel, EXPECTATIONS_DESCRIPTION, expectations, printer } from '../analysis-schema.ts';
import { checkArguments } from '../check-arguments.ts';
import { modelArguments, modelOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

/** Is a model right? */
export const checkModel = defineTool({
  name: 'check_model',
  title: 'Check model',
  description:
    'Check an OpenSCAD model. syntax: errors, failed asserts, unknown names, missing files, each with line and ' +
    'fix, without building the geometry (fast). geometry: a closed solid without flipped, crossing or floating ' +
    'parts. print: overhangs, bridges, thin walls, islands, first layer, stability, best orientations. expect: ' +
    'what it has to be, each answered pass, fail or unknown. A wrong model gives verdict "fail", not an error.',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    ...modelArguments,
    level: checkLevel.describe('Default syntax; with expect geometry.').exactOptional(),
    printer: printer.describe('Default 220 × 220 × 250 bed, nozzle 0.4, 45°.').exactOptional(),
    expect: z.looseObject({}).describe(EXPECTATIONS_DESCRIPTION).exactOptional(),
  }),
  output: z.object({
    ...modelOutput,
    verdict: z.enum(['pass', 'fail', 'unknown']).exactOptional(),
    findings: z.array(z.looseObject({})).exactOptional(),
    expectations: z.array(z.looseObject({})).exactOptional(),
    orientations: z.array(z.looseObject({})).exactOptional(),
  }),
  async run({ expect: wanted, ...args }, { workshop, call }) {
    const expect =
      wanted === undefined ? {} : { expect: checkArguments('expect', expectations, wanted, ['expect']) };
    return { report: { ...(await check(workshop, { ...args, ...expect }, call)) }, images: [] };
  },
});
