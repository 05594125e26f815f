import { type Finding, formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import { groupTrianglesByPart, type PrintPart } from './print-parts.ts';
import type { PrintScene } from './print-scene.ts';
import { measureStand, type Stand } from './stand.ts';

/** A first layer smaller than this, a 3 mm square, comes off easily. */
const MIN_CONTACT_MM2 = 10;

/** So does one smaller than this share of the rectangle around the part, seen from above. */
const MIN_CONTACT_SHARE = 0.02;

/** A first layer smaller than the square of so many lines is a point. */
const POINT_LINES = 2;

/** A part that falls over when it is tilted by this, in degrees, is knocked over by the nozzle. */
const MIN_TIP_DEG = 3;

/** A part more times as high as its foot is wide sways. */
const MAX_SLENDERNESS = 8;

/** With more parts than this only the largest are looked at. */
const MAX_PARTS = 50;

/**
 * Checks how each part stands on the bed; open parts, which have no section, are left out.
 *
 * `FIRST_LAYER`: the first layer is small; `value` and `limit` in mm². An error when it is a point or a line.
 * `STABILITY`: an error when the centre of mass is not above the hull of the first layer, so that only its hold on
 * the bed keeps the part upright (`value` says how many millimetres outside it is, as a negative number; `limit`
 * 0); a warning when the part tips over when it is tilted by 3° (`value` in degrees), or it is more than 8 times as high as its foot is
 * wide (`value` is that ratio).
 */
export function checkStanding(scene: PrintScene, parts: readonly PrintPart[]): readonly LocatedFinding[] {
  const found: LocatedFinding[] = [];
  const trianglesOf = groupTrianglesByPart(scene.structure);
  for (const part of parts.slice(0, MAX_PARTS)) {
    if (part.isFloating || !part.isClosed) continue;
    const triangles = trianglesOf(part.root);
    const stand = measureStand(scene, part, triangles);
    const name = parts.length === 1 ? 'The model' : `Part ${part.index}`;
    for (const finding of [checkContact(scene, part, stand, name), checkStability(part, stand, name)]) {
      if (finding !== null) found.push({ finding, triangles: keepFirstLayer(scene, triangles) });
    }
  }
  return found;
}

function checkContact(
  { printer }: PrintScene,
  { bounds }: PrintPart,
  { contact_mm2, at }: Stand,
  name: string,
): Finding | null {
  const limit = Math.max(MIN_CONTACT_MM2, MIN_CONTACT_SHARE * bounds.size[0] * bounds.size[1]);
  if (contact_mm2 >= limit) return null;
  const isPoint = contact_mm2 < (POINT_LINES * printer.nozzle_mm) ** 2;
  const where = `at ${formatPoint(at)}`;
  return {
    code: 'FIRST_LAYER',
    severity: isPoint ? 'error' : 'warning',
    message: isPoint
      ? `${name} stands on a point or an edge ${where}: its first layer has ${formatNumber(contact_mm2)} mm².`
      : `${name} has little hold on the bed ${where}: its first layer has ${formatNumber(contact_mm2)} mm².`,
    at,
    region: bounds,
    value: contact_mm2,
    limit,
    hint: 'Turn it so that a flat face lies on the bed, or give it a foot; a brim helps a little.',
  };
}

function checkStability({ bounds }: PrintPart, stand: Stand, name: string): Finding | null {
  const { at, margin_mm, centre_mm, foot_mm } = stand;
  // A part with nothing in the first layer has no foot to fall over; its contact is an error already.
  if (margin_mm === Number.NEGATIVE_INFINITY) return null;
  const shared = { code: 'STABILITY', at, region: bounds } as const;
  if (margin_mm < 0) {
    return {
      ...shared,
      severity: 'error',
      message: `${name} would tip over: its centre of mass is ${formatNumber(-margin_mm)} mm outside its foot on the bed.`,
      value: margin_mm,
      limit: 0,
      hint: 'Print it in the recommended orientation, the first of `orientations`, widen its foot, or print it with support under the side that leans out.',
    };
  }
  const tip_deg = (Math.atan2(margin_mm, centre_mm) * 180) / Math.PI;
  if (tip_deg < MIN_TIP_DEG) {
    return {
      ...shared,
      severity: 'warning',
      message: `${name} tips over when tilted by ${formatNumber(tip_deg)}°: its centre of mass is only ${formatNumber(margin_mm)} mm inside its foot, ${formatNumber(centre_mm)} mm above the bed.`,
      value: tip_deg,
      limit: MIN_TIP_DEG,
      hint: 'Widen its foot, or turn it.',
    };
  }
  const slenderness = bounds.size[2] / foot_mm;
  if (slenderness <= MAX_SLENDERNESS) return null;
  return {
    ...shared,
    severity: 'warning',
    message: `${name} is ${formatNumber(slenderness)} times as high as its foot is wide (${formatNumber(bounds.size[2])} mm on ${formatNumber(foot_mm)} mm) and will sway while it is printed.`,
    value: slenderness,
    limit: MAX_SLENDERNESS,
    hint: 'Lay it down, widen its foot, or print it with a brim.',
  };
}

/** Those of some triangles that lie within the first layer. */
function keepFirstLayer(scene: PrintScene, triangles: Uint32Array): Uint32Array {
  const { positions, indices } = scene.structure.mesh;
  const highest = scene.bed_z + scene.printer.layer_mm + scene.tolerance_mm;
  return triangles.filter(triangle =>
    [0, 1, 2].every(corner => positions[indices[triangle * 3 + corner] * 3 + 2] <= highest),
  );
}
