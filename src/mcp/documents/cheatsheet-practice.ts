import type { CheatsheetSection } from './cheatsheet-section.ts';

/** How parts are made well. Lengths for printing are those of a common printer with a 0.4 mm nozzle. */
export const PRACTICE_SECTIONS: readonly CheatsheetSection[] = [
  {
    title: 'Parameters that people can set',
    text: 'Comments make the customizer that list_parameters reads: the line above describes, the one behind bounds.',
    models: [
      `/* [Plate] */
// Length of the plate, mm
length = 60; // [20:5:200]
// How it is fixed
mount = "screws"; // [screws, tape]
// What stands on it
label = "A1"; // 12
/* [Hidden] */
$fn = 48;

assert(length >= 20, "length must be at least 20 mm");
difference() {
  cube([length, 20, 3]);
  if (mount == "screws") for (x = [8, length - 8]) translate([x, 10, -1]) cylinder(h = 5, d = 4.5);
}
translate([length / 2, 10, 3]) linear_extrude(0.6) text(label, size = 7, halign = "center", valign = "center");`,
    ],
  },
  {
    title: 'Holes, screws, fits',
    text: `Circles are polygons inside the circle, so holes come out small: \`r / cos(180 / $fn)\` makes the flats touch the circle.

| screw | clearance hole | into plastic | head | nut across flats, height |
| ----- | -------------- | ------------ | ---- | ------------------------ |
| M2    | 2.4            | 1.7          | 3.8  | 4.0, 1.6                 |
| M2.5  | 2.9            | 2.1          | 4.5  | 5.0, 2.0                 |
| M3    | 3.4            | 2.5          | 5.5  | 5.5, 2.4                 |
| M4    | 4.5            | 3.3          | 7.0  | 7.0, 3.2                 |
| M5    | 5.5            | 4.2          | 8.5  | 8.0, 4.7                 |
| M6    | 6.6            | 5.0          | 10.0 | 10.0, 5.2                |

Printed parts that slide want a gap of 0.3 to 0.4 mm, those that are pressed in 0.1 to 0.15 mm.`,
    models: [
      `eps = 0.01;
// A hole of true diameter d with a countersink of 90° on top.
module screw_hole(d, head_d, depth, $fn = 32) {
  exact = 1 / cos(180 / $fn);
  translate([0, 0, -eps]) cylinder(h = depth + 2 * eps, d = d * exact);
  sink = (head_d - d) / 2;
  translate([0, 0, depth - sink]) cylinder(h = sink + eps, d1 = d * exact, d2 = (head_d + 2 * eps) * exact);
}
module nut_trap(across_flats, height) { cylinder(h = height, d = across_flats / cos(30), $fn = 6); }
difference() {
  cube([30, 14, 6]);
  translate([8, 7, 0]) screw_hole(3.4, 6.5, 6);
  translate([22, 7, -eps]) { nut_trap(5.7, 2.6); cylinder(h = 7, d = 3.4, $fn = 32); }
}`,
    ],
  },
  {
    title: 'Rounded boxes and shells',
    text: 'Round in 2D where the third direction may stay sharp; use BOSL2 for edges rounded all around.',
    models: [
      `module rounded(size, r) { linear_extrude(size.z) offset(r = r, $fn = 48) offset(delta = -r) square([size.x, size.y]); }
difference() {
  rounded([50, 30, 20], 4);
  translate([2, 2, 2]) rounded([46, 26, 20], 2);
}`,
      `include <BOSL2/std.scad>
diff() cuboid([40, 30, 12], rounding = 3, edges = "Z", anchor = BOTTOM, $fn = 48)
  tag("remove") attach(TOP) cyl(d = 10, h = 40, $fn = 48);`,
    ],
  },
  {
    title: 'Made to be printed',
    text: `- Overhangs up to 45° from the vertical need no support; bridges up to 10 mm come out well.
- Walls are at least 0.8 mm, better 1.2 mm; text stands out or goes in by 0.4 mm or more.
- A part lies on a flat face with Z = 0 below it. A chamfer at the bottom edge prevents an elephant's foot.
- A hole on its side as a teardrop needs no support.
- check_model with level "print" says what is wrong, render_model with highlight "overhangs" where.`,
    models: [
      `// A horizontal hole whose roof is at 45°.
module teardrop(d, h) {
  rotate([90, 0, 0]) linear_extrude(h, center = true) {
    circle(d = d, $fn = 48);
    intersection() {
      rotate(45) square(d / 2);
      square([d, 1.2 * d], center = true);
    }
  }
}
difference() {
  translate([-10, -10, 0]) cube([20, 20, 20]);
  translate([0, 0, 10]) teardrop(8, 22);
}`,
    ],
  },
  {
    title: 'Motion',
    text: '`$t` runs from 0 to 1; animate_model shows it.',
    models: [
      `color("gray") cylinder(h = 2, d = 30, $fn = 64);
rotate(360 * $t) translate([0, 0, 2]) linear_extrude(2) hull() { circle(3, $fn = 32); translate([12, 0]) circle(1.5, $fn = 24); }`,
    ],
  },
  {
    title: 'What goes wrong',
    text: `- **Nothing appears**: a module is defined but not called, or \`difference\` takes all away.
- **A skin or a flicker where faces meet**: cut deeper than the face (\`eps\`), overlap what is to be one part.
- **Mixing 2D and 3D**: the 2D part is left out; extrude it.
- **"Ignoring unknown variable"**: it is spelled differently, or stands in another scope.
- **A variable keeps its last value**: make a list or call a module recursively instead of assigning again.
- **Slow**: high \`$fn\` on spheres, \`minkowski\` of round solids, hundreds of cuts. Use \`quality: "draft"\` until the shape is right.
- **Not watertight**: \`polyhedron\` faces turned the wrong way round, or solids that touch in an edge only.`,
    models: [],
  },
];
