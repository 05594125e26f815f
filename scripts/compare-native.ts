import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { connectClient } from './bench-client.ts';
import { hasNative, listExamples, nativeVersion, runNative } from './native.ts';

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

const client = await connectClient();
let compared = 0;
let different = 0;
console.log(`bounding boxes against ${nativeVersion()}, tolerance ${TOLERANCE_MM} mm\n`);
for (const file of listExamples()) {
  const answer = await client.call('render_model', { code: readFileSync(file, 'utf8'), timeout_s: 300 });
  const report = reportSchema.parse(answer.report);
  if (report.kind === '2d') continue;
  const native = runNative(file, 'stl');
  const name = basename(file).padEnd(32);
  if (native.file === null) {
    console.log(`skip ${name} the native program makes no STL of it`);
    continue;
  }
  compared += 1;
  const ours = report.size === undefined ? [] : [...report.size.min, ...report.size.max];
  const theirs = readBox(native.file);
  const worst = Math.max(...theirs.map((value, index) => Math.abs(value - (ours[index] ?? Infinity))));
  if (!(worst <= TOLERANCE_MM)) different += 1;
  console.log(
    `${worst <= TOLERANCE_MM ? 'ok  ' : 'DIFF'} ${name} ${worst.toExponential(1)} mm  ${report.ok ? '' : report.summary}`,
  );
}
await client.close();
console.log(`\n${compared} models compared, ${different} differ`);
process.exitCode = different === 0 && compared > 0 ? 0 : 1;
