import * as z from 'zod';
import { CHECK_LEVELS, MEASURES } from '../contracts/analysis.ts';

/** Arguments of measurements and checks. */

const coordinate = z.number().min(-1e6).max(1e6);
const length = z.number().min(0).max(1e6);
/** Said of anything that is no list; the numbers in one, and how many there are, are told of one by one. */
const TRIPLE_ERROR = {
  error: ({ code }: { code?: string }) =>
    code === 'invalid_type' || code === 'too_small' || code === 'too_big'
      ? 'expected three numbers, [x, y, z]'
      : undefined,
};
const point = z.tuple([coordinate, coordinate, coordinate], TRIPLE_ERROR);
const lengths = z.tuple([length, length, length], TRIPLE_ERROR);
const extent = z.union([lengths, z.tuple([length, length])], {
  error: 'expected three numbers, [x, y, z], or [x, y] of a drawing',
});

/** What to measure. */
export const measureNames = z.array(z.enum(MEASURES)).min(1);

/** Where to cut. */
export const sectionPlane = z.strictObject({ axis: z.enum(['x', 'y', 'z']), offset_mm: coordinate });

/** Points in the model, in mm. */
export const pointList = z.array(point).max(100);

/** How deep to check. */
export const checkLevel = z.enum(CHECK_LEVELS);

/** What is known of a printer. */
export const printer = z.strictObject({
  bed_mm: lengths.exactOptional(),
  nozzle_mm: z.number().min(0.05).max(5).exactOptional(),
  layer_mm: z.number().min(0.01).max(5).exactOptional(),
  max_overhang_deg: z.number().min(0).max(90).exactOptional(),
});

/** Says in a few words what {@link expectations} takes: spelled out it would be half of the definition. */
export const EXPECTATIONS_DESCRIPTION =
  '{size_mm: [x, y, z], fits_in_mm, volume_mm3, parts, watertight, holes: n or [{diameter_mm, count}], min_thickness_mm, ' +
  'contains_points, excludes_points, tolerance_mm, tolerance_percent}';

/** What is expected of a model. */
export const expectations = z.strictObject({
  size_mm: extent.exactOptional(),
  fits_in_mm: extent.exactOptional(),
  tolerance_mm: length.exactOptional(),
  volume_mm3: z.number().min(0).max(1e15).exactOptional(),
  tolerance_percent: z.number().min(0).max(100).exactOptional(),
  parts: z.number().int().min(0).exactOptional(),
  watertight: z.boolean().exactOptional(),
  holes: z
    .union(
      [
        z.number().int().min(0),
        z
          .array(z.strictObject({ diameter_mm: length, count: z.number().int().min(0).exactOptional() }))
          .max(100),
      ],
      { error: 'expected a number of holes, or a list such as [{"diameter_mm": 4.5, "count": 2}]' },
    )
    .exactOptional(),
  min_thickness_mm: length.exactOptional(),
  contains_points: pointList.exactOptional(),
  excludes_points: pointList.exactOptional(),
});
