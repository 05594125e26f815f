import * as z from 'zod';
import { measureModel as measure } from '../../operations/measure-model.ts';
import { measureNames, pointList, sectionPlane } from '../analysis-schema.ts';
import { modelArguments, modelOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

const record = z.looseObject({}).exactOptional();
const list = z.array(z.looseObject({})).exactOptional();

/** Numbers. */
export const measureModel = defineTool({
  name: 'measure_model',
  title: 'Measure model',
  description:
    'Measure an OpenSCAD model, in mm: size; mass (volume, area, centre, inertia, grams with material); topology ' +
    '(watertight, manifold, open edges, genus, cavities, self-intersections, where); parts; section (area and ' +
    'contours at a plane); thickness (thinnest walls); distance (between points, else between parts, with the volume they overlap by); features ' +
    '(holes and bosses with diameter, depth, axis; planes, fillets); difference (what was added to and removed from ' +
    'an earlier model, with volume and place).',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    ...modelArguments,
    what: measureNames.describe('Default size, mass, topology, parts.').exactOptional(),
    material: z.string().describe('Such as PLA, PETG, ABS, aluminium, steel.').exactOptional(),
    density_g_cm3: z.number().min(0.001).max(30).exactOptional(),
    section: sectionPlane.describe('For section.').exactOptional(),
    points: pointList.describe('For distance: [x, y, z] in turn.').exactOptional(),
    compare_with: z.string().max(80).describe('For difference: model_id of the earlier one.').exactOptional(),
  }),
  output: z.object({
    ...modelOutput,
    mass: record,
    topology: record,
    parts: list,
    colors: list,
    section: record,
    thickness: record,
    distance: list,
    features: record,
    difference: record,
  }),
  async run(args, { workshop, call }) {
    return { report: { ...(await measure(workshop, args, call)) }, images: [] };
  },
});
