import * as z from 'zod';
import { HIGHLIGHTS } from '../../contracts/highlight.ts';
import { LIMITS } from '../../contracts/limits.ts';
import { COLOR_SCHEMES, NAMED_VIEWS, STYLES } from '../../contracts/picture.ts';
import { MAX_META_MESH_BYTES, MESH_META_KEY, VIEWER_URI } from '../../contracts/viewer.ts';
import { CAMERA_DESCRIPTION } from '../../operations/camera-argument.ts';
import { toPictureRequest } from '../../operations/picture-request.ts';
import { readSmallMesh } from '../../operations/read-small-mesh.ts';
import { renderModel as render } from '../../operations/render-model.ts';
import { imagesOutput, modelArguments, modelOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

/** Longest side the schema admits; the operator's MAX_RENDER_RESOLUTION bounds it further. */
const MAX_SIDE_PX = 4096;

const side = z.number().int().min(LIMITS.minPictureSide_px).max(MAX_SIDE_PX);

/** Pictures of a model, with its diagnostics and size. */
export const renderModel = defineTool({
  name: 'render_model',
  title: 'Render model',
  description:
    'Evaluate an OpenSCAD model and see it: pictures, errors and warnings with line and fix, size, volume, ' +
    'watertightness. views ["iso","front","right","top"] make one sheet. ' +
    'More pictures of a model_id need no new evaluation.',
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    ...modelArguments,
    views: z.array(z.enum(NAMED_VIEWS)).min(1).max(LIMITS.maxViews).describe('Default iso.').exactOptional(),
    camera: z.looseObject({}).describe(CAMERA_DESCRIPTION).exactOptional(),
    projection: z.enum(['perspective', 'orthographic']).describe('Default by view.').exactOptional(),
    width_px: side.describe('Default 800; best ≤ 1568.').exactOptional(),
    height_px: side.describe('Default 600.').exactOptional(),
    layout: z.enum(['sheet', 'separate']).describe('Default sheet.').exactOptional(),
    fit: z.enum(['tight', 'openscad']).describe('openscad is --viewall.').exactOptional(),
    style: z.enum(STYLES).describe('Default shaded; flat: as OpenSCAD.').exactOptional(),
    color_scheme: z.enum(COLOR_SCHEMES).exactOptional(),
    background: z.enum(['scheme', 'transparent']).exactOptional(),
    edges: z.boolean().exactOptional(),
    axes: z.boolean().exactOptional(),
    grid: z.boolean().exactOptional(),
    dimensions: z.boolean().exactOptional(),
    section: z
      .strictObject({ axis: z.enum(['x', 'y', 'z']), offset_mm: z.number().min(-1e6).max(1e6) })
      .describe('Cuts off the half towards the eye.')
      .exactOptional(),
    highlight: z.enum(HIGHLIGHTS).describe('Colours a finding.').exactOptional(),
    max_image_bytes: z.number().int().min(LIMITS.minImageBytes).max(LIMITS.maxImageBytes).exactOptional(),
  }),
  output: z.object({
    ...modelOutput,
    images: imagesOutput,
    legend: z.array(z.looseObject({})).exactOptional(),
  }),
  viewerUri: VIEWER_URI,
  async run({ max_image_bytes = LIMITS.maxImageBytes, ...args }, { workshop, call, showsApps }) {
    const request = toPictureRequest(args, workshop.bounds.maxPictureSide_px);
    const { pictures, ...report } = await render(workshop, args, request, call, max_image_bytes);
    const images = pictures.map(({ png, notes: _, ...picture }) => ({
      ...picture,
      bytes: png.length,
    }));
    const mesh = showsApps ? await readSmallMesh(workshop, report, MAX_META_MESH_BYTES, call) : null;
    const meta = mesh === null ? {} : { meta: { [MESH_META_KEY]: Buffer.from(mesh).toString('base64') } };
    return { report: { ...report, images }, images: pictures, ...meta };
  },
});
