import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { EXAMPLES, hasNative, listAllExamples, nativeVersion, runNative } from './native.ts';
import { readGoldenExamples, writeGoldenExamples } from './native-examples/golden.ts';
import { measureByReader, measureStlBytes } from './native-examples/measure-stl.ts';
import {
  BOX_TOLERANCE_MM,
  CONTENT_TOLERANCE,
  compareSolids,
  listDifferences,
  readSolid,
  type Solid,
  type SolidDifference,
} from './native-examples/solid.ts';
import { connectClient } from './stdio-client.ts';

/**
 * `npm run compare-native`: measures every 3D example of Debian's OpenSCAD with this server, by `measure_model`,
 * and compares box, volume and area with the STL that the native program makes. That is measured twice: with
 * this package's reader, and straight from the bytes.
 *
 * Differences are explained in test/golden/native-examples.json. One that is not, or an explanation that is not
 * needed any more, is an error. `--save` writes what the native program made, for a test that does without it.
 */

/** How long each program gets for one model. */
const LIMIT_S = 300;

/** The two ways of measuring the native STL differ by rounding only. */
const READER_TOLERANCE = 1e-6;

if (!hasNative()) {
  console.error('No native OpenSCAD to compare with: install the Debian package openscad.');
  process.exit(1);
}

/** What the native program makes of a model; null when that is no STL. */
function measureNative(file: string): Solid | null {
  const { file: stl } = runNative(file, 'stl', LIMIT_S * 1000, ['--export-format', 'binstl']);
  if (stl === null) return null;
  const bytes = readFileSync(stl);
  const solid = measureStlBytes(bytes);
  const { box_mm, volume, area } = compareSolids(measureByReader(bytes), solid);
  if (Math.max(box_mm, volume, area) > READER_TOLERANCE) {
    throw new Error(`${stl} is measured in two ways that differ: volume by ${volume}, area by ${area}.`);
  }
  return solid;
}

function formatDifference({ box_mm, volume, area }: SolidDifference): string {
  return [box_mm, volume * 100, area * 100].map(value => value.toExponential(1).padStart(9)).join(' ');
}

const golden = readGoldenExamples();
const client = await connectClient({ MCP_ROOTS: EXAMPLES });
const models: Record<string, Solid> = {};
const problems: string[] = [];
const explained: string[] = [];
console.log(
  `measure_model against ${nativeVersion()}: box within ${BOX_TOLERANCE_MM} mm, volume and area within ${CONTENT_TOLERANCE * 100} %\n`,
);
console.log(`      ${'model'.padEnd(28)}    box mm  volume %    area %`);
for (const file of listAllExamples()) {
  const name = basename(file);
  const { report } = await client.call('measure_model', { path: file, timeout_s: LIMIT_S });
  const ours = readSolid(report);
  if (ours === null && report.kind === '2d') continue;
  const theirs = measureNative(file);
  if (ours === null && theirs === null) continue;
  if (ours === null || theirs === null) {
    problems.push(`${name}: only ${ours === null ? 'the native program makes' : 'we make'} a solid of it`);
    continue;
  }
  models[name] = theirs;
  const difference = compareSolids(ours, theirs);
  const found = [...(report.ok === true ? [] : ['errors']), ...listDifferences(difference)].join(', ');
  const known = golden.differences[name];
  const isExplained = found === (known?.in.join(', ') ?? '');
  const verdict = isExplained ? (known === undefined ? 'ok' : 'known') : 'DIFF';
  console.log(`${verdict.padEnd(5)} ${name.padEnd(28)} ${formatDifference(difference)}  ${found}`);
  if (!isExplained) {
    problems.push(
      `${name} differs in ${found || 'nothing'}; explained is ${known?.in.join(', ') ?? 'nothing'}`,
    );
  } else if (known !== undefined) explained.push(`${name} (${found}): ${known.why}`);
}
await client.close();
for (const name of Object.keys(golden.differences)) {
  if (models[name] === undefined) problems.push(`${name} is explained, and was not compared`);
}
const compared = Object.keys(models).length;
console.log(`\n${compared} solids compared, ${explained.length} differ for a known reason`);
for (const line of explained) console.log(`  ${line}`);
for (const problem of problems) console.log(`\n${problem}`);
if (process.argv.includes('--save')) writeGoldenExamples({ ...golden, engine: nativeVersion(), models });
process.exitCode = problems.length === 0 && compared > 0 ? 0 : 1;
