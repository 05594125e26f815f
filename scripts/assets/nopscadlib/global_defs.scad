// Written for openscad-mcp-server: the package that NopSCADlib is taken from lacks this file.
// It gives values to the names that the other files take for granted. Licence: GPL-3.0-or-later, as the library.

// Settings, which a model overrides by setting $layer_height and so on before it includes the library.
layer_height    = is_undef($layer_height) ? 0.25 : $layer_height;            // of prints, in mm
layer_height0   = is_undef($layer_height0) ? layer_height : $layer_height0;   // of the first layer
extrusion_width = is_undef($extrusion_width) ? 0.5 : $extrusion_width;
nozzle          = is_undef($nozzle) ? 0.45 : $nozzle;
cnc_bit_r       = is_undef($cnc_bit_r) ? 1.2 : $cnc_bit_r;                // smallest inner radius that can be milled
teardrop_angle  = is_undef($teardrop_angle) ? 45 : $teardrop_angle;
show_threads    = is_undef($show_threads) ? false : $show_threads;
show_plugs      = is_undef($show_plugs) ? false : $show_plugs;
show_rays       = is_undef($show_rays) ? false : $show_rays;
manifold        = is_undef($manifold) ? false : $manifold;

// Colours of metals and of printed parts.
silver  = [0.75, 0.75, 0.75];
gold    = [1, 215 / 255, 0];
brass   = [1, 220 / 255, 100 / 255];
copper  = [230 / 255, 140 / 255, 51 / 255];
crimson = [220 / 255, 20 / 255, 60 / 255];
pp1_colour = is_undef($pp1_colour) ? [0, 146 / 255, 0] : $pp1_colour;
pp2_colour = is_undef($pp2_colour) ? crimson : $pp2_colour;
pp3_colour = is_undef($pp3_colour) ? "SteelBlue" : $pp3_colour;
pp4_colour = is_undef($pp4_colour) ? "DarkOrange" : $pp4_colour;

// A wall of two printed lines that touch.
squeezed_wall = extrusion_width - layer_height / 2 + nozzle / 2 + extrusion_width / 2;

eps = 1 / 128;   // keeps faces from coinciding
inf = 1e10;
big = 1e3;

// Fineness of bought parts, and of printed ones unless the model chose its own.
fa = is_undef($vitamin_fa) ? 6 : $vitamin_fa;
fs = is_undef($vitamin_fs) ? 0.25 : $vitamin_fs;
fn = 32;
$fa = $fa == 12 ? 6 : $fa;
$fs = $fs == 2 ? extrusion_width / 2 : $fs;

// Shapes of screw heads.
hs_cap = 0;
hs_pan = 1;
hs_cs = 2;
hs_hex = 3;
hs_grub = 4;
hs_cs_cap = 5;
hs_dome = 6;

// Faces of a box.
f_bottom = 0;
f_top = 1;
f_left = 2;
f_right = 3;
f_front = 4;
f_back = 5;
