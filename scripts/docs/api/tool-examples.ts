/** A call that API.md shows with what the server answered. */
export interface ExampleCall {
  readonly tool: string;
  /** What the call is for, in a few words. */
  readonly title: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const PLATE =
  'difference() { cube([40, 20, 6]); for (x = [10, 30]) translate([x, 10, -1]) cylinder(h = 8, d = 5, $fn = 48); }';

const BRACKET = `/* [Plate] */
// Width of the plate
width = 40; // [20:5:80]
// How it is fixed
mount = "screws"; // [screws, tape]
cube([width, 20, 3]);`;

/** At least one for each tool. */
export const TOOL_EXAMPLES: readonly ExampleCall[] = [
  {
    tool: 'animate_model',
    title: 'A pointer that turns once',
    args: {
      code: 'cylinder(h = 2, d = 20, $fn = 32); rotate(360 * $t) translate([0, -1, 2]) cube([9, 2, 1]);',
      frames: 4,
      output_path: 'pointer.png',
      overwrite: true,
    },
  },
  {
    tool: 'check_model',
    title: 'Is it as it was asked for?',
    args: {
      code: PLATE,
      expect: { size_mm: [40, 20, 6], holes: [{ diameter_mm: 5, count: 2 }], volume_mm3: 4600 },
    },
  },
  {
    tool: 'check_model',
    title: 'Does it print?',
    args: { code: 'translate([0, 0, 10]) cube([30, 4, 2]); cube([4, 4, 10]);', level: 'print' },
  },
  {
    tool: 'export_model',
    title: 'A file for a printer',
    args: { code: PLATE, format: 'stl', output_path: 'plate.stl', overwrite: true },
  },
  { tool: 'list_parameters', title: 'What can be set', args: { code: BRACKET } },
  {
    tool: 'measure_model',
    title: 'Mass and holes',
    args: { code: PLATE, what: ['mass', 'features'], material: 'PLA' },
  },
  {
    tool: 'render_model',
    title: 'Four views on one sheet',
    args: { code: PLATE, views: ['iso', 'front', 'right', 'top'] },
  },
  { tool: 'server_status', title: 'What runs here', args: {} },
];

/** Resources that API.md shows as they were read; `{id}` stands for the plate's model_id. */
export const RESOURCE_EXAMPLES: readonly string[] = [
  'openscad://models/{id}/source.scad',
  'openscad://models/{id}/tree.csg',
  'openscad://models/{id}/preview.png?views=top&width_px=320&height_px=240',
  'openscad://models/{id}/mesh.stl',
  'openscad://docs/cheatsheet',
  'openscad://docs/libraries',
  'openscad://docs/libraries/BOSL2',
  'openscad://docs/libraries/BOSL2/shapes3d.scad',
  'openscad://server/status',
];

/** Prompts that API.md shows as the server wrote them. */
export const PROMPT_EXAMPLES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  design_part: {
    description: 'A clip that holds an 8 mm cable to a wall with one M4 screw',
    material: 'PETG',
  },
  fix_errors: { model: 'parts/clip.scad', problem: 'nothing appears' },
  review_printability: { model: 'parts/clip.scad', printer: '220 × 220 × 250 mm bed, 0.4 mm nozzle' },
};

/** The model that resources are shown of. */
export const RESOURCE_MODEL = PLATE;
