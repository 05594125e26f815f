import type { Mesh } from '../../src/contracts/mesh.ts';
import { circle, rectangle, SolidBuilder } from './solid-builder.ts';

/**
 * A plate of 60 × 40 × 10 mm with a boss and one hole of each kind, seen from above: at (10, 10) 5 mm through, at
 * (30, 10) 8 mm and 6 mm deep, at (50, 10) 3.4 mm through with a 7 mm counterbore 3 mm deep, at (10, 30) 4 mm
 * through with a 90° countersink to 8 mm, at (30, 30) a nut trap 6.35 mm over its corners and 4 mm deep; at
 * (50, 30) a pin of 6 mm stands 5 mm high.
 */
export function drilledPlate(): Mesh {
  const outline = rectangle([0, 0], [60, 40]);
  const through = circle(5, 32, [10, 10]);
  const blind = circle(8, 48, [30, 10]);
  const screw = circle(3.4, 24, [50, 10]);
  const counterbore = circle(7, 40, [50, 10]);
  const shaft = circle(4, 32, [10, 30]);
  const countersink = circle(8, 32, [10, 30]);
  const trap = circle(6.35, 6, [30, 30]);
  const pin = circle(6, 36, [50, 30]);
  return new SolidBuilder()
    .face('down', 0, outline, through, screw, shaft)
    .face('up', 10, outline, through, blind, counterbore, countersink, trap, pin)
    .wall('inside', outline, 0, outline, 10)
    .wall('outside', through, 0, through, 10)
    .face('up', 4, blind)
    .wall('outside', blind, 4, blind, 10)
    .wall('outside', screw, 0, screw, 7)
    .face('up', 7, counterbore, screw)
    .wall('outside', counterbore, 7, counterbore, 10)
    .wall('outside', shaft, 0, shaft, 8)
    .wall('outside', shaft, 8, countersink, 10)
    .face('up', 6, trap)
    .wall('outside', trap, 6, trap, 10)
    .wall('inside', pin, 10, pin, 15)
    .face('up', 15, pin)
    .build();
}
