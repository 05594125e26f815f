// Two meshing involute spur gears. The tooth flanks are computed here, with
// functions and list comprehensions, after the usual definitions (ISO 53:
// addendum 1 module, dedendum 1.25 modules).
// Lengths are millimetres; angles are degrees, as everywhere in OpenSCAD.

/* [Teeth] */
// Pitch diameter divided by the number of teeth
gear_module = 2; // [0.5:0.25:5]
// Teeth of the left gear, the pinion
pinion_teeth = 17; // [8:1:60]
// Teeth of the right gear, the wheel
wheel_teeth = 31; // [8:1:80]
// Angle of the flanks at the pitch circle
pressure_angle = 20; // [14.5:0.5:25]
// Gap between the flanks, measured along the pitch circle
backlash = 0.15; // [0.05:0.05:0.5]

/* [Bodies] */
// Width of the teeth (Z)
face_width = 10; // [2:0.5:40]
// Diameter of both shaft bores
bore_diameter = 8; // [2:0.5:20]
// How far the hubs stand out beyond the teeth
hub_height = 5; // [0:0.5:20]
// Holes that lighten the wheel
lightening_holes = 6; // [0:1:10]

/* [View] */
// Turns the pinion; the wheel follows
drive_angle = 0; // [0:1:360]

/* [Hidden] */
$fn = 72;
flank_steps = 8;  // points on each flank
eps = 0.01;       // overlap, so that cuts leave no zero-thickness skin
root_fillet = 0.25 * gear_module;
hub_radius = 0.9 * bore_diameter;
center_distance = gear_module * (pinion_teeth + wheel_teeth) / 2;

function pitch_radius(teeth) = gear_module * teeth / 2;
function base_radius(teeth) = pitch_radius(teeth) * cos(pressure_angle);
function tip_radius(teeth) = pitch_radius(teeth) + gear_module;
function root_radius(teeth) = pitch_radius(teeth) - 1.25 * gear_module;

// The involute function inv(a) = tan(a) - a, in degrees.
function involute(angle) = tan(angle) * 180 / PI - angle;

// The angle from the middle of a tooth to its flank at a radius. At the pitch
// circle tooth and gap are equal, less the share of the backlash; below the
// base circle there is no involute and the flank runs radially.
function half_tooth_angle(teeth, radius) =
    90 / teeth - backlash / 4 / pitch_radius(teeth) * 180 / PI
    + involute(pressure_angle) - involute(acos(min(1, base_radius(teeth) / radius)));

// Radii at which a flank is sampled, root to tip; closer together near the
// base circle, where the involute bends most.
function flank_radii(teeth) =
    let (start = max(root_radius(teeth), base_radius(teeth)), end = tip_radius(teeth))
    concat(
        root_radius(teeth) < start ? [root_radius(teeth)] : [],
        [for (i = [0 : flank_steps]) start + (end - start) * pow(i / flank_steps, 2)]
    );

function polar(radius, angle) = radius * [cos(angle), sin(angle)];

// The outline of all teeth, counter-clockwise; tooth 0 points along +X.
function gear_points(teeth) =
    let (radii = flank_radii(teeth), last = len(radii) - 1)
    [for (tooth = [0 : teeth - 1]) let (middle = 360 * tooth / teeth) each concat(
        [for (r = radii) polar(r, middle - half_tooth_angle(teeth, r))],
        [for (i = [last : -1 : 0]) polar(radii[i], middle + half_tooth_angle(teeth, radii[i]))]
    )];

for (pair = [[pinion_teeth, wheel_teeth], [wheel_teeth, pinion_teeth]]) {
    assert(half_tooth_angle(pair[0], tip_radius(pair[0])) > 0,
           "the teeth end in a point: raise the number of teeth or lower pressure_angle");
    assert(hub_radius + gear_module < root_radius(pair[0]),
           "the hub reaches the teeth: lower bore_diameter or raise the number of teeth");
    // The tip must meet the other gear above its base circle.
    line_of_action = center_distance * sin(pressure_angle);
    assert(tip_radius(pair[0]) < norm([base_radius(pair[0]), line_of_action]),
           "the tips would dig into the roots: raise pinion_teeth or pressure_angle");
}

// The toothed outline with rounded roots (2D).
module gear_outline(teeth) {
    offset(r = -root_fillet) offset(delta = root_fillet) polygon(gear_points(teeth));
}

// The web between hub and rim: a pocket in either face, and holes through it.
module web_cutouts(inner, outer, depth, holes) {
    for (z = [-eps, face_width - depth]) translate([0, 0, z]) linear_extrude(depth + eps)
        difference() { circle(outer); circle(inner); }
    for (i = [0 : 1 : holes - 1]) rotate(360 * i / holes) translate([(inner + outer) / 2, 0, -eps])
        cylinder(h = face_width + 2 * eps, d = 0.7 * (outer - inner));
}

// A whole gear, its axis on Z, the middle of tooth 0 at +X.
module gear(teeth) {
    web_inner = hub_radius + gear_module;
    web_outer = root_radius(teeth) - 1.5 * gear_module;
    difference() {
        union() {
            linear_extrude(face_width, convexity = 10) gear_outline(teeth);
            cylinder(h = face_width + hub_height, r = hub_radius);
        }
        translate([0, 0, -eps]) cylinder(h = face_width + hub_height + 2 * eps, d = bore_diameter);
        // Only where the gear is large enough to be worth lightening.
        if (web_outer - web_inner > 4 * gear_module)
            web_cutouts(web_inner, web_outer, face_width / 5, lightening_holes);
    }
}

color("Goldenrod") rotate(drive_angle) gear(pinion_teeth);
// Half a tooth pitch further, so that a gap of the wheel faces a tooth of the pinion.
color("SteelBlue") translate([center_distance, 0, 0])
    rotate(180 + 180 / wheel_teeth - drive_angle * pinion_teeth / wheel_teeth) gear(wheel_teeth);
