import type { Bounds, Vec3 } from '../../contracts/mesh.ts';
import { findColors, formatColor } from './face-colors.ts';
import type { MeshStructure } from './mesh-structure.ts';
import { centreOfSurfaces, type SurfaceSums } from './surface-pieces.ts';

/** One solid of a model: a connected surface with the walls of its cavities. */
export interface PartMeasure {
  /** From 0, largest volume first. */
  readonly index: number;
  /** `#rrggbb` of the colour that covers most of it; absent when nobody coloured it. */
  readonly color?: string;
  /** Of a part of several colours, those that cover more than 5 % of it, the largest first. */
  readonly colors?: readonly string[];
  readonly size: Bounds;
  /** Negative when the faces are wound inside out; of a part that is not watertight it means little. */
  readonly volume_mm3: number;
  readonly area_mm2: number;
  readonly watertight: boolean;
  /** Centre of mass; of a part that encloses nothing, the centre of its surface. */
  readonly center_mm: Vec3;
  readonly triangles: number;
  /** Closed hollows inside. */
  readonly cavities: number;
  /** Through holes and handles, those of its cavities included; null when its surface is not closed. */
  readonly genus: number | null;
}

/** Measures every part, largest first; parts of equal volume in the order of x, y, z of their boxes. */
export function measureParts(structure: MeshStructure): readonly PartMeasure[] {
  const { mesh, pieces, partOfPiece } = structure;
  const genusOf = sumGenus(structure);
  const partOf = (triangle: number) => partOfPiece[pieces.pieceOf[triangle]];
  const colors = findColors(mesh, partOf, pieces.count);
  return listParts(structure).map(({ root, members }, index) => {
    const names = colors[root].map(formatColor).filter(name => name !== null);
    return {
      index,
      ...(names.length === 0 ? {} : { color: names[0] }),
      ...(names.length < 2 ? {} : { colors: names }),
      size: pieces.sums[root].bounds,
      volume_mm3: total(members, sums => sums.volume_mm3),
      area_mm2: total(members, sums => sums.area_mm2),
      watertight: members.every(sums => sums.isClosed),
      center_mm: centreOfSurfaces(members),
      triangles: total(members, sums => sums.triangles),
      cavities: members.length - 1,
      genus: genusOf[root],
    };
  });
}

/** A part: the number of its outer piece and the sums of all its pieces. */
interface Part {
  readonly root: number;
  readonly members: SurfaceSums[];
}

/** Lists the parts in the order in which {@link measureParts} numbers them. */
export function listParts({ pieces, partOfPiece }: MeshStructure): readonly Part[] {
  const parts = new Map<number, Part>();
  for (let piece = 0; piece < pieces.count; piece++) {
    const root = partOfPiece[piece];
    const part = parts.get(root) ?? { root, members: [] };
    part.members.push(pieces.sums[piece]);
    parts.set(root, part);
  }
  // Equal parts differ by rounding, which must not decide their order.
  const keyOf = ({ root, members }: Part) => ({
    volume: Number(Math.abs(total(members, sums => sums.volume_mm3)).toPrecision(5)),
    min: pieces.sums[root].bounds.min,
  });
  return [...parts.values()]
    .map(part => ({ part, key: keyOf(part) }))
    .sort(
      ({ key: a }, { key: b }) =>
        b.volume - a.volume || a.min[0] - b.min[0] || a.min[1] - b.min[1] || a.min[2] - b.min[2],
    )
    .map(({ part }) => part);
}

/** Adds up the genus of the shells of each part, by its outer piece. */
function sumGenus({ pieces, partOfPiece, shells }: MeshStructure): (number | null)[] {
  const genusOf = new Array<number | null>(pieces.count).fill(0);
  for (const { triangle, genus } of shells) {
    const root = partOfPiece[pieces.pieceOf[triangle]];
    const before = genusOf[root];
    genusOf[root] = before === null || genus === null ? null : before + genus;
  }
  return genusOf;
}

function total(members: readonly SurfaceSums[], value: (sums: SurfaceSums) => number): number {
  return members.reduce((sum, member) => sum + value(member), 0);
}
