import { AppError } from '../contracts/errors.ts';
import type { EvaluationOutput } from '../contracts/evaluation-protocol.ts';
import type { Highlight, Legend } from '../contracts/highlight.ts';
import type { PictureRequest } from '../contracts/picture.ts';

/** One line of a picture's legend, for readers who do not see it. */
export interface ReportedLegendLine {
  readonly text: string;
  /** `#rrggbb` as in the picture, before it is lit. */
  readonly color?: string;
  /** A point on the largest or worst place, in mm. */
  readonly at?: readonly number[];
}

/** Tells a legend in words: its title, its scale from one end to the other, its entries. */
export function reportLegend({ title, scale, entries }: Legend): readonly ReportedLegendLine[] {
  const numbers = (scale?.ticks ?? []).map(({ at, text }) => {
    const stop = scale?.stops.find(candidate => candidate.at === at);
    return { text, ...(stop === undefined ? {} : { color: cssColor(stop.color) }) };
  });
  const lines = entries.map(({ text, key, at }) => ({
    text,
    ...(key === null ? {} : { color: cssColor(key.color) }),
    ...(at === undefined ? {} : { at: at.map(value => Number(value.toPrecision(5))) }),
  }));
  return [{ text: title }, ...numbers, ...lines];
}

function cssColor(color: Highlight['points'][number]['color']): string {
  return `#${color.map(channel => channel.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Refuses to look for findings in a model that cannot have any.
 *
 * @throws AppError INVALID_INPUT
 */
export function checkHighlight({ highlight }: PictureRequest, output: EvaluationOutput | undefined): void {
  if (highlight === undefined || output?.kind !== '2d') return;
  throw new AppError('INVALID_INPUT', `highlight "${highlight}" is about solids, and this model is 2D.`, {
    hint: 'Make it solid with linear_extrude(), or leave highlight out.',
  });
}
