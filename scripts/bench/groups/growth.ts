import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAMED_VIEWS } from '../../../src/contracts/picture.ts';
import { cacheFolder } from '../../project-paths.ts';
import { connectClient, type ScriptClient } from '../../stdio-client.ts';
import { DETAILS, MODELS_FOLDER, makeKnown, ROOMY, TIMEOUT_S } from '../knobs.ts';
import { describeGrowth, measureCosts, timeMs } from '../measure.ts';
import type { BenchOptions, GroupResults } from '../results.ts';

const TRIANGLES = [1000, 10_000, 100_000, 1_000_000];
const FILES = [1, 10, 100, 500];
const VIEWS = [1, 2, 4, 8];
const KNOWN_MODELS = [1, 10, 100, 1000, 10_000];

/** Calls whose mean is one value where a single one is over too soon. */
const LOOKUPS = 20;

const FOLDER = join(cacheFolder, 'bench-files');

/** What more triangles, files, views and known models cost. */
export async function benchGrowth(options: BenchOptions): Promise<GroupResults> {
  const groups = [
    await growTriangles(options),
    await growFiles(options),
    await growViews(options),
    await growKnownModels(options),
  ];
  return {
    measurements: groups.flatMap(({ measurements }) => measurements),
    series: groups.flatMap(({ series }) => series),
  };
}

/** Sizes without the largest where time is short. */
function chooseSizes(
  sizes: readonly number[],
  { quick, log }: BenchOptions,
  what: string,
): readonly number[] {
  log(what);
  return quick ? sizes.slice(0, -1) : sizes;
}

/** A number that is another one each time: an answer that is known would be no measurement. */
let serial = 0;

async function growTriangles(options: BenchOptions): Promise<GroupResults> {
  const what = 'triangles';
  const sizes = chooseSizes(TRIANGLES, options, what);
  return withClient({ ...ROOMY, MCP_ROOTS: MODELS_FOLDER, MCP_CACHE_TYPE: 'off' }, async client => {
    const path = join(MODELS_FOLDER, 'knobs.scad');
    const cost = (size: number) => render(client, { path, parameters: { detail: DETAILS[size] } });
    await cost(TRIANGLES[0]);
    const costs = await measureCosts(sizes, cost, options.runs);
    return describeGrowth({ id: 'growth/triangles', what, cost: 'rendering a new model' }, sizes, costs);
  });
}

async function growFiles(options: BenchOptions): Promise<GroupResults> {
  const what = 'files';
  const sizes = chooseSizes(FILES, options, what);
  for (const size of sizes) writeProject(size);
  try {
    return await withClient({ MCP_ROOTS: FOLDER, MCP_CACHE_TYPE: 'off' }, async client => {
      const cost = (size: number) => render(client, { path: join(FOLDER, `${size}`, 'main.scad') });
      await cost(FILES[0]);
      const costs = await measureCosts(sizes, cost, options.runs * 3);
      return describeGrowth({ id: 'growth/files', what, cost: 'rendering a project' }, sizes, costs);
    });
  } finally {
    rmSync(FOLDER, { recursive: true, force: true });
  }
}

/** A project of so many files, each of which makes a part: one and those that it uses. */
function writeProject(files: number): void {
  const folder = join(FOLDER, `${files}`);
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: files - 1 }, (_, at) => `part${at + 1}`);
  for (const [at, name] of names.entries()) {
    writeFileSync(
      join(folder, `${name}.scad`),
      `module ${name}() translate([${at + 1} * 3, 0, 0]) cube(2);\n`,
    );
  }
  const main = names.map(name => `use <${name}.scad>\n${name}();\n`).join('');
  writeFileSync(join(folder, 'main.scad'), `${main}cube(2);\n`);
}

async function growViews(options: BenchOptions): Promise<GroupResults> {
  const what = 'views';
  const sizes = chooseSizes(VIEWS, options, what);
  return withClient({ MCP_ROOTS: MODELS_FOLDER }, async client => {
    const { modelId } = await makeKnown(client, 'knobs.scad', DETAILS[100_000]);
    const cost = (size: number) => {
      serial += 1;
      // A section that cuts nothing off makes it another picture.
      const section = { axis: 'z', offset_mm: 1000 + serial };
      return render(client, {
        model_id: modelId,
        views: NAMED_VIEWS.slice(0, size),
        layout: 'separate',
        section,
      });
    };
    await cost(1);
    const costs = await measureCosts(sizes, cost, options.runs);
    return describeGrowth({ id: 'growth/views', what, cost: 'drawing 100,000 triangles' }, sizes, costs);
  });
}

async function growKnownModels(options: BenchOptions): Promise<GroupResults> {
  const what = 'known models';
  const sizes = chooseSizes(KNOWN_MODELS, options, what);
  return withClient({ MCP_CACHE_MAX_SIZE: '20000' }, async client => {
    const costs: (readonly number[])[] = [];
    let known = 0;
    for (const size of sizes) {
      for (; known < size; known++) await client.call('render_model', { code: `cube(${known + 1});` });
      const cost = async () => (await timeMs(() => lookUp(client, known))) / LOOKUPS;
      costs.push((await measureCosts([size], cost, options.runs))[0]);
    }
    return describeGrowth(
      { id: 'growth/known-models', what, cost: 'a call whose answer is known' },
      sizes,
      costs,
    );
  });
}

/** Asks for the models that were added last. */
async function lookUp(client: ScriptClient, known: number): Promise<void> {
  for (let call = 0; call < LOOKUPS; call++) {
    await client.call('render_model', { code: `cube(${Math.max(1, known - call)});` });
  }
}

async function render(client: ScriptClient, args: Record<string, unknown>): Promise<number> {
  const { report, ms } = await client.call('render_model', { timeout_s: TIMEOUT_S, ...args });
  if (report.ok !== true) throw new Error(JSON.stringify(report).slice(0, 500));
  return ms;
}

async function withClient(
  env: Record<string, string>,
  work: (client: ScriptClient) => Promise<GroupResults>,
): Promise<GroupResults> {
  const client = await connectClient(env);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
