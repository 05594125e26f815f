import { basename } from 'node:path';
import { renderModel } from '../operations/render-model.ts';
import {
  type CommandContext,
  type CommandResult,
  readModelArguments,
  readPictureRequest,
} from './arguments.ts';
import { writeJson, writeReport } from './write-report.ts';

/**
 * `render FILE [-o OUT.png]`: draws a model into a PNG, by default beside the caller under the model's
 * name. The user named the file on their own command line, so it replaces what is there.
 */
export async function runRender(context: CommandContext): Promise<CommandResult> {
  const { line, workshop, call } = context;
  const given = await readModelArguments(context);
  const { pictures, ...report } = await renderModel(workshop, given, readPictureRequest(line), call);
  const paths: string[] = [];
  for (const { png } of pictures) {
    const outputPath = line.output ?? `${basename(line.file ?? '', '.scad')}.png`;
    const written = await workshop.writer.write({
      bytes: png,
      format: 'png',
      suggestedName: 'picture',
      outputPath,
      overwrite: true,
    });
    paths.push(written.path);
  }
  const images = pictures.map(({ png, ...picture }, index) => ({
    ...picture,
    bytes: png.length,
    path: paths[index],
  }));
  const output = line.json
    ? writeJson({ ...report, images })
    : [...paths.map(path => `Wrote ${path}`), writeReport(report)].join('\n');
  return { output, exitCode: report.ok ? 0 : 1 };
}
