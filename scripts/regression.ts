import { parseArgs } from 'node:util';
import { checkTable, updateTable } from './regression/bookkeeping.ts';
import { DATA_FOLDER, RegressionData } from './regression/data.ts';
import { judge } from './regression/judge.ts';
import { formatCauses, formatCounts, listProblems } from './regression/report.ts';
import { runTests } from './regression/run-tests.ts';
import { readTable, writeTable } from './regression/table.ts';
import { listTests } from './regression/tests.ts';

/**
 * `npm run regression`: runs OpenSCAD's own regression tests through the bundled WebAssembly module.
 *
 * The expected files are those of 2021.01, the version in Debian. Every difference is explained in
 * `test/regression/differences.json`; a difference that is not, an explanation that is not needed any more,
 * or fewer passed tests than before are an error.
 *
 *   --group NAME   only this group; may be given several times
 *   --only TEST    only this test, such as echotest/for-tests; may be given several times
 *   --data FOLDER  where the data lies, instead of where Debian puts it
 *   --update       writes the table anew: outputs, counts, and what has to be explained
 */
const { values: options } = parseArgs({
  options: {
    group: { type: 'string', multiple: true },
    only: { type: 'string', multiple: true },
    data: { type: 'string', default: DATA_FOLDER },
    update: { type: 'boolean', default: false },
  },
});

const all = listTests(new RegressionData(options.data));
const tests = all.filter(
  ({ group, id }) => (options.group?.includes(group) ?? true) && (options.only?.includes(id) ?? true),
);
if (tests.length === 0) {
  const groups = [...new Set(all.map(({ group }) => group))].join(', ');
  console.error(`No such test. The groups are ${groups}.`);
  process.exit(2);
}
const ranAll = tests.length === all.length;

const started = performance.now();
const outcomes = await runTests(tests, options.data);
const seconds = Math.round((performance.now() - started) / 1000);

const table = readTable();
const judgements = tests.map((test, index) => judge(test, outcomes[index], table));
console.log(
  `OpenSCAD's regression tests of ${table.expectedVersion}, ${tests.length} of them in ${seconds} s\n`,
);
console.log(formatCounts(judgements));
const causes = formatCauses(judgements, table);
if (causes !== '') console.log(`\nDifferences and how many tests show them:\n${causes}`);

if (options.update) {
  writeTable(updateTable(judgements, table, ranAll));
  console.log('\nThe table is written.');
}
const problems = [...listProblems(judgements), ...(ranAll ? checkTable(judgements, table) : [])];
for (const problem of problems) console.log(`\n${problem}`);
console.log(problems.length === 0 ? '\nEvery difference is explained.' : `\n${problems.length} problems.`);
process.exitCode = problems.length === 0 || options.update ? 0 : 1;
