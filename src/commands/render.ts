import { basename } from 'node:path';
import type { Picture } from '../contracts/picture.ts';
import { inputPlaces } from '../operations/input-places.ts';
import { renderModel } from '../operations/render-model.ts';
import {
  type CommandContext,
  type CommandResult,
  keepNamedFile,
  readModel,
  readPictureRequest,
} from './arguments.ts';
import { writeResult } from './write-report.ts';

/**
 * `render FILE [-o OUT.png]`: draws a model into a PNG, by default beside the caller under the model's
 * name. A file that the user named is kept unless they say otherwise; a picture under a name of ours is drawn anew.
 */
export async function runRender(context: CommandContext): Promise<CommandResult> {
  const { line, workshop, call } = context;
  const given = readModel(context);
  const request = readPictureRequest(line);
  await keepNamedFile(context, 'png');
  const { pictures, ...report } = await renderModel(workshop, given, request, call);
  // All views share one sheet; a model without geometry has none.
  const picture = pictures.at(0);
  const model = await workshop.models.get(report.model_id ?? '');
  const inputs = model === undefined ? [] : inputPlaces(model);
  const images = picture === undefined ? [] : [await writePicture(context, picture, inputs)];
  const result = writeResult({ ...report, images }, line.json);
  const written = line.json ? [] : images.map(({ path }) => `Wrote ${path}`);
  return { output: [...written, result].join('\n'), exitCode: report.ok ? 0 : 1 };
}

async function writePicture(
  { line, workshop }: CommandContext,
  { png, ...described }: Picture,
  inputs: readonly string[],
) {
  const { path } = await workshop.writer.write({
    bytes: png,
    format: 'png',
    suggestedName: 'picture',
    outputPath: line.output ?? `${basename(line.file ?? '', '.scad')}.png`,
    overwrite: line.overwrite || line.output === null,
    inputs,
  });
  return { ...described, bytes: png.length, path };
}
