import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareResults, TOLERANCE } from './bench/compare.ts';
import { benchEvaluation } from './bench/groups/evaluation.ts';
import { benchGrowth } from './bench/groups/growth.ts';
import { benchLatency } from './bench/groups/latency.ts';
import { benchMemory } from './bench/groups/memory.ts';
import { benchStart } from './bench/groups/start.ts';
import { benchThroughput } from './bench/groups/throughput.ts';
import { formatChange, formatMeasurement, formatSeries } from './bench/print.ts';
import {
  GROUPS,
  type Group,
  type GroupName,
  listMeasurements,
  meetsGoal,
  type Results,
  resultsSchema,
} from './bench/results.ts';
import { formatJson } from './format-json.ts';
import { hasNative, nativeVersion } from './native.ts';
import { cacheFolder } from './project-paths.ts';

/**
 * `npm run bench`: this server against a native OpenSCAD and a bare Node process, in one run, by turns, so that a busy
 * machine slows both. Prints medians with least and most, and writes them as JSON. Only ratios mean anything.
 *
 *   --only GROUP    start, latency, evaluation, throughput, memory or growth; may be given several times; the others
 *                   stay as they are in the file
 *   --runs N        turns of each measurement; 3 unless given
 *   --quick         leaves out what takes long: to try the harness, not for figures
 *   --output FILE   where the JSON goes; docs/performance.json makes docs/PERFORMANCE.md
 *   --compare FILE  an earlier run; a ratio that got worse by more than 15 % is an error
 */
const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [...GROUPS] },
    runs: { type: 'string', default: '3' },
    quick: { type: 'boolean', default: false },
    output: { type: 'string', default: join(cacheFolder, 'performance.json') },
    compare: { type: 'string' },
  },
});

const MEASURES: Readonly<Record<GroupName, Group>> = {
  start: benchStart,
  latency: benchLatency,
  evaluation: benchEvaluation,
  throughput: benchThroughput,
  memory: benchMemory,
  growth: benchGrowth,
};

const unknown = flags.only.filter(name => !GROUPS.some(group => group === name));
if (unknown.length > 0 || !(Number(flags.runs) >= 1)) {
  console.error(`--only takes ${GROUPS.join(', ')}, and --runs a number from 1.`);
  process.exit(2);
}
if (!hasNative()) {
  console.error('No native OpenSCAD to compare with: install the Debian packages openscad and xvfb.');
  process.exit(1);
}
// Read before anything is measured, for it may be the file that is written.
const earlier =
  flags.compare === undefined ? null : resultsSchema.parse(JSON.parse(readFileSync(flags.compare, 'utf8')));

const options = {
  runs: Math.round(Number(flags.runs)),
  quick: flags.quick,
  log: (line: string) => console.log(`     ${line} …`),
};
const machine = {
  processors: cpus().length,
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  native: nativeVersion(),
  runs: options.runs,
};
const kept = flags.only.length < GROUPS.length ? readKeptGroups(flags.output) : {};
const groups: Results['groups'] = {};
for (const name of GROUPS.filter(group => flags.only.includes(group))) {
  console.log(`\n${name}`);
  const result = await MEASURES[name](options);
  groups[name] = result;
  for (const measurement of result.measurements) console.log(formatMeasurement(measurement));
  for (const series of result.series) console.log(formatSeries(series));
  // Each time, so that a fault later on costs none of it.
  mkdirSync(dirname(flags.output), { recursive: true });
  writeFileSync(flags.output, formatJson({ machine, groups: { ...kept, ...groups } } satisfies Results));
}
const results: Results = { machine, groups };

const all = listMeasurements(results);
const missed = all.filter(measurement => !meetsGoal(measurement));
console.log(`\n${all.length} measurements, now in ${flags.output}; ${missed.length} miss their goal`);
if (earlier !== null) {
  console.log('\nratios before → now');
  const changes = compareResults(earlier, results);
  for (const change of changes) console.log(formatChange(change));
  if (changes.some(({ worse }) => worse > TOLERANCE)) process.exitCode = 1;
}

/** The groups of an earlier run, of which only some are measured again; none of a file of another form. */
function readKeptGroups(file: string): Results['groups'] {
  if (!existsSync(file)) return {};
  const earlier = resultsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (earlier.success) return earlier.data.groups;
  console.log(`${file} has another form; what it holds is left out.`);
  return {};
}
