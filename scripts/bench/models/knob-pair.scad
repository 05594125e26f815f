// Two parts with a distance between them.
include <knobs.scad>

translate([0, 110, 0]) plate();
