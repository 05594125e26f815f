/** Where a library keeps a module or function: the line that makes it available. */
function namesOf(line: string, names: string): [string, string][] {
  return names.split(' ').map(name => [name, line]);
}

/**
 * Well-known names of libraries and the line that brings each in. Only names that are unlikely to mean
 * anything else are listed.
 */
export const LIBRARY_NAMES: ReadonlyMap<string, string> = new Map([
  ...namesOf(
    'include <BOSL2/std.scad>',
    'cuboid cyl xcyl ycyl zcyl prismoid spheroid onion tube rect_tube wedge octahedron teardrop regular_prism ' +
      'rounded_prism up down left right fwd back move xmove ymove zmove xrot yrot zrot xflip yflip zflip ' +
      'xcopies ycopies zcopies line_copies grid_copies xflip_copy yflip_copy zflip_copy mirror_copy rot_copies ' +
      'arc_copies path_copies attach position attachable align anchor_arrow show_anchors diff tag tag_scope ' +
      'conv_hull recolor edge_mask edge_profile corner_profile face_profile offset_sweep path_sweep ' +
      'linear_sweep rotate_sweep path_extrude path_extrude2d spiral_sweep skin vnf_polyhedron stroke rect ' +
      'ellipse trapezoid regular_ngon pentagon hexagon octagon star supershape egg round_corners smooth_path ' +
      'bezpath_curve rounding_edge_mask chamfer_edge_mask path3d path2d lerp lerpn first_defined quant quantup ' +
      'quantdn posmod',
  ),
  ...namesOf(
    'include <BOSL2/gears.scad>',
    'spur_gear ring_gear rack bevel_gear worm worm_gear planetary_gears',
  ),
  ...namesOf('include <BOSL2/screws.scad>', 'screw screw_hole nut nut_trap_side nut_trap_inline screw_info'),
  ...namesOf(
    'include <BOSL2/threading.scad>',
    'threaded_rod threaded_nut trapezoidal_threaded_rod acme_threaded_rod npt_threaded_rod generic_threaded_rod',
  ),
  ...namesOf('include <BOSL2/hinges.scad>', 'knuckle_hinge living_hinge_mask snap_lock snap_socket'),
  ...namesOf('include <BOSL2/joiners.scad>', 'dovetail rabbit_clip half_joiner hirth'),
  ...namesOf('include <BOSL2/walls.scad>', 'sparse_wall hex_panel corrugated_wall thinning_wall'),
  ...namesOf('use <MCAD/boxes.scad>', 'roundedBox roundedCube'),
  ...namesOf('use <MCAD/nuts_and_bolts.scad>', 'nutHole boltHole'),
  ...namesOf('use <MCAD/involute_gears.scad>', 'gear bevel_gear_pair'),
  ...namesOf('use <MCAD/regular_shapes.scad>', 'oval_prism oval_tube triangle_prism hexagon_prism torus2'),
  ...namesOf('use <MCAD/teardrop.scad>', 'flat_teardrop'),
]);

/** Modules of older OpenSCAD versions and of other languages, with what OpenSCAD has instead. */
export const MODULE_REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ['import_dxf', 'Use import("file.dxf").'],
  ['import_stl', 'Use import("file.stl").'],
  ['import_off', 'Use import("file.off").'],
  ['dxf_linear_extrude', 'Use linear_extrude(height = h) import("file.dxf").'],
  ['dxf_rotate_extrude', 'Use rotate_extrude() import("file.dxf").'],
  ['box', 'Use cube([x, y, z]).'],
  ['cone', 'Use cylinder(h = h, r1 = r, r2 = 0).'],
  ['torus', 'Use rotate_extrude() translate([R, 0]) circle(r).'],
  ['rectangle', 'Use square([x, y]).'],
  [
    'rounded_cube',
    'OpenSCAD has none: use hull() over eight spheres, or minkowski() of a cube and a sphere.',
  ],
  ['pyramid', 'Use cylinder(h = h, r1 = r, r2 = 0, $fn = 4).'],
  [
    'fillet',
    'OpenSCAD has none: round in 2D with offset(r = r) offset(delta = -r), or use minkowski() or hull().',
  ],
  ['chamfer', 'OpenSCAD has none: use offset(delta = d, chamfer = true) in 2D, or hull() of shifted shapes.'],
  ['extrude', 'Use linear_extrude(height = h).'],
  ['subtract', 'Use difference().'],
  ['intersect', 'Use intersection().'],
  ['loft', 'Use hull() of thin slices.'],
  ['while', 'OpenSCAD has no while: use for (i = [0 : n]), or a recursive function.'],
  ['print', 'Use echo().'],
  ['return', 'A function is one expression: function f(x) = x + 1;'],
]);

/** Functions of other languages, with what OpenSCAD has instead. */
export const FUNCTION_REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ['length', 'Use len().'],
  ['size', 'Use len().'],
  ['append', 'Use concat(list, [item]) or [each list, item].'],
  ['push', 'Use concat(list, [item]) or [each list, item].'],
  ['range', 'Write a range as [start : step : end].'],
  ['print', 'Use echo().'],
  ['string', 'Use str().'],
  ['map', 'Use a list comprehension: [for (x = list) f(x)].'],
  ['filter', 'Use a list comprehension: [for (x = list) if (test(x)) x].'],
  ['sum', 'Use a list of ones: list * [for (x = list) 1], or a recursive function.'],
  ['random', 'Use rands(min, max, count)[0].'],
  ['mod', 'Use the % operator.'],
  ['trunc', 'Use x < 0 ? ceil(x) : floor(x).'],
  ['int', 'Use floor() or round().'],
  ['float', 'OpenSCAD cannot turn strings into numbers.'],
  ['radians', 'OpenSCAD computes in degrees; multiply by PI / 180 for radians.'],
  ['degrees', 'OpenSCAD computes in degrees already.'],
  ['is_nan', 'Use x != x.'],
]);

/** Constants of other languages, with what OpenSCAD has instead. */
export const VARIABLE_REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ['pi', 'Use PI.'],
  ['Pi', 'Use PI.'],
  ['null', 'Use undef.'],
  ['None', 'Use undef.'],
  ['nil', 'Use undef.'],
  ['True', 'Use true.'],
  ['TRUE', 'Use true.'],
  ['False', 'Use false.'],
  ['FALSE', 'Use false.'],
  ['inf', 'Use 1 / 0.'],
  ['INF', 'Use 1 / 0.'],
  ['Infinity', 'Use 1 / 0.'],
  ['nan', 'Use 0 / 0.'],
  ['NaN', 'Use 0 / 0.'],
]);
