import { z } from 'zod';
import type { EvaluationOutput } from '../../src/contracts/evaluation-protocol.ts';

/** What is compared of a model: its box in mm, and its volume in mm³ or, of a 2D model, its area in mm². */
export const measureSchema = z.strictObject({
  kind: z.enum(['3d', '2d']),
  min: z.array(z.number()),
  max: z.array(z.number()),
  content: z.number(),
});

/** See {@link measureSchema}. */
export type Measure = z.infer<typeof measureSchema>;

/** Measures what an evaluation brought back; null when that is no geometry. */
export function measureOutput(output: EvaluationOutput): Measure | null {
  if (output.kind !== '3d' && output.kind !== '2d') return null;
  const { kind, bounds, facts } = output;
  const content = 'volume_mm3' in facts ? facts.volume_mm3 : facts.area_mm2;
  return { kind, min: [...bounds.min], max: [...bounds.max], content };
}

/** How far two measures of a model are apart. */
export interface MeasureDifference {
  /** Of the volumes or areas, as a part of the second. */
  readonly content: number;
  /** Of the coordinate of the boxes that differs most. */
  readonly box_mm: number;
  /** Within 0.1 % of the volume, and 0.1 mm or 0.1 % of the largest side. */
  readonly isSmall: boolean;
}

const CONTENT_TOLERANCE = 1e-3;
const BOX_TOLERANCE_MM = 0.1;
const BOX_TOLERANCE = 1e-3;

/** Compares a measure with a reference. */
export function compareMeasures(found: Measure, reference: Measure): MeasureDifference {
  const content = Math.abs(found.content - reference.content) / Math.abs(reference.content);
  const offsets = [
    ...reference.min.map((value, axis) => Math.abs(value - (found.min[axis] ?? Infinity))),
    ...reference.max.map((value, axis) => Math.abs(value - (found.max[axis] ?? Infinity))),
  ];
  const box_mm = Math.max(...offsets);
  const side_mm = Math.max(...reference.max.map((value, axis) => value - reference.min[axis]));
  const isSmall =
    found.kind === reference.kind &&
    content <= CONTENT_TOLERANCE &&
    box_mm <= Math.max(BOX_TOLERANCE_MM, BOX_TOLERANCE * side_mm);
  return { content, box_mm, isSmall };
}

/** Six digits are more than is compared. */
export function roundMeasure({ kind, min, max, content }: Measure): Measure {
  const round = (value: number) => Number(value.toPrecision(6));
  return { kind, min: min.map(round), max: max.map(round), content: round(content) };
}
