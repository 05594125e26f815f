import type { CommandLine } from '../config/command-line.ts';
import { AppError } from '../contracts/errors.ts';
import { HIGHLIGHTS } from '../contracts/highlight.ts';
import type { PictureRequest, Section } from '../contracts/picture.ts';
import { NAMED_VIEWS, STYLES } from '../contracts/picture.ts';
import { type ModelArguments, QUALITIES } from '../operations/model-arguments.ts';
import { toPictureRequest } from '../operations/picture-request.ts';
import type { Call, Workshop } from '../operations/workshop.ts';
import { parseDefinition } from './definition.ts';

/** What a command prints on stdout, and its exit code. */
export interface CommandResult {
  readonly output: string;
  readonly exitCode: 0 | 1 | 2;
}

/** What a command works with. */
export interface CommandContext {
  readonly line: CommandLine;
  readonly workshop: Workshop;
  readonly call: Call;
}

/**
 * The model that the command line names.
 *
 * @throws AppError INVALID_INPUT for a wrong option.
 */
export function readModel({ line }: CommandContext): ModelArguments {
  const { file, definitions, preset, quality, timeout } = line;
  const known = QUALITIES.find(name => name === quality);
  if (quality !== null && known === undefined) {
    throw new AppError('INVALID_INPUT', `--quality must be one of ${QUALITIES.join(', ')}.`);
  }
  const timeout_s = timeout === null ? undefined : Number(timeout);
  if (timeout_s !== undefined && !Number.isFinite(timeout_s)) {
    throw new AppError('INVALID_INPUT', '--timeout takes a number of seconds.');
  }
  return {
    file: file ?? '',
    parameters: Object.fromEntries(definitions.map(parseDefinition)),
    ...(preset === null ? {} : { preset }),
    ...(known === undefined ? {} : { quality: known }),
    ...(timeout_s === undefined ? {} : { timeout_s }),
  };
}

/**
 * Refuses an output that could not be written, before there is any work.
 *
 * @throws AppError INVALID_INPUT or PATH_REJECTED.
 */
export async function keepNamedFile({ line, workshop }: CommandContext, format: string): Promise<void> {
  const { output, overwrite } = line;
  if (output !== null) await workshop.writer.check({ format, outputPath: output, overwrite });
}

/** The picture that the command line asks for. @throws AppError INVALID_INPUT */
export function readPictureRequest(line: CommandLine): PictureRequest {
  const { views, size, section, highlight, style, dimensions } = line;
  const named = views
    .flatMap(view => view.split(','))
    .map(view => {
      const found = NAMED_VIEWS.find(name => name === view);
      if (found === undefined)
        throw new AppError('INVALID_INPUT', `--view must be one of ${NAMED_VIEWS.join(', ')}.`);
      return found;
    });
  const finding = HIGHLIGHTS.find(name => name === highlight);
  if (highlight !== null && finding === undefined)
    throw new AppError('INVALID_INPUT', `--highlight must be one of ${HIGHLIGHTS.join(', ')}.`);
  const look = STYLES.find(name => name === style);
  if (style !== null && look === undefined)
    throw new AppError('INVALID_INPUT', `--style must be one of ${STYLES.join(', ')}.`);
  const sides = size === null ? null : /^(\d{1,5})x(\d{1,5})$/.exec(size);
  if (size !== null && sides === null)
    throw new AppError('INVALID_INPUT', '--size takes WIDTHxHEIGHT, for instance 800x600.');
  return toPictureRequest({
    ...(named.length === 0 ? {} : { views: named }),
    ...(sides === null ? {} : { width_px: Number(sides[1]), height_px: Number(sides[2]) }),
    ...(section === null ? {} : { section: parseSection(section) }),
    ...(look === undefined ? {} : { style: look }),
    ...(dimensions ? { dimensions } : {}),
    ...(finding === undefined ? {} : { highlight: finding }),
  });
}

/** `x=10`: the axis and where the plane crosses it, in mm. */
export function parseSection(text: string): Section {
  const parts = /^([xyz])=(-?\d+(?:\.\d+)?)$/.exec(text);
  const axis = (['x', 'y', 'z'] as const).find(name => name === parts?.[1]);
  if (parts === null || axis === undefined) {
    throw new AppError('INVALID_INPUT', '--section takes an axis and an offset in mm, for instance x=10.');
  }
  return { axis, offset_mm: Number(parts[2]) };
}
