import { basename } from 'node:path';
import type { Picture } from '../contracts/picture.ts';
import { inputPlaces } from '../operations/input-places.ts';
import { renderModel } from '../operations/render-model.ts';
import { type CommandContext, type CommandResult, readModel, readPictureRequest } from './arguments.ts';
import { writeResult } from './write-report.ts';

/**
 * `render FILE [-o OUT.png]`: draws a model into a PNG, by default beside the caller under the model's
 * name. The user named the file on their own command line, so it replaces what is there.
 */
export async function runRender(context: CommandContext): Promise<CommandResult> {
  const { line, workshop, call } = context;
  const given = readModel(context);
  const { pictures, ...report } = await renderModel(workshop, given, readPictureRequest(line), call);
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
    overwrite: true,
    inputs,
  });
  return { ...described, bytes: png.length, path };
}
