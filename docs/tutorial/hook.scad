// A wall hook that is printed lying on its side, so that it needs no support and its layers run along the arm.
/* [Hook] */
// How far it stands out from the wall
reach = 45; // [25:5:80]
// Height of the tip above the arm
tip = 12; // [5:1:25]
// Width, which is the height of the print
width = 20; // [12:2:40]
/* [Screws] */
// Clearance hole; 4.5 suits an M4 screw
hole_diameter = 4.5; // [3:0.1:6]
/* [Hidden] */
$fn = 48;
plate = 5;
height = 70;
arm = 8;
arm_from = 14;

assert(reach > plate + arm, "reach is too short for a tip");

difference() {
  linear_extrude(width) offset(r = -3) offset(delta = 3) offset(r = 2) offset(delta = -2) profile();
  for (y = [44, 62]) translate([-1, y, width / 2]) rotate([0, 90, 0]) cylinder(h = plate + 2, d = hole_diameter);
}

// Seen from the side: X away from the wall, Y up.
module profile() {
  square([plate, height]);
  translate([0, arm_from]) square([reach, arm]);
  translate([reach - arm, arm_from]) square([arm, arm + tip]);
}
