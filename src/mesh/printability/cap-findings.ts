import { type FindingCode, formatNumber, type LocatedFinding } from './finding.ts';
import { measureRegion, type PrintScene } from './print-scene.ts';

/** Findings of one kind that are told one by one. */
const MAX_OF_A_KIND = 10;

/**
 * Keeps the first findings of each kind, errors before warnings, and gathers the rest of that kind into one for each
 * severity, so that a perforated plate does not fill the answer and no error hides among warnings. Findings of one
 * kind and severity stay in order.
 */
export function capFindings(scene: PrintScene, located: readonly LocatedFinding[]): LocatedFinding[] {
  const byCode = new Map<FindingCode, LocatedFinding[]>();
  for (const item of located) {
    const { code } = item.finding;
    const items = byCode.get(code);
    if (items === undefined) byCode.set(code, [item]);
    else items.push(item);
  }
  return [...byCode.values()].flatMap(items => {
    if (items.length <= MAX_OF_A_KIND) return items;
    const isError = ({ finding }: LocatedFinding) => finding.severity === 'error';
    const sorted = [...items.filter(isError), ...items.filter(item => !isError(item))];
    const rest = sorted.slice(MAX_OF_A_KIND);
    const groups = [rest.filter(isError), rest.filter(item => !isError(item))];
    const gathered = groups.filter(group => group.length > 0).map(group => gather(scene, group));
    return [...sorted.slice(0, MAX_OF_A_KIND), ...gathered];
  });
}

function gather(scene: PrintScene, items: readonly LocatedFinding[]): LocatedFinding {
  if (items.length === 1) return items[0];
  const members = new Set<number>();
  for (const item of items) for (const triangle of item.triangles) members.add(triangle);
  const triangles = Uint32Array.from(members).sort();
  const { bounds, area_mm2 } = measureRegion(scene, triangles);
  const { code, severity, limit, hint } = items[0].finding;
  return {
    finding: {
      code,
      severity,
      message: `${items.length} more of the kind ${code}, on ${formatNumber(area_mm2)} mm² of the surface.`,
      region: { ...bounds, area_mm2 },
      ...(limit === undefined ? {} : { limit }),
      ...(hint === undefined ? {} : { hint }),
    },
    triangles,
  };
}
