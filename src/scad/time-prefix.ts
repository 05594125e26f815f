/** An assignment of `$t` as `encodeDefinitions` writes it. */
const TIME_DEFINITION = /^\$t=/;

/**
 * Puts the assignment of `$t` before the first line of a model's source, without another line.
 *
 * OpenSCAD reads what `-D` says after the file, and evaluates assignments in their order. For its own animation
 * `$t` is there before the file is read, so `angle = $t * 360;` at top level counts on it; with `-D` alone it
 * would be computed with the `$t` of a still picture, 0. `-D` stays: it wins where the file assigns `$t` itself.
 *
 * @param source UTF-8.
 * @param definitions encoded; those other than of `$t` are passed over.
 */
export function prependTime(source: Uint8Array, definitions: readonly string[]): Uint8Array {
  const time = definitions.find(definition => TIME_DEFINITION.test(definition));
  if (time === undefined) return source;
  const assignment = new TextEncoder().encode(`${time};`);
  const whole = new Uint8Array(assignment.length + source.length);
  whole.set(assignment);
  whole.set(source, assignment.length);
  return whole;
}
