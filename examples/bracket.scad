// L mounting bracket: two filleted plates, countersunk screw holes and a
// gusset rib. Joins a shelf to a wall, or two aluminium profiles.
// All lengths are millimetres. X is the width; the base plate reaches forward
// along -Y, the wall plate rises along +Z, the heel is the edge Y = 0, Z = 0.

/* [Plates] */
// Width of both plates (X)
width = 64; // [40:1:120]
// Reach of the base plate (Y)
base_length = 46; // [30:1:120]
// Height of the wall plate (Z)
wall_height = 56; // [30:1:120]
// Thickness of both plates
thickness = 5; // [3:0.5:10]

/* [Rounding] */
// Radius of the four free plate corners
corner_radius = 9; // [1:0.5:20]
// Radius of the inside fillet between the plates
fillet_radius = 6; // [1:0.5:12]
// Radius that breaks the long edges; less than half the thickness
edge_radius = 1; // [0.2:0.1:2]

/* [Gusset rib] */
// Leave the rib out for light loads
with_rib = true;
// Thickness of the rib (X)
rib_thickness = 6; // [2:0.5:12]
// How much of the free plate length the rib supports
rib_reach = 0.78; // [0.3:0.01:0.9]
// Radius of the fillets where the rib meets the plates
rib_fillet = 3; // [0.5:0.5:5]

/* [Screw holes] */
// Clearance hole; 4.5 suits an M4 screw
hole_diameter = 4.5; // [2:0.1:8.5]
// Countersink at the surface; 9 suits an M4 head
head_diameter = 9; // [4:0.1:17]
// Distance between the two holes of a plate (X)
hole_spacing = 40; // [20:1:100]
// Distance from the hole centres to the free end of their plate
hole_end_distance = 14; // [6:0.5:40]

/* [Hidden] */
$fn = 96;
eps = 0.01; // overlap, so that cuts leave no zero-thickness skin
bend = thickness + fillet_radius; // where the inside fillet ends, seen from the heel
// A 90 degree countersink is as deep as its radius shrinks.
countersink_depth = (head_diameter - hole_diameter) / 2;

assert(2 * edge_radius < thickness, "edge_radius must be less than half of thickness");
assert(rib_fillet < fillet_radius, "rib_fillet must be smaller than fillet_radius");
assert(head_diameter > hole_diameter, "head_diameter must be larger than hole_diameter");
assert(countersink_depth < thickness, "the countersinks are too deep: raise thickness");
assert(hole_spacing + head_diameter < width, "the countersinks run over the sides: raise width");
assert(hole_spacing - head_diameter > rib_thickness + 2 * rib_fillet,
       "the countersinks cut into the rib: raise hole_spacing");
assert(min(base_length, wall_height) - hole_end_distance > bend + head_diameter / 2,
       "the countersinks cut into the inside fillet: lower hole_end_distance");

// Round the convex or the concave corners of a 2D shape.
module round_outside(radius) { offset(r = radius) offset(delta = -radius) children(); }
module round_inside(radius) { offset(r = -radius) offset(delta = radius) children(); }

// Side view, drawn as [reach, height]: the two plates and the triangle of the rib.
module side_view() {
    square([base_length, thickness]);
    square([thickness, wall_height]);
    toe = thickness + rib_reach * (base_length - thickness);
    top = thickness + rib_reach * (wall_height - thickness);
    polygon([[0, 0], [toe, thickness], [thickness, top]]);
}

// Outline of a plate, rounded at its free end, which points to +Y.
module plate_outline(length) {
    round_outside(corner_radius) translate([-width / 2, -2 * corner_radius])
        square([width, length + 2 * corner_radius]);
}

// Cross-section of a plate lying on Y = 0 and of the rib, filleted, upon it.
module cross_section(height) {
    round_inside(rib_fillet) {
        translate([-width / 2, 0]) square([width, thickness]);
        if (with_rib) translate([-rib_thickness / 2, 0]) square([rib_thickness, height]);
    }
}

// Sweeps the cross-section along the base plate, around the inside fillet and
// up the wall plate; so the rib's fillets follow the inside fillet.
module sweep() {
    rotate([90, 0, 0]) linear_extrude(base_length) cross_section(wall_height);
    mirror([0, 1, 0]) linear_extrude(wall_height) cross_section(base_length);
    translate([0, -bend, bend]) rotate([0, 90, 0]) rotate_extrude(angle = 90)
        translate([bend, 0]) rotate(90) cross_section(bend - eps);
}

// The bracket without holes: the sweep, trimmed to its outline in three views.
module body() {
    intersection() {
        sweep();
        translate([width / 2, 0, 0]) rotate([90, 0, -90]) linear_extrude(width)
            round_outside(edge_radius) round_inside(fillet_radius) side_view();
        mirror([0, 1, 0]) linear_extrude(wall_height) plate_outline(base_length);
        rotate([90, 0, 0]) linear_extrude(base_length) plate_outline(wall_height);
    }
}

// The tool for one hole: the screw comes from +Z, its head is flush with Z = 0.
module countersunk_hole() {
    translate([0, 0, -thickness - eps]) cylinder(h = thickness + 2 * eps, d = hole_diameter);
    translate([0, 0, -countersink_depth])
        cylinder(h = countersink_depth + eps, d1 = hole_diameter, d2 = head_diameter + 2 * eps);
}

difference() {
    body();
    for (x = [-hole_spacing / 2, hole_spacing / 2]) {
        translate([x, hole_end_distance - base_length, thickness]) countersunk_hole();
        translate([x, -thickness, wall_height - hole_end_distance]) rotate([90, 0, 0])
            countersunk_hole();
    }
}
