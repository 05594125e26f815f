// Plates and frames with rounded corners, for name-plate.scad and others.
// Load it with `use <lib/frame.scad>`: it draws nothing by itself.
// All lengths are millimetres; `size` is [length along X, width along Y].

// A rectangle with rounded corners, centred on the origin (2D).
module rounded_rectangle(size, radius) {
    assert(2 * radius <= min(size), "rounded_rectangle: radius is more than half of a side");
    offset(r = radius) square([size.x - 2 * radius, size.y - 2 * radius], center = true);
}

// A plate upon Z = 0 whose upper edge is chamfered.
module chamfered_plate(size, thickness, radius, chamfer) {
    assert(chamfer < thickness, "chamfered_plate: chamfer must be smaller than thickness");
    linear_extrude(thickness - chamfer) rounded_rectangle(size, radius);
    translate([0, 0, thickness - chamfer])
        linear_extrude(chamfer, slices = 1, scale = [for (side = size) 1 - 2 * chamfer / side])
            rounded_rectangle(size, radius);
}

// A raised frame upon Z = 0 of the given outer size; its width is that of one bar.
module frame(size, width, height, radius) {
    assert(2 * width < min(size), "frame: the bars leave no window, lower width");
    linear_extrude(height, convexity = 4) difference() {
        rounded_rectangle(size, radius);
        offset(delta = -width) rounded_rectangle(size, radius);
    }
}

// The tools for two screw holes on the X axis, `spacing` apart, countersunk at
// 90 degrees from the upper face of a plate of the given thickness.
module screw_holes(spacing, thickness, hole_diameter, head_diameter) {
    sink = (head_diameter - hole_diameter) / 2;
    for (x = [-spacing / 2, spacing / 2]) translate([x, 0, 0]) {
        translate([0, 0, -0.01]) cylinder(h = thickness + 0.02, d = hole_diameter);
        translate([0, 0, thickness - sink])
            cylinder(h = sink + 0.01, d1 = hole_diameter, d2 = head_diameter + 0.02);
    }
}
