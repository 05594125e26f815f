import { basename } from 'node:path';
import { AppError } from '../contracts/errors.ts';
import { animateModel } from '../operations/animation/animate-model.ts';
import { FRAME_SIZE } from '../operations/animation/animation-arguments.ts';
import { type CommandContext, type CommandResult, readModel, readPictureRequest } from './arguments.ts';
import { writeResult } from './write-report.ts';

/**
 * `animate FILE [-o OUT.png]`: writes an animated PNG, by default beside the caller under the model's name.
 * The user named the file on their own command line, so it replaces what is there.
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
    overwrite: true,
  };
  const size = line.size ?? `${FRAME_SIZE.width_px}x${FRAME_SIZE.height_px}`;
  const request = readPictureRequest({ ...line, size });
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
