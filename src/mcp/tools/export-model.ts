import * as z from 'zod';
import { EXPORT_FORMATS, exportModel as write } from '../../operations/export-model.ts';
import { artifactsOutput, modelArguments, modelOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

/** A model as a file. */
export const exportModel = defineTool({
  name: 'export_model',
  title: 'Export model',
  description:
    'Write an OpenSCAD model to a file. 3D: 3mf (colours, parts by name; best for slicers), stl, off, obj, amf, glb ' +
    '(web). 2D: svg, dxf (laser cutters), pdf (1:1). Any: png, csg (evaluated tree), scad (one file with all ' +
    'includes folded in and the parameters given as defaults). Without output_path the file goes to a temporary ' +
    'folder; the result names its path. An existing file is kept unless overwrite is set. A model with ' +
    'errors is not written, nor one with warnings unless allow_warnings is set.',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    ...modelArguments,
    format: z.enum(EXPORT_FORMATS),
    output_path: z
      .string()
      .min(1)
      .max(4096)
      .describe('Where to write, inside an allowed folder; relative to the first of them.')
      .exactOptional(),
    allow_warnings: z.boolean().describe('Write despite such warnings. Default false.').exactOptional(),
    overwrite: z.boolean().describe('Replace an existing file. Default false.').exactOptional(),
  }),
  output: z.object({
    ...modelOutput,
    artifacts: artifactsOutput,
  }),
  async run(args, { workshop, call }) {
    return { report: { ...(await write(workshop, args, call)) }, images: [] };
  },
});
