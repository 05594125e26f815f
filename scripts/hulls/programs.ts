import { Dice } from '../dice.ts';

/** A program with hulls or Minkowski sums of solids in it. */
export interface HullProgram {
  readonly id: string;
  readonly code: string;
}

const vector = (dice: Dice, low: number, high: number) =>
  `[${dice.between(low, high)}, ${dice.between(low, high)}, ${dice.between(low, high)}]`;

const placed = (dice: Dice, solid: string) =>
  `translate(${vector(dice, -20, 20)}) rotate(${vector(dice, 0, 90)}) ${solid}`;

const sphere = (dice: Dice) => `sphere(r=${dice.between(1, 6)}, $fn=${dice.whole(8, 28)});`;
const cylinder = (dice: Dice) =>
  `cylinder(h=${dice.between(1, 12)}, r1=${dice.between(1, 5)}, r2=${dice.between(0.5, 5)}, $fn=${dice.whole(5, 30)});`;
const box = (dice: Dice) => `cube(${vector(dice, 2, 15)}, center=${dice.pick(['true', 'false'])});`;
const primitive = (dice: Dice) => dice.pick([sphere, cylinder, box])(dice);
const difference = (dice: Dice) => `difference() { ${box(dice)} ${placed(dice, cylinder(dice))} }`;

function roundedBox(dice: Dice): string {
  const size = [0, 1, 2].map(() => dice.between(8, 60));
  const radius = dice.between(1, 4);
  const side = (length: number) => `[${radius}, ${length}]`;
  return `hull() for (x = ${side(size[0])}, y = ${side(size[1])}, z = ${side(size[2])})
  translate([x, y, z]) sphere(r=${radius}, $fn=${dice.whole(8, 32)});`;
}

function several(dice: Dice, make: (dice: Dice) => string, low: number, high: number): string {
  return Array.from({ length: dice.whole(low, high) }, () => placed(dice, make(dice))).join('\n  ');
}

/** How programs of each kind are made. */
const FAMILIES: Readonly<Record<string, (dice: Dice) => string>> = {
  'rounded-box': roundedBox,
  capsule: dice => `hull() {\n  ${several(dice, sphere, 2, 3)}\n}`,
  mixed: dice => `hull() {\n  ${several(dice, primitive, 2, 5)}\n}`,
  'sum-with-sphere': dice => `minkowski() {\n  ${dice.pick([box, cylinder])(dice)}\n  ${sphere(dice)}\n}`,
  'sum-with-cylinder': dice => `minkowski() {\n  ${box(dice)}\n  ${cylinder(dice)}\n}`,
  'in-difference': dice =>
    `difference() {\n  ${roundedBox(dice)}\n  ${placed(dice, cylinder(dice))}\n  hull() {\n  ${several(dice, sphere, 2, 3)}\n}\n}`,
  'of-booleans': dice => `hull() {\n  ${several(dice, difference, 1, 2)}\n  ${placed(dice, sphere(dice))}\n}`,
  nested: dice =>
    `union() {\n  hull() { hull() { ${several(dice, sphere, 2, 2)} } ${placed(dice, box(dice))} }\n  minkowski() { hull() { ${several(dice, box, 2, 2)} } sphere(r=1, $fn=${dice.whole(6, 12)}); }\n}`,
  'concave-sum': dice => `minkowski() {\n  ${difference(dice)}\n  ${dice.pick([sphere, box])(dice)}\n}`,
};

/** Makes the corpus: the same programs every time. */
export function listHullPrograms(perFamily = 60): HullProgram[] {
  return Object.entries(FAMILIES).flatMap(([family, make], row) =>
    Array.from({ length: perFamily }, (_, index) => ({
      id: `${family}/${index}`,
      code: `${make(new Dice(row * 1000 + index + 1))}\n`,
    })),
  );
}
