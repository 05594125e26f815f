import type { CheatsheetSection } from './cheatsheet-section.ts';

/** The language itself. */
export const LANGUAGE_SECTIONS: readonly CheatsheetSection[] = [
  {
    title: 'Solids',
    text: "A solid stands on the origin's corner (`cube`), base (`cylinder`) or centre (`sphere`) unless `center = true`. `$fn` is the number of facets of a circle.",
    models: [
      `cube([20, 10, 5]);
translate([30, 0, 0]) cube(8, center = true);
translate([50, 0, 0]) sphere(d = 12, $fn = 64);
translate([70, 0, 0]) cylinder(h = 10, d = 8, $fn = 48);
translate([90, 0, 0]) cylinder(h = 10, d1 = 12, d2 = 4, $fn = 6);
// Faces are listed clockwise, seen from outside.
translate([110, 0, 0]) polyhedron(
  points = [[0, 0, 0], [10, 0, 0], [10, 10, 0], [0, 10, 0], [5, 5, 8]],
  faces = [[0, 1, 2, 3], [4, 1, 0], [4, 2, 1], [4, 3, 2], [4, 0, 3]]);`,
    ],
  },
  {
    title: 'Drawings, and solids made of them',
    text: 'Draw in 2D, then extrude: it is faster and rounder than cutting solids. `offset(r)` rounds outer corners, `offset(-r) offset(r)` fills inner ones, `offset(delta)` keeps corners sharp.',
    models: [
      `linear_extrude(4) difference() {
  offset(r = 3, $fn = 32) square([30, 14], center = true);
  circle(d = 6, $fn = 32);
}
translate([40, 0, 0]) linear_extrude(20, twist = 90, scale = 0.5, $fn = 60) square(10, center = true);
// A profile right of the Y axis, turned around Z.
translate([70, 0, 0]) rotate_extrude($fn = 96) polygon([[4, 0], [10, 0], [10, 3], [6, 3], [6, 12], [4, 12]]);
translate([100, 0, 0]) rotate_extrude(angle = 120, $fn = 96) translate([10, 0]) circle(d = 4, $fn = 24);`,
      `// A flat model, for a laser cutter: export it as svg or dxf.
difference() {
  hull() for (x = [0, 40]) translate([x, 0]) circle(d = 16, $fn = 64);
  for (x = [0, 40]) translate([x, 0]) circle(d = 5, $fn = 32);
}`,
    ],
  },
  {
    title: 'Combining and placing',
    text: '`difference` takes the later children from the first. Let cuts stick out on both sides by a little: faces that coincide leave skins. Transformations apply from right to left. Marks in front of an object help to look at it: `#` shows it see-through, `%` shows it and leaves it out, `*` switches it off, `!` shows it alone.',
    models: [
      `eps = 0.01;
difference() {
  union() {
    cube([40, 20, 4]);
    translate([20, 10, 0]) cylinder(h = 12, d = 14, $fn = 64);
  }
  translate([20, 10, -eps]) cylinder(h = 12 + 2 * eps, d = 8, $fn = 64);
  for (x = [6, 34]) translate([x, 10, -eps]) cylinder(h = 4 + 2 * eps, d = 4, $fn = 32);
}`,
      `intersection() { sphere(d = 20, $fn = 64); cube(15, center = true); }
translate([30, 0, 0]) hull() { cube(10, center = true); translate([0, 0, 12]) sphere(2, $fn = 24); }
translate([60, 0, 0]) minkowski() { cube([10, 10, 2]); cylinder(h = 1, r = 2, $fn = 24); }
translate([90, 0, 0]) rotate([0, 90, 30]) cylinder(h = 15, d = 5, $fn = 32);
translate([120, 0, 0]) mirror([1, 0, 0]) scale([1, 2, 1]) cube(5);
translate([150, 0, 0]) color("SteelBlue") resize([10, 0, 0], auto = true) cube([5, 5, 5]);`,
    ],
  },
  {
    title: 'Values, functions, lists',
    text: 'A variable has one value in its scope, the one set last, wherever it is used: there is no counting up. Lists are built by comprehension. Angles of `sin` and its like are degrees.',
    models: [
      `wall = 2;
size = [40, 30, 20];
inner = size - 2 * [wall, wall, 0];            // vectors are added and scaled
function circle_points(r, n) = [for (i = [0 : n - 1]) r * [cos(360 * i / n), sin(360 * i / n)]];
function sum(list, i = 0) = i < len(list) ? list[i] + sum(list, i + 1) : 0;
even = [for (i = [0 : 10]) if (i % 2 == 0) i];
flat = [for (row = [[1, 2], [3]]) each row];
double = function(x) 2 * x;
half = let(total = sum(even)) total / 2;
assert(flat == [1, 2, 3] && double(4) == 8 && half == 15);
echo(inner = inner, volume = inner.x * inner.y * inner.z, text = str("n = ", len(even)));
linear_extrude(3) polygon(circle_points(10, 7));`,
    ],
  },
  {
    title: 'Modules, loops, conditions',
    text: "`children()` are what stands behind a module's call. `for` unites what it makes; `intersection_for` intersects. `use <file>` brings modules and functions, `include <file>` the variables and objects as well.",
    models: [
      `module ring_of(n, r) { for (i = [0 : n - 1]) rotate(360 * i / n) translate([r, 0, 0]) children(); }
module post(height = 10, hollow = true) {
  difference() {
    cylinder(h = height, d = 6, $fn = 32);
    if (hollow) translate([0, 0, 1]) cylinder(h = height, d = 3, $fn = 32);
  }
}
ring_of(6, 20) post(height = 8);
post(height = 12, hollow = false);
linear_extrude(1) circle(24, $fn = 96);`,
    ],
  },
  {
    title: 'Text',
    text: 'Liberation Sans, Serif and Mono and Noto faces are installed; Arial, Times and Courier stand for Liberation.',
    models: [
      `linear_extrude(1.5) text("M3 × 12", size = 8, font = "Liberation Sans:style=Bold", halign = "center", valign = "center");`,
    ],
  },
];
