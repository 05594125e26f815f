import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listHullPrograms } from '../hulls/programs.ts';
import { projectRoot } from '../project-paths.ts';

/** What the language has and the examples do not. */
const SNIPPETS = [
  'linear_extrude(height = 5, twist = 90, slices = 20) offset(r = 1) square([4, 2], center = true);',
  'rotate_extrude(angle = 270, $fn = 24) translate([5, 0]) circle(1);',
  'minkowski() { cube([4, 3, 2]); cylinder(r = 1, h = 1, $fn = 12); }',
  'polyhedron([[0,0,0],[2,0,0],[0,2,0],[0,0,2]], [[0,2,1],[0,1,3],[0,3,2],[1,2,3]]);',
  'for (i = [0 : 3]) color([i / 3, 0, 1 - i / 3, 0.5]) translate([3 * i, 0, 0]) sphere(r = 1 + i, $fn = 12);',
  'function f(n) = n <= 1 ? 1 : n * f(n - 1); echo(f(10)); assert(f(3) == 6, "six"); cube(f(3));',
  'let (a = [for (i = [0 : 2 : 10]) if (i % 4 == 0) each [i, -i]]) echo(a) cube(len(a));',
  'module m(size = 1) { $fn = 8; children(0); if ($children > 1) translate([size, 0]) children(1); } m(4) { cube(1); sphere(1); }',
  'translate([0, 0, 3]) text("Grüße\\t\\u65e5", size = 4, halign = "center", font = "Liberation Sans:style=Bold");',
  '/* [Size] */ width = 10; // [1:0.5:40]\nshape = "box"; // [box, ball:Ball]\n/* [Hidden] */ x = 1;\nif (shape == "box") cube(width); else sphere(width);',
  'projection(cut = true) rotate([30, 0, 0]) difference() { cube(5); translate([1, 1, -1]) cylinder(h = 9, r = 2); }',
  'include <BOSL2/std.scad>\ncuboid([10, 8, 6], rounding = 1, $fn = 12);',
];

/** Sources to begin with: examples of this project, models with libraries, small programs of many kinds. */
export function readCorpus(): readonly string[] {
  const folder = join(projectRoot, 'examples');
  const examples = readdirSync(folder)
    .filter(name => name.endsWith('.scad'))
    .map(name => readFileSync(join(folder, name), 'utf8'));
  return [...SNIPPETS, ...examples, ...listHullPrograms(2).map(({ code }) => code)];
}
