import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { connectClient } from './bench-client.ts';
import { hasNative, listExamples, nativeVersion, runNative, startDisplay } from './native.ts';
import { cacheFolder } from './project-paths.ts';
import { geometricMean, median } from './statistics.ts';

/**
 * `npm run bench`: this server against a native OpenSCAD, in one run, each model by turns on both, so
 * that a busy machine slows both. Ours is measured at the client, end to end with a picture; native is
 * its own process. Only ratios mean anything. `--runs N` sets how often.
 */

const runsFlag = process.argv.indexOf('--runs');
const RUNS = runsFlag < 0 ? 3 : Number(process.argv[runsFlag + 1]);

if (!hasNative()) {
  console.error('No native OpenSCAD to compare with: install the Debian packages openscad and xvfb.');
  process.exit(1);
}

const client = await connectClient();
const stopDisplay = await startDisplay();
console.log(`against ${nativeVersion()}, medians of ${RUNS} runs\n`);
try {
  await benchCube();
  await benchExamples();
} finally {
  await client.close();
  stopDisplay();
}

/** The smallest model with its picture, warm, against the native picture under a running X server. */
async function benchCube(): Promise<void> {
  mkdirSync(cacheFolder, { recursive: true });
  const model = join(cacheFolder, 'cube.scad');
  writeFileSync(model, 'cube(10);\n');
  const ours: number[] = [];
  const native: number[] = [];
  for (let run = -3; run < RUNS * 5; run++) {
    // A comment makes it another model each time: a cached answer would be no measurement.
    const { ms } = await client.call('render_model', { code: `cube(10); // ${run}` });
    const other = runNative(model, 'png').ms;
    // The first rounds warm both up.
    if (run < 0) continue;
    ours.push(ms);
    native.push(other);
  }
  const ratio = median(ours) / median(native);
  console.log(`cube(10) with picture: ours / native -o x.png = ${ratio.toFixed(3)}`);
  console.log(
    `  (${median(ours).toFixed(0)} ms against ${median(native).toFixed(0)} ms on this machine now)\n`,
  );
}

/** The examples, ours with a picture against the native STL alone. */
async function benchExamples(): Promise<void> {
  const ratios: number[] = [];
  console.log(`${'model'.padEnd(32)} ratio   ours ms  native ms`);
  for (const file of listExamples()) {
    const code = readFileSync(file, 'utf8');
    const ours: number[] = [];
    const native: number[] = [];
    for (let run = 0; run < RUNS; run++) {
      const { report, ms } = await client.call('render_model', {
        code: `${code}\n// ${run}`,
        timeout_s: 300,
      });
      const other = runNative(file, 'stl');
      if (report.kind !== '3d' || other.file === null) break;
      ours.push(ms);
      native.push(other.ms);
    }
    if (ours.length < RUNS) continue;
    const ratio = median(ours) / median(native);
    ratios.push(ratio);
    const numbers = `${ratio.toFixed(3)} ${median(ours).toFixed(0).padStart(9)} ${median(native).toFixed(0).padStart(10)}`;
    console.log(`${basename(file).padEnd(32)} ${numbers}`);
  }
  console.log(
    `\n${ratios.length} models, geometric mean of ours with picture / native STL alone: ${geometricMean(ratios).toFixed(3)}`,
  );
}
