import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../project-paths.ts';

/** A model that uses a bundled library. */
export interface LibraryModel {
  /** `LIBRARY/example.scad` for an example of the library's own, `LIBRARY/name` for a model of ours. */
  readonly id: string;
  readonly library: string;
  readonly code: string;
  /** Assignments for the command line. */
  readonly definitions: readonly string[];
}

/** One file per model, in a folder per library. */
const OUR_MODELS = join(projectRoot, 'test', 'fixtures', 'library-models');

/** Examples that the libraries bring, those that the native program makes in a few minutes at most. */
const EXAMPLES = [
  'BOSL/examples/orientations.scad',
  'BOSL2/examples/attachments.scad',
  'FunctionalOpenSCAD/double_fillet.scad',
  'FunctionalOpenSCAD/webbing.scad',
  'OpenSCAD-Snippet/Asset_SCAD/Chair_01.scad',
  'OpenSCAD-Snippet/Asset_SCAD/Eyebolt.scad',
  'OpenSCAD-Snippet/Asset_SCAD/Flange_03.scad',
  'OpenSCAD-Snippet/Asset_SCAD/Pipe_90.scad',
  'OpenSCAD-Snippet/Asset_SCAD/Shaft_02_With_Keyway.scad',
  'closepoints/demo_roller_coaster.scad',
  'lasercut/examples.scad',
  ...['003', '005', '007', '009', '010'].map(number => `lasercut/readme/example-${number}.scad`),
];

/** Tests of NopSCADlib, which are its examples; they draw only in a preview. */
const NOPSCADLIB_TESTS = [
  ...['LDRs', 'box_sections', 'bulldogs', 'cable_grommets', 'carriers', 'chamfer', 'clip', 'dogbones'],
  ...['fastons', 'fillet', 'hanging_hole', 'maths', 'microswitches', 'o_ring', 'panel_meters'],
  ...['photo_interrupters', 'press_fit', 'quadrant', 'rockers'],
].map(name => `NopSCADlib/tests/${name}.scad`);

/** All models, by library. */
export function listLibraryModels(): LibraryModel[] {
  const examples = EXAMPLES.map(path => makeExample(path, []));
  const tests = NOPSCADLIB_TESTS.map(path => makeExample(path, ['$preview=true']));
  const ours = readdirSync(OUR_MODELS).flatMap(library =>
    readdirSync(join(OUR_MODELS, library)).map(file => ({
      id: `${library}/${file.replace(/\.scad$/, '')}`,
      library,
      code: readFileSync(join(OUR_MODELS, library, file), 'utf8'),
      definitions: [],
    })),
  );
  return [...examples, ...tests, ...ours].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function makeExample(path: string, definitions: readonly string[]): LibraryModel {
  const library = path.slice(0, path.indexOf('/'));
  return { id: path, library, code: `include <${path}>\n`, definitions };
}
