// Name plate for a door or a desk: two lines of raised text within a frame,
// fixed with two countersunk screws. Plate and text differ in colour, for a
// printer that changes the filament above the plate.
// All lengths are millimetres.

use <lib/frame.scad>

/* [Text] */
// First line
name = "Ada Lovelace";
// Second line; may be empty
title = "Analytical Engines";
// Font of the first line
name_font = "Liberation Sans:style=Bold";
// Font of the second line
title_font = "Liberation Sans";
// Height of the capitals in the first line; made smaller if the name is long
name_size = 12; // [4:0.5:30]
// The same for the second line
title_size = 6; // [3:0.5:20]

/* [Plate] */
// Outer size along X and Y
plate_size = [130, 44]; // [30:1:250]
// Thickness of the plate
plate_thickness = 3; // [1.5:0.5:6]
// Radius of the corners
corner_radius = 6; // [1:0.5:15]
// Width of the raised frame
frame_width = 2; // [1:0.5:6]
// How far text and frame stand out above the plate
relief = 1.2; // [0.4:0.2:3]

/* [Screws] */
// Clearance hole; 3.4 suits an M3 screw
hole_diameter = 3.4; // [2:0.1:6]
// Countersink at the surface
head_diameter = 6.4; // [3:0.1:12]

/* [Colours] */
plate_color = "MidnightBlue";
relief_color = "Gold";

/* [Hidden] */
$fn = 64;
chamfer = 0.8;
frame_inset = 2.5; // from the edge of the plate to the frame
hole_inset = frame_inset + frame_width + head_diameter / 2 + 2;
text_length = plate_size.x - 2 * hole_inset - head_diameter - 4;
// Width of a letter divided by its `size`: about 0.75 on average in Liberation
// Sans Bold; the rest is a margin for lines with many wide letters.
letter_width = 0.85;

assert(len(name) > 0, "name is empty: give at least one letter");
assert(text_length > 10, "the screws leave no room for the text: raise plate_size");
assert(head_diameter > hole_diameter, "head_diameter must be larger than hole_diameter");

// The text size at which a line fits between the screws.
function fitting_size(line, size) = min(size, text_length / (max(1, len(line)) * letter_width));

// One line of text, centred on the height y (2D).
module line(string, size, font, y) {
    translate([0, y]) text(string, size = fitting_size(string, size), font = font,
                           halign = "center", valign = "center");
}

module plate() {
    difference() {
        chamfered_plate(plate_size, plate_thickness, corner_radius, chamfer);
        screw_holes(plate_size.x - 2 * hole_inset, plate_thickness, hole_diameter, head_diameter);
    }
}

// Text and frame; they reach a little into the plate, so that both become one body.
module raised_parts() {
    overlap = 0.2;
    translate([0, 0, plate_thickness - overlap]) {
        frame(plate_size - 2 * frame_inset * [1, 1], frame_width, relief + overlap,
              corner_radius - frame_inset / 2);
        linear_extrude(relief + overlap, convexity = 10) {
            line(name, name_size, name_font, title == "" ? 0 : title_size * 0.9);
            if (title != "") line(title, title_size, title_font, -name_size * 0.8);
        }
    }
}

color(plate_color) plate();
color(relief_color) raised_parts();
