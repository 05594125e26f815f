/** Reading the script and running its functions take up most of the time. Measured in processor time. */
const RUNNING_FUNCTIONS =
  'Most of it is reading the library and running its functions, for which WebAssembly takes 1.0 to 1.4 times as long as native code.';

/** Solids whose hull or Minkowski sum OpenSCAD for WebAssembly would get slightly wrong. */
const EXACT_HULLS =
  'Its hull() or minkowski() is computed exactly, which takes the tree of the model and several runs of OpenSCAD.';

/** Written to another file by another evaluation in the same run. */
const COLORS = 'Its library may give it colours, for which OpenSCAD evaluates it a second time.';

/** Why models of the benchmark take longer here than by the native program even without a picture, by their names. */
export const SLOWER_BECAUSE: Readonly<Record<string, string>> = {
  'BOSL/rounded-block': EXACT_HULLS,
  'BOSL2/skinned-nozzle': RUNNING_FUNCTIONS,
  'BOSL2/spur-gear': RUNNING_FUNCTIONS,
  'BOSL2/swept-tube': RUNNING_FUNCTIONS,
  'BOSL2/threaded-rod': RUNNING_FUNCTIONS,
  'NopSCADlib/extrusion': RUNNING_FUNCTIONS,
  'NopSCADlib/rounded-polygon': RUNNING_FUNCTIONS,
  'closepoints/demo_roller_coaster': RUNNING_FUNCTIONS,
  'openscad_attachable_text3d/label': COLORS,
};
