import { parseArgs } from 'node:util';
import { type GoldenModel, readGolden, writeGolden } from './library-models/golden.ts';
import { type Measure, roundMeasure } from './library-models/measure.ts';
import { type LibraryModel, listLibraryModels } from './library-models/models.ts';
import { measureNative, unpackLibraries } from './library-models/native-measurer.ts';
import { OurMeasurer } from './library-models/our-measurer.ts';
import { formatLibraryTable, judgeModel, type LibraryRow } from './library-models/report.ts';
import { hasNative, nativeVersion } from './native.ts';

/**
 * `npm run compare-libraries`: makes models with the bundled libraries by this package and by the native
 * OpenSCAD, and compares boxes and volumes. Takes half an hour, nearly all of it the native program's.
 *
 *   --only TEXT  models whose names contain this
 *   --save       writes test/golden/library-models.json, which a test compares with
 */
const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, save: { type: 'boolean', default: false } },
});

if (!hasNative()) {
  console.error('No native OpenSCAD to compare with: install the Debian package openscad.');
  process.exit(1);
}

const known = readGolden();

function remeasure(model: LibraryModel, ours: Measure): GoldenModel {
  const native = measureNative(model, ours.kind);
  const difference = known.models[model.id]?.difference;
  if (native.measure === null) return { native: null, reason: native.reason, ours: roundMeasure(ours) };
  const measured = { native: roundMeasure(native.measure) };
  return difference === undefined ? measured : { ...measured, difference, ours: roundMeasure(ours) };
}

const models = listLibraryModels();
const chosen = models.filter(({ id }) => id.includes(options.only));
await unpackLibraries();
const measurer = new OurMeasurer();
const rows: LibraryRow[] = [];
const failures: string[] = [];
for (const model of chosen) {
  try {
    const ours = await measurer.measure(model);
    rows.push(judgeModel(model, ours, remeasure(model, ours)));
    console.log(`${rows.at(-1)?.verdict.padEnd(5)} ${model.id}`);
  } catch (thrown) {
    failures.push(`${model.id} makes no geometry: ${thrown instanceof Error ? thrown.message : thrown}`);
    console.log(`FAIL  ${failures.at(-1)}`);
  }
}
await measurer.close();

console.log(`\nAgainst ${nativeVersion()}\n\n${formatLibraryTable(rows)}`);
for (const failure of failures) console.log(`\n${failure}`);
if (options.save) {
  const fresh = new Map(rows.map(({ model, golden }) => [model.id, golden]));
  const entries = models.flatMap(({ id }) => {
    const golden = fresh.get(id) ?? known.models[id];
    return golden === undefined ? [] : [[id, golden] as const];
  });
  writeGolden({ engine: nativeVersion(), models: Object.fromEntries(entries) });
}
process.exitCode = failures.length > 0 || rows.some(({ verdict }) => verdict === 'DIFF') ? 1 : 0;
