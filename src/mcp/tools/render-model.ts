import { z } from 'zod';
import { LIMITS } from '../../contracts/limits.ts';
import { NAMED_VIEWS } from '../../contracts/picture.ts';
import { cameraArgumentSchema, toCamera } from '../../operations/camera-argument.ts';
import { DEFAULT_PICTURE } from '../../operations/picture-request.ts';
import { renderModel as render } from '../../operations/render-model.ts';
import { modelArguments, modelOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

/** Longest side the schema admits; the operator's MAX_RENDER_RESOLUTION bounds it further. */
const MAX_SIDE_PX = 4096;

const side = z.number().int().min(LIMITS.minPictureSide_px).max(MAX_SIDE_PX);

/** Pictures of a model, with its diagnostics and size. */
export const renderModel = defineTool({
  name: 'render_model',
  title: 'Render model',
  description:
    'Evaluate an OpenSCAD model and look at it: pictures, errors and warnings with line and fix, size, volume, ' +
    'watertightness. Use it after every change. Several views come as one captioned sheet, for instance ' +
    '["iso","front","right","top"]. Pass the model_id of a result for further views without a new evaluation.',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    ...modelArguments,
    views: z
      .array(z.enum(NAMED_VIEWS))
      .min(1)
      .max(LIMITS.maxViews)
      .describe('Default ["iso"], or none with camera.')
      .exactOptional(),
    camera: cameraArgumentSchema
      .describe('One more view: OpenSCAD values, or eye and center.')
      .exactOptional(),
    projection: z.enum(['perspective', 'orthographic']).describe('Default perspective.').exactOptional(),
    width_px: side.describe('Default 800; best at most 1568.').exactOptional(),
    height_px: side.describe('Default 600.').exactOptional(),
    layout: z.enum(['sheet', 'separate']).describe('Of several views; default sheet.').exactOptional(),
    fit: z
      .enum(['tight', 'openscad'])
      .describe('tight (default) fills the picture; openscad is its --viewall.')
      .exactOptional(),
  }),
  output: z.object({
    ...modelOutput,
    images: z
      .array(
        z.object({
          view: z.string(),
          uri: z.string(),
          width_px: z.number(),
          height_px: z.number(),
          bytes: z.number(),
          mm_per_px: z.number().exactOptional(),
        }),
      )
      .exactOptional(),
  }),
  async run({ views, camera, projection, width_px, height_px, layout, fit, ...model }, { workshop, call }) {
    const request = {
      views: views ?? (camera === undefined ? DEFAULT_PICTURE.views : []),
      projection: projection ?? DEFAULT_PICTURE.projection,
      width_px: width_px ?? DEFAULT_PICTURE.width_px,
      height_px: height_px ?? DEFAULT_PICTURE.height_px,
      layout: layout ?? DEFAULT_PICTURE.layout,
      fit: fit ?? DEFAULT_PICTURE.fit,
      ...(camera === undefined ? {} : { camera: toCamera(camera) }),
    };
    const { pictures, ...report } = await render(workshop, model, request, call);
    const images = pictures.map(({ png, notes: _, ...picture }) => ({
      ...picture,
      bytes: png.length,
    }));
    return { report: { ...report, images }, images: pictures };
  },
});
