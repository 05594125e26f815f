import type { Bounds, Vec3 } from '../../contracts/mesh.ts';
import { colorKey, formatColor } from './face-colors.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { centreOfSurfaces, sumSurfaces } from './surface-pieces.ts';

/** The faces of one colour, whatever part they belong to. */
export interface ColorMeasure {
  /** `#rrggbb`, or `#rrggbbaa` when it is not opaque; null for faces that nobody coloured. */
  readonly color: string | null;
  readonly size: Bounds;
  readonly area_mm2: number;
  /** The volume these faces enclose by themselves; null when they leave gaps. */
  readonly volume_mm3: number | null;
  readonly watertight: boolean;
  readonly center_mm: Vec3;
  readonly triangles: number;
}

/** Measures the faces of each colour, the colour with the largest area first; none for an empty mesh. */
export function measureColors({ mesh, halfEdges }: MeshStructure): readonly ColorMeasure[] {
  const setOf = new Uint32Array(mesh.indices.length / 3);
  const numberOf = new Map<number, number>();
  for (let triangle = 0; triangle < setOf.length; triangle++) {
    const key = colorKey(mesh.faceColors, triangle);
    const set = numberOf.get(key) ?? numberOf.size;
    numberOf.set(key, set);
    setOf[triangle] = set;
  }
  const keys = [...numberOf.keys()];
  return sumSurfaces(mesh, halfEdges, setOf, keys.length)
    .map((sums, set) => ({
      color: formatColor(keys[set]),
      size: sums.bounds,
      area_mm2: sums.area_mm2,
      volume_mm3: sums.isClosed ? sums.volume_mm3 : null,
      watertight: sums.isClosed,
      center_mm: centreOfSurfaces([sums]),
      triangles: sums.triangles,
    }))
    .sort((a, b) => b.area_mm2 - a.area_mm2);
}
