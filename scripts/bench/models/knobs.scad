// A plate with knobs and bores. The number of triangles grows with the square of `detail`.
detail = 30;
$fn = detail;

plate();

module plate() {
    difference() {
        union() {
            translate([-15, -15, 0]) cube([120, 90, 10]);
            for (x = [0:30:90], y = [0:30:60]) translate([x, y, 8]) sphere(r = 12);
        }
        for (x = [15:30:75], y = [15:30:45]) translate([x, y, -1]) cylinder(h = 12, r = 4);
        translate([45, 30, 26]) rotate([0, 90, 0]) cylinder(h = 110, r = 8, center = true);
    }
}
