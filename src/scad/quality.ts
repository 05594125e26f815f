/** How finely curves are divided: fast for a look, as the file says, or fine for the final part. */
export const QUALITIES = ['draft', 'normal', 'high'] as const;

/** A member of {@link QUALITIES}. */
export type Quality = (typeof QUALITIES)[number];

/**
 * The special variables each quality sets, chosen here.
 *
 * `draft` also resets `$fn`, because a file's `$fn = 200` would make the other two ineffective: segments of
 * 15 degrees, at least 2 mm long. `high` leaves `$fn` alone, so a `$fn` set by the file still wins there, and
 * asks for segments of 2 degrees, at least 0.25 mm long; it replaces `$fa` and `$fs` of the file, even finer ones.
 */
const PRESETS: Readonly<Record<Quality, Readonly<Record<string, number>>>> = {
  draft: { $fn: 0, $fa: 15, $fs: 2 },
  normal: {},
  high: { $fa: 2, $fs: 0.25 },
};

/**
 * What a quality adds to the parameters of a call. A name the caller set is left out, so spreading the
 * result and `parameters` together in either order gives the same.
 */
export function qualityParameters(
  quality: Quality,
  parameters: Readonly<Record<string, unknown>>,
): Record<string, number> {
  const additions = Object.entries(PRESETS[quality]).filter(([name]) => !Object.hasOwn(parameters, name));
  return Object.fromEntries(additions);
}
