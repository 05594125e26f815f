/** A library of the playground package: what it is, and how a model gets at its modules. */
export interface CatalogEntry {
  /** SPDX expression for all of its files together. */
  readonly licence: string;
  readonly homepage: string;
  readonly description: string;
  /** A small model that uses it, in the words of its own documentation; shown to language models, and tried by a test. */
  readonly example: string;
  /** Licence texts its archive lacks: the name to give each, and the library and file to take it from. */
  readonly licenceTexts?: Readonly<Record<string, readonly [library: string, file: string]>>;
  /** A folder beside this file with files of ours, for ones that the archive lacks. */
  readonly standIns?: string;
  /** Files left out: no model can use them. */
  readonly leaveOut?: RegExp;
  /** Files that hold nothing a model would call, such as demonstrations. */
  readonly notForModels?: RegExp;
  /** Whether its files are brought in by `use` or by `include`. */
  readonly statement: 'use' | 'include';
  /** Files that have to be included before any other; what they bring needs no other statement. */
  readonly base?: readonly string[];
  /** A file that brings everything, for names that the base does not bring. */
  readonly everything?: string;
  /** Paths that its documentation leaves the folder out of, with the path inside it. */
  readonly shortPaths?: Readonly<Record<string, string>>;
}

const LGPL_2_1 = { 'LGPL-2.1.txt': ['brailleSCAD', 'LICENSE'] } as const;
const GPL_3 = { 'GPL-3.0.txt': ['NopSCADlib', 'COPYING'] } as const;

/**
 * The libraries that are bundled. When several have a module of one name, hints name the first here.
 *
 * Not bundled, because the playground package carries only a part that does not work alone: UB.scad and
 * YAPP_Box (their examples, without the library) and boltsparts (without the files its parts call).
 */
export const LIBRARY_CATALOG: Readonly<Record<string, CatalogEntry>> = {
  BOSL2: {
    licence: 'BSD-2-Clause',
    homepage: 'https://github.com/BelfrySCAD/BOSL2',
    description:
      'Shapes with anchors, rounding and attachments; threads, screws, gears, sweeps, bezier paths.',
    example:
      'include <BOSL2/std.scad>\ncuboid([20, 30, 10], rounding = 3, $fn = 16)\n  attach(TOP) cyl(d = 8, h = 5, chamfer2 = 1, $fn = 32);',
    leaveOut: /^tests\//,
    notForModels: /^examples\/|^bosl1compat|^builtins/,
    statement: 'include',
    base: ['std.scad'],
  },
  MCAD: {
    licence: 'LGPL-2.1-only',
    homepage: 'https://github.com/openscad/MCAD',
    description:
      'Gears, bearings, nuts and bolts, motors, rounded boxes and other parts; OpenSCAD brings it.',
    example: 'use <MCAD/boxes.scad>\nroundedCube([20, 30, 10], 3, true, true, $fn = 16);',
    licenceTexts: LGPL_2_1,
    statement: 'use',
  },
  NopSCADlib: {
    licence: 'GPL-3.0-or-later',
    homepage: 'https://github.com/nophead/NopSCADlib',
    description:
      'Real parts to build machines from: screws, motors, fans, circuit boards, extrusions, belts.',
    example: 'include <NopSCADlib/core.scad>\nscrew(M3_cap_screw, 12);',
    standIns: 'nopscadlib',
    leaveOut: /^examples\//,
    notForModels: /^tests\//,
    statement: 'use',
    base: ['core.scad'],
    everything: 'lib.scad',
  },
  BOSL: {
    licence: 'BSD-2-Clause',
    homepage: 'https://github.com/revarbat/BOSL',
    description:
      'The first Belfry library: transforms, rounded shapes, threads, gears, joiners, NEMA motors.',
    example:
      'include <BOSL/constants.scad>\nuse <BOSL/shapes.scad>\nuse <BOSL/transforms.scad>\nup(5) cuboid([20, 30, 10], chamfer = 2);',
    leaveOut: /^tests\//,
    notForModels: /^examples\//,
    statement: 'use',
    base: ['constants.scad'],
  },
  'smooth-prim': {
    licence: 'CC0-1.0',
    homepage: 'https://github.com/rcolyer/smooth-prim',
    description: 'Cylinders, cubes and prisms with smoothed edges.',
    example: 'use <smooth_prim.scad>\nSmoothCube([10, 20, 5], 1);',
    statement: 'use',
    shortPaths: { 'smooth_prim.scad': 'smooth_prim.scad' },
  },
  lasercut: {
    licence: 'BSD-2-Clause',
    homepage: 'https://github.com/bmsleight/lasercut',
    description: 'Boxes and parts for a laser cutter: tabs, slots, captive nuts, and the flat cutting sheet.',
    example: 'include <lasercut.scad>\nlasercutoutSquare(thickness = 3, x = 25, y = 40);',
    notForModels: /^(?!lasercut\.scad)/,
    statement: 'include',
    shortPaths: { 'lasercut.scad': 'lasercut.scad' },
  },
  'openscad-tray': {
    licence: 'GPL-3.0-only OR LGPL-3.0-or-later',
    homepage: 'https://github.com/sofian/openscad-tray',
    description: 'Rounded trays with subdividers.',
    example: 'use <tray.scad>\ntray([100, 60, 30], n_columns = 2, curved = false);',
    statement: 'use',
    shortPaths: { 'tray.scad': 'tray.scad' },
  },
  Stemfie_OpenSCAD: {
    licence: 'GPL-3.0-or-later',
    homepage: 'https://github.com/Cantareus/Stemfie_OpenSCAD',
    description: 'Parts of the Stemfie construction set: beams, braces, wheels, screws.',
    example: 'include <Stemfie_OpenSCAD/stemfie.scad>\nbeam_block(3);',
    licenceTexts: GPL_3,
    statement: 'include',
    base: ['stemfie.scad'],
  },
  pathbuilder: {
    licence: 'MIT',
    homepage: 'https://github.com/dinther/pathbuilder',
    description: '2D outlines drawn with commands like those of SVG paths, with fillets and chamfers.',
    example: 'use <pathbuilder/pathbuilder.scad>\nlinear_extrude(2) svgShape("m 0 0 h 20 v 10 h -20 z");',
    notForModels: /^demo\/|^shapes\//,
    statement: 'use',
  },
  closepoints: {
    licence: 'CC0-1.0',
    homepage: 'https://github.com/rcolyer/closepoints',
    description: 'Solids from stacks of outlines: tubes, twisted and curved shapes.',
    example:
      'use <closepoints.scad>\nClosePoints([for (z = [0, 5]) [[0, 0, z], [9, 0, z], [9, 9, z], [0, 9, z]]]);',
    notForModels: /^demo_/,
    statement: 'use',
    shortPaths: { 'closepoints.scad': 'closepoints.scad' },
  },
  'plot-function': {
    licence: 'CC0-1.0',
    homepage: 'https://github.com/rcolyer/plot-function',
    description: 'Solids from functions of x and y, of angles, or along an axis.',
    example:
      'include <plot_function.scad>\nfunction Func1(x, y) = 5 + sin(30 * x);\nPlotFunction(1, [0, 1, 12], [0, 1, 12]);',
    notForModels: /^demo_/,
    statement: 'include',
    shortPaths: { 'plot_function.scad': 'plot_function.scad' },
  },
  brailleSCAD: {
    licence: 'LGPL-2.1-only',
    homepage: 'https://github.com/BelfrySCAD/brailleSCAD',
    description: 'Braille dots; English text to contracted braille.',
    example:
      'include <BOSL2/std.scad>\ninclude <brailleSCAD/en-us-g2.scad>\ninclude <brailleSCAD/braille.scad>\nbraille("a");',
    statement: 'include',
    base: ['BOSL2/std.scad', 'en-us-g2.scad', 'braille.scad'],
  },
  openscad_attachable_text3d: {
    licence: 'MIT AND CC-BY-4.0',
    homepage: 'https://github.com/jon-gilbert/openscad_attachable_text3d',
    description: 'Blocks of text that attach to BOSL2 shapes.',
    example:
      'include <BOSL2/std.scad>\ninclude <openscad_attachable_text3d/attachable_text3d.scad>\nattachable_text3d("Hi", size = 10, h = 3);',
    statement: 'include',
    base: ['attachable_text3d.scad'],
  },
  FunctionalOpenSCAD: {
    licence: 'MIT',
    homepage: 'https://github.com/thehans/FunctionalOpenSCAD',
    description: "OpenSCAD's shapes and operations as functions that give points.",
    example: 'use <FunctionalOpenSCAD/functional.scad>\npoly3d(cube([1, 2, 3]));',
    statement: 'use',
  },
  funcutils: {
    licence: 'CC0-1.0',
    homepage: 'https://github.com/thehans/funcutils',
    description: 'Functions that work on functions, lists and strings.',
    example: 'include <funcutils/funcutils.scad>\ncube(map([1, 2, 3], function(x) 2 * x));',
    leaveOut: /^testing\//,
    statement: 'include',
    base: ['funcutils.scad'],
  },
  'OpenSCAD-Snippet': {
    licence: 'MIT',
    homepage: 'https://github.com/AngeloNicoli/OpenSCAD-Snippet',
    description: 'Small ready-made models: furniture, buildings, tools, road signs.',
    example: 'use <Asset_SCAD/Chair_01.scad>\nChair_01();',
    notForModels: /^Animation_SCAD\//,
    statement: 'use',
    shortPaths: { Asset_SCAD: 'Asset_SCAD' },
  },
};
