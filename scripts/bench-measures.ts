import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { CHECK_LEVELS, MEASURES } from '../src/contracts/analysis.ts';
import { connectClient } from './bench-client.ts';
import { hasNative, nativeVersion, runNative } from './native.ts';
import { cacheFolder, projectRoot } from './project-paths.ts';
import { median } from './statistics.ts';

/**
 * `npm run bench:measures`: what measuring, checking and exporting a model of half a million triangles takes,
 * against the time in which a native OpenSCAD exports the same triangles as STL. It imports them from a file, so
 * that it has nothing to calculate; ours are in memory, since a model is evaluated once and then asked about. By
 * turns in one run, end to end at the client. Only ratios mean anything. `--runs N` sets how often.
 *
 * Fails when all measurements together take longer than the native export.
 */

const runsFlag = process.argv.indexOf('--runs');
const RUNS = runsFlag < 0 ? 5 : Number(process.argv[runsFlag + 1]);

/** Two equal parts, so that there is a distance between parts to measure. */
const MODEL = join(projectRoot, 'scripts', 'bench-models', 'knob-pair.scad');

/** About half a million triangles. */
const PARAMETERS = { detail: 174 };

const SECTION = { axis: 'z', offset_mm: 11 } as const;

const EXPORT_FORMATS = ['stl', '3mf', 'off', 'obj', 'amf', 'glb'] as const;

/** A call whose time is measured. */
interface Task {
  readonly name: string;
  readonly tool: string;
  readonly args: Record<string, unknown>;
}

function listTasks(): Task[] {
  const section = { section: SECTION };
  const measures = MEASURES.map(what => ({
    name: `measure ${what}`,
    tool: 'measure_model',
    args: { what: [what], ...(what === 'section' ? section : {}) },
  }));
  const checks = CHECK_LEVELS.map(level => ({
    name: `check ${level}`,
    tool: 'check_model',
    args: { level },
  }));
  const exports = EXPORT_FORMATS.map(format => ({
    name: `export ${format}`,
    tool: 'export_model',
    args: { format },
  }));
  const all = { name: FULL, tool: 'measure_model', args: { what: [...MEASURES], ...section } };
  return [...measures, all, ...checks, ...exports];
}

const evaluatedSchema = z.object({
  model_id: z.string(),
  mesh: z.object({ triangles: z.number() }),
  artifacts: z.array(z.object({ path: z.string() })).length(1),
});

const FULL = 'measure everything';

if (!hasNative()) {
  console.error('No native OpenSCAD to compare with: install the Debian package openscad.');
  process.exit(1);
}
mkdirSync(cacheFolder, { recursive: true });
const tasks = listTasks();
const client = await connectClient({ MCP_ROOTS: dirname(MODEL) });
const ours = new Map<string, number[]>(tasks.map(({ name }) => [name, []]));
const native: number[] = [];
try {
  const model = { path: MODEL, parameters: PARAMETERS, timeout_s: 300 };
  const { report, ms } = await client.call('export_model', { ...model, format: 'stl' });
  const { model_id, mesh, artifacts } = evaluatedSchema.parse(report);
  const file = join(cacheFolder, 'bench-measures.scad');
  copyFileSync(artifacts[0].path, join(cacheFolder, 'bench-measures.stl'));
  writeFileSync(file, 'import("bench-measures.stl");\n');
  console.log(`${mesh.triangles} triangles against ${nativeVersion()}, medians of ${RUNS} runs`);
  console.log(`evaluated once in ${ms.toFixed(0)} ms; ratio = ours / native -o x.stl, below 1 is faster\n`);
  // The first round warms both up.
  for (let run = -1; run < RUNS; run++) {
    const exported = runNative(file, 'stl');
    if (exported.file === null) throw new Error('the native program exported nothing');
    if (run >= 0) native.push(exported.ms);
    for (const { name, tool, args } of tasks) {
      const call = { model_id, timeout_s: 300, ...args };
      const answer = await client.call(tool, call);
      if (answer.report.ok !== true)
        throw new Error(`${name}: ${JSON.stringify(answer.report).slice(0, 500)}`);
      if (run >= 0) ours.get(name)?.push(answer.ms);
    }
  }
} finally {
  await client.close();
}

const nativeMs = median(native);
console.log(`${''.padEnd(20)}  ratio   ours ms   smallest–largest`);
for (const [name, times] of ours) {
  const ms = median(times);
  const spread = `${Math.min(...times).toFixed(0)}–${Math.max(...times).toFixed(0)}`;
  console.log(
    `${name.padEnd(20)} ${(ms / nativeMs).toFixed(3).padStart(6)} ${ms.toFixed(0).padStart(9)}   ${spread}`,
  );
}
console.log(
  `${'native export'.padEnd(20)}  1.000 ${nativeMs.toFixed(0).padStart(9)}   ${Math.min(...native).toFixed(0)}–${Math.max(...native).toFixed(0)}`,
);
process.exitCode = median(ours.get(FULL) ?? []) < nativeMs ? 0 : 1;
