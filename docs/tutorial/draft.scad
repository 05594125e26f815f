// A wall hook, first draft: it stands as it will hang.
difference() {
  union() {
    cube([20, 5, 70]);                       // plate on the wall
    translate([0, 0, 14]) cube([20, 45, 8]); // arm
    translate([0, 37, 14]) cube([20, 8, 20]); // tip that keeps things on it
  }
  for (z = [44, 62]) translate([10, -1, z]) rotate([-90, 0, 0]) cylinder(h = 7, d = 4, $fn = 48);
}
