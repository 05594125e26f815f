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
