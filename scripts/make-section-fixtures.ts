import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { KEPT_SIDE, REAL_CUTS, type RealCut, realCutName } from '../test/support/section-fixtures.ts';
import { exportByBundled } from './bundled-openscad.ts';
import { projectRoot } from './project-paths.ts';

/**
 * `npx tsx scripts/make-section-fixtures.ts`, after `npm run build`: has the bundled OpenSCAD cut models
 * of test/fixtures/native/ in half and stores the halves in test/fixtures/section/.
 */

/** Half the size of a cube that holds any of the models. */
const REACH_mm = 500;

/** OpenSCAD code for the model cut by an intersection with a half space. */
function cutSource({ model, axis, offset_mm }: RealCut): string {
  const source = readFileSync(join(projectRoot, 'test', 'fixtures', 'native', `${model}.scad`), 'utf8');
  const center = [0, 0, 0];
  const shift_mm = KEPT_SIDE[axis] === 'above' ? REACH_mm : -REACH_mm;
  center['xyz'.indexOf(axis)] = offset_mm + shift_mm;
  return `module whole() {\n${source}\n}
intersection() {
    whole();
    translate([${center.join()}]) cube(${2 * REACH_mm}, center = true);
}\n`;
}

const folder = join(projectRoot, 'test', 'fixtures', 'section');
mkdirSync(folder, { recursive: true });
for (const cut of REAL_CUTS) {
  const [stl] = await exportByBundled(new TextEncoder().encode(cutSource(cut)), ['binstl']);
  writeFileSync(join(folder, realCutName(cut)), gzipSync(stl, { level: 9 }));
}
console.log(`${REAL_CUTS.length} cut models`);
