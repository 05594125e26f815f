import type { Vec3 } from '../../contracts/mesh.ts';
import { NO_MATE } from '../measure/half-edges.ts';
import { closestOnTriangle, NearestPoint } from '../measure/nearest-point.ts';
import type { ThinPlace } from '../measure/thin-places.ts';
import { along, pointAt } from '../measure/vectors.ts';
import { formatNumber, formatPoint, type LocatedFinding } from './finding.ts';
import { measureRegion, type PrintScene } from './print-scene.ts';

/** A wall should have this many lines, one for each side. */
const MIN_LINES = 2;

/** A thin place smaller than the square of a line is the tip of a wedge: rounded off, but nothing is missing. */
const MIN_AREA_LINES = 1;

/**
 * A wall passes that lacks no more than this share of a limit. Round walls are measured too thin, by twice what
 * the facets deviate and 2 % (see `measureThickness`), which is 4 % at 24 segments. Slicers vary lines by more.
 */
const SHARE_SLACK = 0.05;

/** A thin place goes on over bends up to this: cosine of 40°. */
const SMOOTH_COSINE = Math.cos((40 * Math.PI) / 180);

/**
 * Judges thin places, as `measureThickness` lists them. `THIN_WALL`: thinner than two lines; an error when
 * thinner than one, which slicers leave out. `value` and `limit` in millimetres.
 */
export function judgeThinPlaces(scene: PrintScene, places: readonly ThinPlace[]): readonly LocatedFinding[] {
  const { nozzle_mm } = scene.printer;
  const limit = MIN_LINES * nozzle_mm;
  const isBelow = (mm: number, wanted_mm: number) => mm < wanted_mm * (1 - SHARE_SLACK) - scene.tolerance_mm;
  return places
    .filter(({ mm }) => isBelow(mm, limit))
    .map(place => {
      const { at, mm, area_mm2 } = place;
      const isLost = isBelow(mm, nozzle_mm) && area_mm2 > (MIN_AREA_LINES * nozzle_mm) ** 2;
      const triangles = findThinTriangles(scene, place);
      return {
        finding: {
          code: 'THIN_WALL',
          severity: isLost ? 'error' : 'warning',
          message: isLost
            ? `A wall of ${formatNumber(mm)} mm at ${formatPoint(at)} is thinner than one line of ${formatNumber(nozzle_mm)} mm and will be left out.`
            : `A wall of ${formatNumber(mm)} mm at ${formatPoint(at)} is thinner than two lines of ${formatNumber(nozzle_mm)} mm and will be weak.`,
          at,
          region: { ...measureRegion(scene, triangles).bounds, area_mm2 },
          value: mm,
          limit,
          hint: `Make it at least ${formatNumber(limit)} mm thick.`,
        },
        triangles,
      };
    });
}

/** The triangles on both sides of a thin place, as far as it may reach from its thinnest point. */
function findThinTriangles(scene: PrintScene, { at, mm, area_mm2 }: ThinPlace): Uint32Array {
  const nearest = new NearestPoint(scene.structure.tree);
  // Half the area is on each side; the place may be four times as long as a square one.
  const reach = Math.max(2 * mm, 2 * Math.sqrt(area_mm2 / 2));
  const found = new Set<number>();
  if (!nearest.find(...at, Infinity)) return new Uint32Array();
  const start = scene.structure.tree.triangles[nearest.slot];
  spread(scene, start, at, reach, found);
  const beyond = along(at, pointAt(scene.normals, start), -mm);
  if (nearest.find(...beyond, mm))
    spread(scene, scene.structure.tree.triangles[nearest.slot], beyond, reach, found);
  return Uint32Array.from(found).sort();
}

/** Adds the triangles that hang together with one over gentle bends and come within reach of a point. */
function spread(scene: PrintScene, start: number, point: Vec3, reach: number, found: Set<number>): void {
  const { mates } = scene.structure.halfEdges;
  const waiting = [start];
  found.add(start);
  for (let triangle = waiting.pop(); triangle !== undefined; triangle = waiting.pop()) {
    for (let half = triangle * 3; half < triangle * 3 + 3; half++) {
      if (mates[half] === NO_MATE) continue;
      const next = Math.floor(mates[half] / 3);
      if (found.has(next) || !isSmooth(scene.normals, triangle, next)) continue;
      if (squareDistance(scene, next, point) > reach * reach) continue;
      found.add(next);
      waiting.push(next);
    }
  }
}

function isSmooth(normals: Float64Array, a: number, b: number): boolean {
  const cosine =
    normals[a * 3] * normals[b * 3] +
    normals[a * 3 + 1] * normals[b * 3 + 1] +
    normals[a * 3 + 2] * normals[b * 3 + 2];
  return cosine >= SMOOTH_COSINE;
}

function squareDistance({ structure }: PrintScene, triangle: number, [x, y, z]: Vec3): number {
  const { positions, indices } = structure.mesh;
  const corners = new Float64Array(9);
  for (let corner = 0; corner < 3; corner++) {
    corners.set(pointAt(positions, indices[triangle * 3 + corner]), corner * 3);
  }
  const closest = new Float64Array(3);
  closestOnTriangle(corners, 0, x, y, z, closest);
  return (closest[0] - x) ** 2 + (closest[1] - y) ** 2 + (closest[2] - z) ** 2;
}
