import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { listLibraryModels } from '../../library-models/models.ts';
import { nativeLibraryFolder, unpackLibraries } from '../../library-models/native-measurer.ts';
import { EXAMPLES, listAllExamples, runNative } from '../../native.ts';
import { cacheFolder } from '../../project-paths.ts';
import { geometricMean, median } from '../../statistics.ts';
import { connectClient, type ScriptClient } from '../../stdio-client.ts';
import { describeTurns, type Turns } from '../measure.ts';
import type { BenchOptions, GroupResults, Measurement } from '../results.ts';
import { SLOWER_BECAUSE } from '../slower-because.ts';

/** How long the native program gets for a model, and how long in a quick run. What takes longer counts as this. */
const NATIVE_LIMIT_MS = 120_000;
const QUICK_LIMIT_MS = 5000;

/** No more turns with a model that has taken this long. */
const ENOUGH_MS = 20_000;

/** Goals of all models together, and of each that uses BOSL2. */
const MEAN_GOAL = 0.1;
const BOSL2_GOAL = 1;

/** A model as both programs are given it. */
interface BenchModel {
  readonly name: string;
  readonly file: string;
  /** How the server is asked for it. */
  readonly args: Record<string, unknown>;
}

/** Models of other people, end to end with a picture, against the native program's STL alone. */
export async function benchEvaluation({ runs, quick, log }: BenchOptions): Promise<GroupResults> {
  await unpackLibraries();
  process.env.OPENSCADPATH = nativeLibraryFolder;
  // Each call is to evaluate.
  const client = await connectClient({ MCP_ROOTS: EXAMPLES, MCP_CACHE_TYPE: 'off' });
  const limitMs = quick ? QUICK_LIMIT_MS : NATIVE_LIMIT_MS;
  const measurements: Measurement[] = [];
  try {
    await client.call('render_model', { code: 'cube(10);' });
    for (const model of listModels()) {
      const turns = await measureModel(client, model, runs, limitMs);
      if (turns === null) continue;
      measurements.push(describeModel(model, turns));
      log(`${measurements.at(-1)?.ratio.median.toPrecision(3).padStart(9)} ${model.name}`);
    }
  } finally {
    await client.close();
  }
  return { measurements: [describeAll(measurements), ...measurements], series: [] };
}

/** Debian's examples, and the models of libraries that need no assignments. */
function listModels(): BenchModel[] {
  const examples = listAllExamples().map(file => ({
    name: basename(file, '.scad'),
    file,
    args: { path: file },
  }));
  const folder = join(cacheFolder, 'bench-library-models');
  mkdirSync(folder, { recursive: true });
  const models = listLibraryModels().filter(({ definitions }) => definitions.length === 0);
  const ours = models.map(({ id, code }) => {
    const name = id.replace(/\.scad$/, '');
    const file = join(folder, `${name.replaceAll('/', '-')}.scad`);
    writeFileSync(file, code);
    return { name, file, args: { code } };
  });
  return [...examples, ...ours];
}

/** The turns of a model, and what each of ours took for the picture, in milliseconds. */
interface ModelTurns extends Turns {
  readonly pictureMs: readonly number[];
}

/** The phases of a call that the native program is spared. */
const pictureTimingSchema = z.object({ draw: z.number(), encode: z.number() });

/** Null for a model of which only one of the two makes a solid. */
async function measureModel(
  client: ScriptClient,
  { file, args }: BenchModel,
  runs: number,
  limitMs: number,
): Promise<ModelTurns | null> {
  const turns = { ours: [] as number[], base: [] as number[], pictureMs: [] as number[] };
  let spentMs = 0;
  for (let run = 0; run < runs && spentMs < ENOUGH_MS; run++) {
    const { report, ms } = await client.call('render_model', { ...args, timeout_s: 300 });
    if (report.kind !== '3d') return null;
    const native = runNative(file, 'stl', limitMs);
    if (native.file === null && native.ms < limitMs) return null;
    const { draw, encode } = pictureTimingSchema.parse(report.timing_ms);
    turns.ours.push(ms);
    turns.base.push(native.ms);
    turns.pictureMs.push(draw + encode);
    spentMs += ms + native.ms;
  }
  return turns;
}

function describeModel({ name }: BenchModel, turns: ModelTurns): Measurement {
  const id = `evaluation/${name}`;
  const goal = name.startsWith('BOSL2/') ? BOSL2_GOAL : null;
  const described = {
    id,
    what: name,
    baseline: 'native `-o x.stl`',
    unit: 'ms',
    better: 'less',
    goal,
  } as const;
  const measurement = describeTurns(described, turns);
  return measurement.ratio.median <= 1 ? measurement : { ...measurement, note: explain(name, turns) };
}

/** Why a model takes longer here: because of the picture, when it would not without; else by a reason that was found. */
function explain(name: string, { ours, base, pictureMs }: ModelTurns): string {
  const ratios = ours.map((ms, turn) => (ms - pictureMs[turn]) / base[turn]);
  const without = median(ratios).toPrecision(2);
  const picture = `Of this, the picture takes ${Math.round(median(pictureMs))} ms; without it the ratio would be ${without}.`;
  if (Number(without) <= 1) return picture;
  return `${SLOWER_BECAUSE[name] ?? 'Nobody has found out why.'} ${picture}`;
}

/** The geometric mean; its spread is that of all models. */
function describeAll(measurements: readonly Measurement[]): Measurement {
  const mean = (of: (measurement: Measurement) => number) =>
    Number(geometricMean(measurements.map(of)).toPrecision(4));
  const values = (of: (measurement: Measurement) => number) => ({
    median: mean(of),
    min: Math.min(...measurements.map(of)),
    max: Math.max(...measurements.map(of)),
  });
  return {
    id: 'evaluation/all',
    what: `geometric mean of ${measurements.length} models`,
    baseline: 'native `-o x.stl`',
    unit: 'ms',
    ours: values(({ ours }) => ours.median),
    base: values(({ base }) => base.median),
    ratio: values(({ ratio }) => ratio.median),
    better: 'less',
    goal: MEAN_GOAL,
  };
}
