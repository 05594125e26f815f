/**
 * OpenSCAD's own modules with the names of their parameters, as version 2025.07.18 accepts them (each was
 * tried). Every one also takes `$fn`, `$fa` and `$fs`.
 */
export const BUILTIN_MODULES: ReadonlyMap<string, readonly string[]> = new Map([
  ['cube', ['size', 'center']],
  ['sphere', ['r', 'd']],
  ['cylinder', ['h', 'r', 'r1', 'r2', 'd', 'd1', 'd2', 'center']],
  ['polyhedron', ['points', 'faces', 'convexity']],
  ['square', ['size', 'center']],
  ['circle', ['r', 'd']],
  ['polygon', ['points', 'paths', 'convexity']],
  ['text', ['text', 'size', 'font', 'halign', 'valign', 'spacing', 'direction', 'language', 'script']],
  ['import', ['file', 'convexity', 'layer', 'origin', 'scale', 'width', 'height', 'center', 'id', 'dpi']],
  ['surface', ['file', 'center', 'invert', 'convexity']],
  ['linear_extrude', ['height', 'v', 'center', 'convexity', 'twist', 'slices', 'segments', 'scale']],
  ['rotate_extrude', ['angle', 'start', 'convexity']],
  ['projection', ['cut', 'convexity']],
  ['translate', ['v']],
  ['rotate', ['a', 'v']],
  ['scale', ['v']],
  ['resize', ['newsize', 'auto', 'convexity']],
  ['mirror', ['v']],
  ['multmatrix', ['m']],
  ['color', ['c', 'alpha']],
  ['offset', ['r', 'delta', 'chamfer']],
  ['fill', []],
  ['hull', []],
  ['minkowski', ['convexity']],
  ['union', []],
  ['difference', []],
  ['intersection', []],
  ['intersection_for', []],
  ['render', ['convexity']],
  ['children', []],
  ['group', []],
  ['for', []],
  ['if', []],
  ['let', []],
  ['assert', ['condition', 'message']],
  ['echo', []],
]);

/** OpenSCAD's own functions, as version 2025.07.18 knows them without experimental features. */
export const BUILTIN_FUNCTIONS: ReadonlySet<string> = new Set(
  (
    'abs sign sin cos tan acos asin atan atan2 floor round ceil ln len log pow sqrt exp max min norm cross ' +
    'rands concat lookup str chr ord search version version_num parent_module is_undef is_bool is_num ' +
    'is_string is_list is_function dxf_dim dxf_cross'
  ).split(' '),
);

/** Variables that exist without being assigned. */
export const BUILTIN_VARIABLES: ReadonlySet<string> = new Set(
  'PI $fn $fa $fs $t $vpr $vpt $vpd $vpf $children $preview $parent_modules'.split(' '),
);

/** Modules and functions this build of OpenSCAD knows but keeps switched off. */
export const EXPERIMENTAL_NAMES: ReadonlySet<string> = new Set(
  'roof textmetrics fontmetrics object is_object has_key'.split(' '),
);
