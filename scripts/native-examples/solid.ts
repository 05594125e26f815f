import { z } from 'zod';

/** What is compared of a solid: its box (min x, y, z, max x, y, z in mm), volume and area. */
export const solidSchema = z.strictObject({
  box: z.array(z.number()).length(6),
  volume_mm3: z.number(),
  area_mm2: z.number(),
});

/** See {@link solidSchema}. */
export type Solid = z.infer<typeof solidSchema>;

/** How far two measures of a solid are apart. */
export interface SolidDifference {
  /** Of the coordinate of the boxes that differs most. */
  readonly box_mm: number;
  /** As parts of the reference. */
  readonly volume: number;
  readonly area: number;
}

/** Largest difference of a coordinate that counts as equal, in mm. */
export const BOX_TOLERANCE_MM = 0.01;

/** The same for volumes and areas: 0.01 %. */
export const CONTENT_TOLERANCE = 1e-4;

/** Compares a solid with a reference. */
export function compareSolids(found: Solid, reference: Solid): SolidDifference {
  const share = (a: number, b: number) => (a === b ? 0 : Math.abs(a - b) / Math.abs(b));
  return {
    box_mm: Math.max(...reference.box.map((value, at) => Math.abs(value - (found.box[at] ?? Infinity)))),
    volume: share(found.volume_mm3, reference.volume_mm3),
    area: share(found.area_mm2, reference.area_mm2),
  };
}

/** In what a model can differ; `errors` are those that only we report. */
export const DIFFERENCE_KINDS = ['errors', 'box', 'volume', 'area'] as const;

/** A member of {@link DIFFERENCE_KINDS}. */
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** Lists in what two measures of a solid differ by more than is allowed. */
export function listDifferences({ box_mm, volume, area }: SolidDifference): DifferenceKind[] {
  return [
    ...(box_mm <= BOX_TOLERANCE_MM ? [] : (['box'] as const)),
    ...(volume <= CONTENT_TOLERANCE ? [] : (['volume'] as const)),
    ...(area <= CONTENT_TOLERANCE ? [] : (['area'] as const)),
  ];
}

/** What `measure_model` reports of a solid, as far as it is compared. */
export const measureReportSchema = z.object({
  kind: z.literal('3d'),
  size: z.object({ min: z.array(z.number()), max: z.array(z.number()) }),
  mass: z.object({ volume_mm3: z.number(), area_mm2: z.number() }),
});

/** Reads a report of `measure_model`; null when the model is not 3D. */
export function readSolid(report: unknown): Solid | null {
  const { success, data } = measureReportSchema.safeParse(report);
  if (!success) return null;
  const { volume_mm3, area_mm2 } = data.mass;
  return { box: [...data.size.min, ...data.size.max], volume_mm3, area_mm2 };
}
