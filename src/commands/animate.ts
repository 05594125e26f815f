import { basename } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { animateModel } from '../operations/animation/animate-model.ts';
import { FRAME_SIZE } from '../operations/animation/animation-arguments.ts';
import {
  type CommandContext,
  type CommandResult,
  keepNamedFile,
  readModel,
  readPictureRequest,
} from './arguments.ts';
import { writeResult } from './write-report.ts';

/**
 * `animate FILE [-o OUT.png]`: writes an animated PNG, by default beside the caller under the model's name.
 * A file that the user named is kept unless they say otherwise; an animation under a name of ours is drawn anew.
 */
export async function runAnimate(context: CommandContext): Promise<CommandResult> {
  const { line, workshop, call } = context;
  const frames = readNumber('--frames', line.frames);
  const fps = readNumber('--fps', line.fps);
  const given = {
    ...readModel(context),
    ...(frames === undefined ? {} : { frames }),
    ...(fps === undefined ? {} : { fps }),
    output_path: line.output ?? `${basename(line.file ?? '', '.scad')}-animation.png`,
    overwrite: line.overwrite || line.output === null,
  };
  const size = line.size ?? `${FRAME_SIZE.width_px}x${FRAME_SIZE.height_px}`;
  const request = readPictureRequest({ ...line, size });
  await keepNamedFile(context, 'png');
  const { sheet: _, ...report } = await animateModel(workshop, given, request, call);
  return { output: writeResult(report, line.json), exitCode: report.ok ? 0 : 1 };
}

function readNumber(option: string, text: string | null): number | undefined {
  if (text === null) return undefined;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new AppError('INVALID_INPUT', `${option} takes a number, not ${JSON.stringify(text)}.`);
  }
  return value;
}
