import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { connectClient } from './bench-client.ts';
import { hasNative, listExamples, nativeVersion, runNative } from './native.ts';
import { projectRoot } from './project-paths.ts';

/**
 * `npm run compare-native`: renders every 3D example of Debian's OpenSCAD that needs no other file
 * with this server and with the native program, and compares the bounding boxes.
 */

/** Largest difference of a coordinate that counts as equal, in mm. */
const TOLERANCE_MM = 0.01;

const reportSchema = z.object({
  ok: z.boolean(),
  summary: z.string(),
  kind: z.string().optional(),
  size: z.object({ min: z.array(z.number()), max: z.array(z.number()) }).optional(),
});

if (!hasNative()) {
  console.error('No native OpenSCAD to compare with: install the Debian package openscad.');
  process.exit(1);
}

/** The box of an ASCII STL, which is what the native 2021.01 writes. */
function readBox(file: string): number[] {
  const min = [Infinity, Infinity, Infinity];
  const max = [-Infinity, -Infinity, -Infinity];
  for (const [, ...numbers] of readFileSync(file, 'utf8').matchAll(/vertex (\S+) (\S+) (\S+)/g)) {
    numbers.map(Number).forEach((value, axis) => {
      min[axis] = Math.min(min[axis], value);
      max[axis] = Math.max(max[axis], value);
    });
  }
  return [...min, ...max];
}

/**
 * Models whose box differs for a reason that is known and not ours to mend.
 */
const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {
  'children_indexed.scad':
    'text is 2 % wider: 2021.01 rounds the advance of each glyph, 2025.07 takes it from the font as it is',
};

/** Written with --save for the test that compares without a native program. */
const GOLDEN = join(projectRoot, 'test', 'golden', 'native-boxes.json');

const client = await connectClient();
const boxes: Record<string, number[]> = {};
let different = 0;
console.log(`bounding boxes against ${nativeVersion()}, tolerance ${TOLERANCE_MM} mm\n`);
for (const file of listExamples()) {
  const answer = await client.call('render_model', { code: readFileSync(file, 'utf8'), timeout_s: 300 });
  const report = reportSchema.parse(answer.report);
  if (report.kind === '2d') continue;
  const name = basename(file);
  const native = runNative(file, 'stl');
  if (native.file === null) {
    console.log(`skip  ${name.padEnd(28)} the native program makes no STL of it`);
    continue;
  }
  const theirs = readBox(native.file);
  const ours = report.size === undefined ? [] : [...report.size.min, ...report.size.max];
  const worst_mm = Math.max(...theirs.map((value, index) => Math.abs(value - (ours[index] ?? Infinity))));
  const known = KNOWN_DIFFERENCES[name];
  if (known === undefined) boxes[name] = theirs;
  const verdict = worst_mm <= TOLERANCE_MM ? 'ok' : known === undefined ? 'DIFF' : 'known';
  if (verdict === 'DIFF') different += 1;
  const remark = verdict === 'known' ? known : report.ok ? '' : report.summary;
  console.log(`${verdict.padEnd(5)} ${name.padEnd(28)} ${worst_mm.toExponential(1)} mm  ${remark}`);
}
await client.close();
const compared = Object.keys(boxes).length;
console.log(`\n${compared} models compared, ${different} differ`);
if (process.argv.includes('--save')) {
  const golden = { engine: nativeVersion(), order: 'min x, y, z, max x, y, z in mm', boxes };
  writeFileSync(GOLDEN, `${JSON.stringify(golden, null, 2)}\n`);
}
process.exitCode = different === 0 && compared > 0 ? 0 : 1;
