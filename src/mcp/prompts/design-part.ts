import { listMaterials } from '../../operations/list-materials.ts';
import { CHEATSHEET_URI, LIBRARIES_URI, libraryUri } from '../documents/uris.ts';
import { writeCall } from './model-argument.ts';
import { NO_SUGGESTIONS, type Prompt } from './prompt.ts';

const PROCESSES = ['FDM printing', 'resin printing', 'laser cutting', 'CNC milling'];

/** From words to a part that was looked at and measured. */
export const designPart: Prompt = {
  name: 'design_part',
  title: 'Design a part',
  description: 'Design a part from a description: write, check, look, measure, export.',
  arguments: [
    {
      name: 'description',
      description: 'What it is for, with sizes.',
      required: true,
      suggest: NO_SUGGESTIONS,
    },
    { name: 'process', description: 'How it is made.', required: false, suggest: () => PROCESSES },
    { name: 'material', description: 'Of what.', required: false, suggest: listMaterials },
    {
      name: 'library',
      description: 'A library to build on.',
      required: false,
      suggest: async ({ workshop }) => (await workshop.staging.libraries.list()).map(({ name }) => name),
    },
  ],
  write({ description, process = 'FDM printing', material, library }) {
    const isFlat = process === 'laser cutting';
    const example = isFlat
      ? 'difference() { square([60, 40]); translate([10, 20]) circle(d = 5, $fn = 48); }'
      : 'difference() { cube([60, 40, 8]); translate([10, 20, -1]) cylinder(h = 10, d = 5, $fn = 48); }';
    const expected = isFlat
      ? { size_mm: [60, 40] }
      : { size_mm: [60, 40, 8], holes: [{ diameter_mm: 5, count: 1 }] };
    return `Design this part in OpenSCAD: ${description}

Made by: ${process}.${material === undefined ? '' : ` Material: ${material}.`}${library === undefined ? '' : ` Build on the library ${library}; ${libraryUri(library)} says what it offers.`}

1. List the sizes that matter with a number each; ask only where a wrong guess would ruin the part. Say what you assumed.
2. Write the model with those sizes as named variables at the top, in millimetres, with customizer comments.
   ${CHEATSHEET_URI} has screw holes, fits and common mistakes, ${LIBRARIES_URI} what is installed.
3. Check it against those sizes, for instance:
   ${writeCall('check_model', { code: example, expect: expected })}
4. Look at it from all sides, and inside where there is an inside:
   ${writeCall('render_model', { code: example, views: isFlat ? ['top'] : ['iso', 'front', 'right', 'top'], dimensions: true })}
   Say what you see before you call it right. Mend what differs from the description, and look again.
5. ${isFlat ? 'Measure the outline' : 'Check that it can be made'}:
   ${isFlat ? writeCall('measure_model', { code: example, what: ['size'] }) : writeCall('check_model', { code: example, level: 'print' })}
6. Export it: ${writeCall('export_model', { code: example, format: isFlat ? 'svg' : '3mf' })}

Pass model_id instead of code once the code stands. End with a table of what was asked for and what was measured.`;
  },
};
