// Electronics enclosure: a base with screw posts and ventilation slots, and a
// lid with a lip that locates it. Both parts lie ready for printing: the base
// upright, the lid upside down with its outer face on the bed.
// All lengths are millimetres.

/* [Part] */
// What to build; export the parts one by one for printing
part = "both"; // [both:Base and lid, base:Base only, lid:Lid only]

/* [Inside] */
// Free length (X)
inner_length = 76; // [50:1:160]
// Free width (Y)
inner_width = 50; // [30:1:120]
// Free height from the floor to the lid (Z)
inner_height = 24; // [12:1:80]

/* [Shell] */
// Thickness of walls, floor and lid
wall = 2; // [1.2:0.2:4]
// Outer radius of the vertical edges
corner_radius = 6; // [4.5:0.5:12]
// Height of the lip that reaches from the lid into the base
lip_height = 3; // [1:0.5:6]
// Gap between lip and wall; 0.2 suits most printers
clearance = 0.2; // [0.05:0.05:0.5]

/* [Screws] */
// Pilot hole in the posts; 2.5 suits an M3 screw
pilot_diameter = 2.5; // [1:0.1:5]
// Clearance hole in the lid
screw_diameter = 3.4; // [1.2:0.1:6]
// Countersink in the outer face of the lid
head_diameter = 6.2; // [2:0.1:12]

/* [Ventilation] */
// Number of slots in each long side and in the lid
slot_count = 9; // [1:1:20]
// Width of a slot
slot_width = 2; // [1:0.5:4]

/* [Hidden] */
$fn = 64;
eps = 0.01; // overlap, so that cuts leave no zero-thickness skin
outer = [inner_length + 2 * wall, inner_width + 2 * wall];
base_height = wall + inner_height;
chamfer = 0.4 * wall; // around the floor and around the lid
post_diameter = max(pilot_diameter + 5.5, head_diameter + 1.5);
slot_pitch = 2.5 * slot_width;
sink_depth = (head_diameter - screw_diameter) / 2; // of a 90 degree countersink
// Centre of the post at +X +Y: the post overlaps both walls of its corner.
post = [inner_length, inner_width] / 2 - [1, 1] * (post_diameter / 2 - 0.5);

assert(corner_radius > wall, "corner_radius must be larger than wall");
assert(pilot_diameter < screw_diameter, "pilot_diameter must be smaller than screw_diameter");
assert(sink_depth > 0 && sink_depth < wall, "the countersink does not fit the lid: raise wall");
assert(slot_count * slot_pitch < inner_length - 2 * post_diameter,
       "the slots run into the posts: lower slot_count or slot_width");

// Outline of the box, `inset` further in on every side (2D).
module outline(inset = 0) {
    offset(r = corner_radius - inset) square(outer - 2 * corner_radius * [1, 1], center = true);
}

// A wall of the given thickness along the inside of an outline (2D).
module ring(inset, thickness) {
    difference() { outline(inset); outline(inset + thickness); }
}

// A plate of the full outline upon Z = 0, its lower edge chamfered.
module plate() {
    shrink = [for (side = outer) 1 - 2 * chamfer / side];
    translate([0, 0, chamfer]) {
        linear_extrude(wall - chamfer) outline();
        mirror([0, 0, 1]) linear_extrude(chamfer, scale = shrink, slices = 1) outline();
    }
}

// Places its children at the four posts.
module at_posts() {
    for (x = [-1, 1], y = [-1, 1]) translate([x * post.x, y * post.y, 0]) children();
}

// Sections of the four posts, trimmed by an outline (2D).
module posts(inset) {
    intersection() { outline(inset); at_posts() circle(d = post_diameter); }
}

// A row of slots along X, each `length` long along Y (2D).
module slots(length) {
    for (i = [0 : slot_count - 1]) translate([(i - (slot_count - 1) / 2) * slot_pitch, 0])
        offset(r = slot_width / 2, $fn = 24) square([eps, length - slot_width], center = true);
}

module base() {
    difference() {
        union() {
            plate();
            translate([0, 0, chamfer]) linear_extrude(base_height - chamfer, convexity = 4)
                ring(0, wall);
            // The posts end where the bosses of the lid begin.
            translate([0, 0, chamfer]) linear_extrude(base_height - chamfer - lip_height)
                posts(wall / 2);
        }
        translate([0, 0, wall]) at_posts() cylinder(h = base_height, d = pilot_diameter);
        translate([0, outer.y, base_height / 2]) rotate([90, 0, 0])
            linear_extrude(2 * outer.y, convexity = 10) slots(inner_height / 2);
    }
}

module lid() {
    difference() {
        union() {
            plate();
            // The lip, with a boss for each screw.
            translate([0, 0, chamfer]) linear_extrude(wall + lip_height - chamfer, convexity = 4) {
                ring(wall + clearance, wall);
                posts(wall + clearance);
            }
        }
        translate([0, 0, -eps]) at_posts() {
            cylinder(h = wall + lip_height + 2 * eps, d = screw_diameter);
            cylinder(h = sink_depth, d1 = head_diameter, d2 = screw_diameter);
        }
        translate([0, 0, -eps]) linear_extrude(wall + 2 * eps, convexity = 10)
            slots(inner_width / 2);
    }
}

if (part != "lid") color("SteelBlue") base();
if (part != "base") color("Orange") translate([0, part == "both" ? -outer.y - 12 : 0, 0]) lid();
