import { parseArgs } from 'node:util';
import { readHullGolden, writeHullGolden } from './hulls/golden.ts';
import { listHullPrograms } from './hulls/programs.ts';
import { measureNative, unpackLibraries } from './library-models/native-measurer.ts';
import { OurMeasurer } from './library-models/our-measurer.ts';
import { hasNative, nativeVersion } from './native.ts';

/**
 * `npm run compare-hulls`: evaluates a corpus of programs with hulls and Minkowski sums of solids, and compares
 * their volumes with those that the native OpenSCAD gave. Exit 1 when one is empty or off.
 *
 *   --only TEXT  programs whose names contain this
 *   --save       asks the native OpenSCAD for the volumes, and writes test/golden/hulls.json
 */
const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, save: { type: 'boolean', default: false } },
});

/** Of the volume. */
const TOLERANCE = 1e-4;

const programs = listHullPrograms().filter(({ id }) => id.includes(options.only));
const golden = readHullGolden();

if (options.save) {
  if (!hasNative()) throw new Error('No native OpenSCAD to ask: install the Debian package openscad.');
  await unpackLibraries();
  for (const { id, code } of programs) {
    const { measure } = measureNative({ id, library: '', code, definitions: [] }, '3d');
    golden.volumes[id] = measure === null ? null : Number(measure.content.toPrecision(8));
    console.log(`${id}: ${golden.volumes[id]}`);
  }
  writeHullGolden({ engine: nativeVersion(), volumes: golden.volumes });
}

const measurer = new OurMeasurer();
let worst = 0;
let passed = 0;
const problems: string[] = [];
for (const { id, code } of programs) {
  const expected = golden.volumes[id];
  try {
    const { content } = await measurer.measure({ id, library: '', code, definitions: [] });
    if (expected === undefined || expected === null) {
      problems.push(`${id}: there is no native volume; ours is ${content}`);
      continue;
    }
    const error = Math.abs(content / expected - 1);
    worst = Math.max(worst, error);
    if (error <= TOLERANCE) passed += 1;
    else problems.push(`${id}: ${content} instead of ${expected} mm³ (${(error * 100).toFixed(4)} %)`);
  } catch (thrown) {
    problems.push(`${id}: ${thrown instanceof Error ? thrown.message : thrown}`);
  }
}
await measurer.close();

console.log(
  `${passed} of ${programs.length} within ${TOLERANCE} of ${golden.engine}; worst ${worst.toExponential(1)}`,
);
for (const problem of problems) console.log(problem);
if (problems.length > 0) process.exitCode = 1;
