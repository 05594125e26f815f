import type { Mesh, Vec2 } from '../../src/contracts/mesh.ts';
import { circle, type Loop, rectangle, rotated, SolidBuilder } from './solid-builder.ts';

/** A solid with one profile all along y: the outline's second coordinate is its height. It reaches to y = 0. */
export function profile(depth: number, outline: Loop, ...holes: readonly Loop[]): Mesh {
  return rotated(new SolidBuilder().prism(0, depth, outline, ...holes).build(), [90, 0, 0]);
}

/** An upright pillar. */
export function pillar(diameter: number, sides: number, height: number): Mesh {
  return new SolidBuilder().prism(0, height, circle(diameter, sides)).build();
}

/** A wall bracket, 20 mm deep: an arm of 20 mm that a chamfer of so many degrees from the vertical holds. */
export function bracket(chamfer_deg: number): Mesh {
  const rise = 20 / Math.tan((chamfer_deg * Math.PI) / 180);
  const outline: Vec2[] = [
    [0, 0],
    [20, 0],
    [20, 20],
    [40, 20 + rise],
    [40, 30 + rise],
    [0, 30 + rise],
  ];
  return profile(20, outline);
}

/** An open box of 30 × 20 × 15 mm. */
export function openTopBox(wall_mm: number): Mesh {
  const outside = rectangle([0, 0], [30, 20]);
  const inside = rectangle([wall_mm, wall_mm], [30 - wall_mm, 20 - wall_mm]);
  return new SolidBuilder()
    .face('down', 0, outside)
    .wall('inside', outside, 0, outside, 15)
    .face('up', 15, outside, inside)
    .wall('outside', inside, 2, inside, 15)
    .face('up', 2, inside)
    .build();
}

/** A cap of 40 mm on a stem of 10 mm, with a rim that hangs down from z = 20 to z = 15. */
export function mushroom(): Mesh {
  const stem = circle(10, 32);
  const inner = circle(30, 32);
  const outer = circle(40, 32);
  return new SolidBuilder()
    .face('down', 0, stem)
    .wall('inside', stem, 0, stem, 20)
    .face('down', 20, inner, stem)
    .wall('outside', inner, 15, inner, 20)
    .face('down', 15, outer, inner)
    .wall('inside', outer, 15, outer, 25)
    .face('up', 25, outer)
    .build();
}

/** Two posts with a beam across, clear by so many millimetres. */
export function gate(clear_mm: number): Mesh {
  const width = clear_mm + 20;
  const outline: Vec2[] = [
    [0, 0],
    [10, 0],
    [10, 20],
    [10 + clear_mm, 20],
    [10 + clear_mm, 0],
    [width, 0],
    [width, 25],
    [0, 25],
  ];
  return profile(10, outline);
}

/** A cone of 20 mm height that stands on its tip. */
export function spinningTop(): Mesh {
  const base = circle(10, 32);
  const tip = base.map((): Vec2 => [0, 0]);
  return new SolidBuilder().wall('inside', tip, 0, base, 20).face('up', 20, base).build();
}

/** A tower of 10 × 10 mm and 40 mm height that leans out by so many millimetres. */
export function leaningTower(lean_mm: number): Mesh {
  return profile(10, [
    [0, 0],
    [10, 0],
    [10 + lean_mm, 40],
    [lean_mm, 40],
  ]);
}

/** A table of 60 × 40 mm on four legs of 6 mm. */
export function table(): Mesh {
  const legs = [
    rectangle([0, 0], [6, 6]),
    rectangle([54, 0], [60, 6]),
    rectangle([54, 34], [60, 40]),
    rectangle([0, 34], [6, 40]),
  ];
  const underside: Loop = [
    [6, 0],
    [54, 0],
    [54, 6],
    [60, 6],
    [60, 34],
    [54, 34],
    [54, 40],
    [6, 40],
    [6, 34],
    [0, 34],
    [0, 6],
    [6, 6],
  ];
  // The edge of the top is divided where the legs end, so that its triangles meet theirs.
  const rim = [...underside, ...legs.flat()].filter(([x, y]) => x % 60 === 0 || y % 40 === 0);
  const edge = rim.filter(([x, y], at) => rim.findIndex(other => other[0] === x && other[1] === y) === at);
  edge.sort((a, b) => Math.atan2(a[1] - 20, a[0] - 30) - Math.atan2(b[1] - 20, b[0] - 30));
  const builder = new SolidBuilder().face('up', 34, edge).wall('inside', edge, 30, edge, 34);
  builder.face('down', 30, underside);
  for (const leg of legs) builder.face('down', 0, leg).wall('inside', leg, 0, leg, 30);
  return builder.build();
}
