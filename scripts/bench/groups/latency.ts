import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEASURES, type MeasureName } from '../../../src/contracts/analysis.ts';
import { runNative, startDisplay } from '../../native.ts';
import { cacheFolder, projectRoot } from '../../project-paths.ts';
import { connectClient, type ScriptClient } from '../../stdio-client.ts';
import { DETAILS, MODELS_FOLDER, makeKnown, TIMEOUT_S } from '../knobs.ts';
import { type Described, describeTurns, type Task, takeTurns } from '../measure.ts';
import type { BenchOptions, GroupResults, Measurement } from '../results.ts';

/** About half a million triangles in two parts, so that there is a distance between parts to measure. */
const PAIR_DETAIL = 174;

const EXPORT_FORMATS = ['stl', '3mf', 'off', 'obj', 'amf', 'glb'] as const;

/** Calls before any that counts: the compiler goes on improving the code for so long. */
const WARM_UPS = 30;

/** Pictures of the native program as large as ours are without asking. */
const SAME_SIZE = ['--imgsize=800,600'];

/** A server with code and threads warm, against native programs under a running X server. */
export async function benchLatency({ runs, quick, log }: BenchOptions): Promise<GroupResults> {
  const client = await connectClient({ MCP_ROOTS: MODELS_FOLDER });
  const stopDisplay = await startDisplay();
  try {
    log('small models');
    const small = [await measureCube(client, runs * 5), await measureSyntax(client, runs * 5)];
    log('another view of a model of 100,000 triangles');
    const view = await measureView(client, runs);
    if (quick) return { measurements: [...small, view], series: [] };
    log('measures and exports of half a million triangles');
    return { measurements: [...small, view, ...(await measureLarge(client, runs))], series: [] };
  } finally {
    await client.close();
    stopDisplay();
  }
}

/** A number that is another one each time: an answer that is known would be no measurement. */
let serial = 0;

const native = (file: string, extension: 'stl' | 'png' | 'csg', options: readonly string[] = []): Task => {
  return () => {
    const result = runNative(file, extension, TIMEOUT_S * 1000, options);
    if (result.file === null) throw new Error(`the native program makes no ${extension} of ${file}`);
    return result.ms;
  };
};

async function measureCube(client: ScriptClient, runs: number): Promise<Measurement> {
  mkdirSync(cacheFolder, { recursive: true });
  const file = join(cacheFolder, 'cube.scad');
  writeFileSync(file, 'cube(10);\n');
  const ours = callOf(client, 'render_model', () => ({ code: `cube(10); // ${serial++}` }));
  const described: Described = {
    id: 'latency/cube',
    what: '`cube(10);` with a picture',
    baseline: 'native `-o x.png` of the same size',
    unit: 'ms',
    better: 'less',
    goal: 0.5,
  };
  return describeTurns(
    described,
    await takeTurns(ours, native(file, 'png', SAME_SIZE), { runs, warmUps: WARM_UPS }),
  );
}

async function measureSyntax(client: ScriptClient, runs: number): Promise<Measurement> {
  const file = join(projectRoot, 'examples', 'bracket.scad');
  const code = readFileSync(file, 'utf8');
  const ours = callOf(client, 'check_model', () => ({ code: `${code}\n// ${serial++}` }));
  const described: Described = {
    id: 'latency/check-syntax',
    what: '`check_model` of examples/bracket.scad',
    baseline: 'native `-o x.csg`',
    unit: 'ms',
    better: 'less',
    goal: 0.3,
  };
  return describeTurns(described, await takeTurns(ours, native(file, 'csg'), { runs, warmUps: WARM_UPS }));
}

async function measureView(client: ScriptClient, runs: number): Promise<Measurement> {
  const { modelId, triangles, importer } = await makeKnown(client, 'knobs.scad', DETAILS[100_000]);
  const ours = callOf(client, 'render_model', () => {
    serial += 1;
    return {
      model_id: modelId,
      camera: { rotation: [55, 0, serial], translation: [45, 30, 0], distance: 400 },
    };
  });
  const described: Described = {
    id: 'latency/another-view',
    what: `another view of a known model of ${triangles} triangles`,
    baseline: 'native `-o x.png` of the same triangles',
    unit: 'ms',
    better: 'less',
    goal: 0.2,
  };
  const picture = native(importer, 'png', ['--render', ...SAME_SIZE]);
  return describeTurns(described, await takeTurns(ours, picture, { runs, warmUps: WARM_UPS }));
}

/** What can be asked of a large model, against the native program's export of the same triangles. */
async function measureLarge(client: ScriptClient, runs: number): Promise<Measurement[]> {
  const { modelId, triangles, importer } = await makeKnown(client, 'knob-pair.scad', PAIR_DETAIL);
  const base = native(importer, 'stl');
  // Answers are remembered; a density of its own makes each another one.
  const density = () => ({ density_g_cm3: 1 + serial++ / 1e6 });
  // A difference needs a second model.
  const ofOneModel = MEASURES.filter(what => what !== 'difference');
  const measure = (what: readonly MeasureName[]) =>
    callOf(client, 'measure_model', () => ({
      model_id: modelId,
      what,
      ...(what.includes('section') ? { section: { axis: 'z', offset_mm: 11 } } : {}),
      ...density(),
    }));
  const tasks: { name: string; goal: number | null; task: Task }[] = [
    { name: 'measure everything', goal: 1, task: measure(ofOneModel) },
    ...ofOneModel.map(what => ({ name: `measure ${what}`, goal: null, task: measure([what]) })),
    ...EXPORT_FORMATS.map(format => ({
      name: `export ${format}`,
      goal: null,
      task: callOf(client, 'export_model', () => ({ model_id: modelId, format })),
    })),
  ];
  const measurements: Measurement[] = [];
  for (const { name, goal, task } of tasks) {
    const described: Described = {
      id: `latency/${name.replace(' ', '-')}`,
      what: `${name}, ${triangles} triangles`,
      baseline: 'native `-o x.stl` of the same triangles',
      unit: 'ms',
      better: 'less',
      goal,
    };
    measurements.push(describeTurns(described, await takeTurns(task, base, { runs, warmUps: 1 })));
  }
  return measurements;
}

/** A call that has to go well. */
function callOf(client: ScriptClient, tool: string, args: () => Record<string, unknown>): Task {
  return async () => {
    const { report, ms } = await client.call(tool, { timeout_s: TIMEOUT_S, ...args() });
    if (report.ok !== true) throw new Error(`${tool}: ${JSON.stringify(report).slice(0, 500)}`);
    return ms;
  };
}
