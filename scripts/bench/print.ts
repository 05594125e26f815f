import { type Change, TOLERANCE } from './compare.ts';
import { type Measurement, meetsGoal, type Series, type Spread } from './results.ts';

/** A number as a person reads it. */
export function formatNumber(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(value >= 1 ? 2 : 3);
}

/** The median, and least and most behind it. */
export function formatSpread({ median, min, max }: Spread): string {
  if (min === max) return formatNumber(median);
  return `${formatNumber(median)} (${formatNumber(min)}–${formatNumber(max)})`;
}

/** The goal of a measurement: `≤ 0.5`; empty when it has none. */
export function formatGoal({ goal, better }: Measurement): string {
  return goal === null ? '' : `${better === 'less' ? '≤' : '≥'} ${goal}`;
}

/** A line of the table that a run prints. */
export function formatMeasurement(measurement: Measurement): string {
  const { id, ratio, ours, base, unit } = measurement;
  const verdict = meetsGoal(measurement) ? 'ok  ' : 'MISS';
  const values = `${formatNumber(ours.median)} / ${formatNumber(base.median)} ${unit}`;
  return `${verdict} ${id.padEnd(44)} ${formatSpread(ratio).padEnd(22)} ${formatGoal(measurement).padEnd(8)} ${values}`;
}

/** A line of a series: sizes and milliseconds. */
export function formatSeries({ what, points }: Series): string {
  return `     ${what}: ${points.map(({ size, ms }) => `${size} → ${formatNumber(ms.median)} ms`).join(', ')}`;
}

/** A line of a comparison with an earlier run. */
export function formatChange({ id, before, now, worse }: Change): string {
  const verdict = worse > TOLERANCE ? 'WORSE' : 'ok   ';
  const percent = `${worse > 0 ? '+' : ''}${(worse * 100).toFixed(0)} %`;
  return `${verdict} ${id.padEnd(44)} ${formatNumber(before)} → ${formatNumber(now)} (${percent})`;
}
