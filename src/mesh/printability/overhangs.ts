import { type Finding, formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import { findOverhangRegions, type OverhangRegion } from './overhang-regions.ts';
import { traceRim } from './overhang-rim.ts';
import type { PrintPart } from './print-parts.ts';
import { measureRegion, type PrintScene, type Region } from './print-scene.ts';
import { type OverhangSpan, spanOverhang } from './span-overhang.ts';

/** Bridges up to this come out well on most printers with a fan. */
export const MAX_BRIDGE_MM = 10;

/** An overhang that reaches no further than this many lines is held by the lines beside it. */
const MAX_REACH_LINES = 2.5;

/** So is one that reaches this many lines further than a slope at the limit would over the same height. */
const MAX_EXCESS_LINES = 1;

/** From this mean angle on it is a ceiling, whose lines can be drawn straight across the air. */
const CEILING_DEG = 80;

/**
 * Finds overhangs that need support.
 *
 * `OVERHANG`: faces steeper than the printer's limit, one finding for each connected set; `value` is the
 * steepest angle from the vertical, in degrees, and `limit` the printer's. `BRIDGE`: ceilings held on both
 * sides; `value` is how many millimetres lines have to span in the best direction, and `limit` 10 mm. Not
 * found worth telling are bridges up to that, arches as wide, ledges up to 2.5 lines wide, and slopes that come
 * out at most one line further than one at the limit. Undersides of floating parts are left to
 * `findFloatingParts`.
 */
export function findOverhangs(scene: PrintScene, parts: readonly PrintPart[]): readonly LocatedFinding[] {
  const floating = new Set(parts.filter(part => part.isFloating).map(part => part.root));
  const { pieces, partOfPiece } = scene.structure;
  const found: LocatedFinding[] = [];
  for (const region of findOverhangRegions(scene)) {
    const span = spanOverhang(traceRim(scene, region.triangles), MAX_REACH_LINES * scene.printer.nozzle_mm);
    if (isPrintable(scene, region, span)) continue;
    if (span.isFree && floating.has(partOfPiece[pieces.pieceOf[region.triangles[0]]])) continue;
    const measured = measureRegion(scene, region.triangles);
    found.push({ finding: describe(scene, region, span, measured), triangles: region.triangles });
  }
  return found.sort((a, b) => (b.finding.region?.area_mm2 ?? 0) - (a.finding.region?.area_mm2 ?? 0));
}

function isPrintable(
  { printer, tolerance_mm }: PrintScene,
  { angle_deg }: OverhangRegion,
  { isBridge, isFree, length_mm }: OverhangSpan,
): boolean {
  if (isBridge) return length_mm <= MAX_BRIDGE_MM + tolerance_mm;
  if (length_mm <= MAX_REACH_LINES * printer.nozzle_mm + tolerance_mm) return true;
  const limitReach = (length_mm * tangent(printer.max_overhang_deg)) / tangent(angle_deg);
  return !isFree && length_mm - limitReach <= MAX_EXCESS_LINES * printer.nozzle_mm;
}

function tangent(angle_deg: number): number {
  return Math.tan((angle_deg * Math.PI) / 180);
}

function describe(
  { printer }: PrintScene,
  { angle_deg, mean_deg }: OverhangRegion,
  { isBridge, isFree, length_mm }: OverhangSpan,
  { bounds, area_mm2, centre }: Region,
): Finding {
  const place = { at: centre, region: { ...bounds, area_mm2 } };
  const area = `${formatNumber(area_mm2)} mm² around ${formatPoint(centre)}`;
  if (isBridge && mean_deg >= CEILING_DEG) {
    return {
      code: 'BRIDGE',
      severity: 'warning',
      message: `A ceiling of ${area} spans ${formatNumber(length_mm)} mm between what holds it.`,
      ...place,
      value: length_mm,
      limit: MAX_BRIDGE_MM,
      hint: 'Shorten the span, add a pillar, or slope the ceiling; otherwise it needs support.',
    };
  }
  const reach = isFree
    ? 'with nothing below that holds it'
    : `reaching ${formatNumber(length_mm)} mm ${isBridge ? 'from side to side' : 'out'}`;
  return {
    code: 'OVERHANG',
    severity: 'warning',
    message: `An overhang of up to ${formatNumber(angle_deg)}° from the vertical, ${area}, ${reach}.`,
    ...place,
    value: angle_deg,
    limit: printer.max_overhang_deg,
    hint: `Keep faces within ${formatNumber(printer.max_overhang_deg)}° of the vertical, as with a chamfer below, or turn the part; otherwise it needs support.`,
  };
}
