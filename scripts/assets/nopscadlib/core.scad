// Written for openscad-mcp-server: the package that NopSCADlib is taken from lacks this file.
// Brings the shapes of utils/core, and screws with their nuts and washers. Licence: GPL-3.0-or-later, as the library.
include <utils/core/core.scad>
include <vitamins/screws.scad>
