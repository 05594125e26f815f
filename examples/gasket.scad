// Flange gasket of a pump housing: a flat, two-dimensional part, to be exported
// as SVG or DXF and cut with a laser, a knife plotter or a water jet.
// All lengths are millimetres.

/* [Port] */
// Diameter of both ends of the oval port
port_diameter = 36; // [10:0.5:80]
// Distance between the centres of its ends; 0 makes it round
port_stretch = 18; // [0:0.5:60]
// Width of the sealing land around every opening
land_width = 6; // [3:0.5:20]

/* [Bolts] */
// Clearance hole; 6.6 suits an M6 bolt
bolt_diameter = 6.6; // [3:0.1:14]
// Distance between the bolt holes along X and Y
bolt_spacing = [62, 58]; // [20:0.5:160]

/* [Oil passages] */
// Size of the passages on either side of the port along X and Y
passage_size = [5, 16]; // [3:0.5:40]
// Radius of their corners
passage_radius = 1.5; // [0.5:0.5:5]

/* [Outline] */
// Radius of the hollows between the ears
blend_radius = 14; // [1:0.5:30]
// Width of the tab that shows which way round the gasket goes; 0 leaves it out
tab_width = 8; // [0:0.5:15]
// How far the tab stands out beyond the land of the port
tab_length = 7; // [1:0.5:20]

/* [Hidden] */
$fn = 96;
passage_x = (port_diameter + port_stretch + passage_size.x) / 2 + land_width;
// Distance from a bolt hole's centre to the nearest end of the port.
bolt_to_port = norm([max(0, bolt_spacing.x - port_stretch), bolt_spacing.y]) / 2;

assert(2 * passage_radius < min(passage_size),
       "passage_radius must be less than half of either passage_size");
assert(bolt_to_port > (port_diameter + bolt_diameter) / 2 + land_width / 2,
       "the bolt holes leave too little land around the port: raise bolt_spacing");
assert(bolt_spacing.y > passage_size.y + bolt_diameter + land_width,
       "the bolt holes come too close to the oil passages: raise bolt_spacing");

// Places its children at the four bolts.
module at_bolts() {
    for (x = [-0.5, 0.5], y = [-0.5, 0.5])
        translate([x * bolt_spacing.x, y * bolt_spacing.y]) children();
}

// The oval port.
module port() {
    hull() for (x = [-0.5, 0.5]) translate([x * port_stretch, 0]) circle(d = port_diameter);
}

// Both oil passages: rectangles with rounded corners.
module passages() {
    for (x = [-passage_x, passage_x]) translate([x, 0])
        offset(r = passage_radius)
            square(passage_size - 2 * passage_radius * [1, 1], center = true);
}

// Everything that is cut out.
module openings() {
    port();
    passages();
    at_bolts() circle(d = bolt_diameter);
}

// The outer edge: the openings and their land, the hollows between them blended.
module outline() {
    offset(r = -blend_radius) offset(r = blend_radius) offset(r = land_width) openings();
}

// The tab at the lower edge, its corners rounded.
module tab() {
    reach = port_diameter / 2 + land_width + tab_length;
    if (tab_width > 0) offset(r = 1.5) offset(delta = -1.5)
        translate([-tab_width / 2, -reach]) square([tab_width, reach]);
}

difference() {
    offset(r = -2) offset(r = 2) { // rounds the corners where the tab begins
        outline();
        tab();
    }
    openings();
}
