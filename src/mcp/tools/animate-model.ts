import * as z from 'zod';
import { LIMITS } from '../../contracts/limits.ts';
import { COLOR_SCHEMES, NAMED_VIEWS, STYLES } from '../../contracts/picture.ts';
import { animateModel as animate } from '../../operations/animation/animate-model.ts';
import { FRAME_COUNT, FRAME_RATE, toFrameRequest } from '../../operations/animation/animation-arguments.ts';
import { CAMERA_DESCRIPTION } from '../../operations/camera-argument.ts';
import { artifactsOutput, modelArguments, modelOutput } from '../model-schema.ts';
import { defineTool } from '../tool.ts';

/** Longest side the schema admits; the operator's MAX_RENDER_RESOLUTION bounds it further. */
const MAX_SIDE_PX = 2048;

const side = z.number().int().min(LIMITS.minPictureSide_px).max(MAX_SIDE_PX);

const { mesh: _mesh, outline: _outline, ...frameOutput } = modelOutput;

/** A moving model: all frames on one picture, and an animated PNG. */
export const animateModel = defineTool({
  name: 'animate_model',
  title: 'Animate model',
  description:
    'Evaluate an OpenSCAD model for $t = 0 … 1 (frame i of n has $t = i/n) and look at the motion: the picture ' +
    'shows all frames, numbered; an animated PNG is written to disk. All frames have one camera, unless the file ' +
    'sets $vp*. Shows which frames fail and how size and volume change (parts that collide lose volume). For one ' +
    'frame use render_model with parameters {"$t": 0.25}.',
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: false },
  input: z.strictObject({
    ...modelArguments,
    frames: z
      .number()
      .int()
      .min(FRAME_COUNT.least)
      .max(FRAME_COUNT.most)
      .describe('Default 12.')
      .exactOptional(),
    fps: z
      .number()
      .min(FRAME_RATE.least)
      .max(FRAME_RATE.most)
      .describe('Default: a loop of 3 s.')
      .exactOptional(),
    view: z.enum(NAMED_VIEWS).describe('Default iso.').exactOptional(),
    camera: z.looseObject({}).describe(CAMERA_DESCRIPTION).exactOptional(),
    width_px: side.describe('Of one frame; default 400.').exactOptional(),
    height_px: side.describe('Default 300.').exactOptional(),
    style: z.enum(STYLES).exactOptional(),
    color_scheme: z.enum(COLOR_SCHEMES).exactOptional(),
    output_path: z
      .string()
      .min(1)
      .max(4096)
      .describe('A .png in an allowed folder; default: a temporary file.')
      .exactOptional(),
    overwrite: z.boolean().exactOptional(),
  }),
  output: z.object({
    ...frameOutput,
    animation: z.looseObject({}).exactOptional(),
    sheet: z.looseObject({}).exactOptional(),
    artifacts: artifactsOutput,
  }),
  async run(args, { workshop, call }) {
    const { sheet, ...report } = await animate(workshop, args, toFrameRequest(args), call);
    if (sheet === null) return { report: { ...report }, images: [] };
    const { png, view: _view, notes: _notes, ...described } = sheet;
    return { report: { ...report, sheet: { ...described, bytes: png.length } }, images: [{ png }] };
  },
});
