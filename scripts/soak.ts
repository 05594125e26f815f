import { parseArgs } from 'node:util';
import { findGrowth } from './soak/find-growth.ts';
import { runSoak } from './soak/run-soak.ts';

/**
 * `npm run soak -- [--count 2000] [--seed 1]`: the built server on stdio under a mixture of small and medium models,
 * errors, bombs and cancelled calls, the same for the same seed. Ends with 1 when it holds more memory, threads,
 * descriptors or handles at the end than after a tenth, or when a kind of step ended in a way that it should not. Linux.
 */

/** Ways in which each kind of step may end. */
const GOOD_ENDS =
  /^(?:(?:small|known|medium|export) ok|error SCAD_SYNTAX|cancel cancelled|bomb (?:DEADLINE_EXCEEDED|MEMORY_LIMIT))$/;

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
});
const count = Number(values.count);
const seed = Number(values.seed);
const started = performance.now();
const { early, late, outcomes } = await runSoak({ count, seed });
console.log(`${count} steps of seed ${seed} in ${Math.round((performance.now() - started) / 1000)} s\n`);
for (const [outcome, times] of [...outcomes].sort()) {
  const isGood = GOOD_ENDS.test(outcome);
  console.log(`${isGood ? 'ok  ' : 'FAIL'} ${outcome}: ${times}`);
  if (!isGood) process.exitCode = 1;
}
console.log('\n     what         after a tenth   at the end   at most');
for (const { name, early: before, late: after, atMost, isFlat } of findGrowth(early, late)) {
  const numbers = `${String(before).padStart(13)} ${String(after).padStart(12)} ${String(atMost).padStart(9)}`;
  console.log(`${isFlat ? 'ok  ' : 'FAIL'} ${name.padEnd(12)} ${numbers}`);
  if (!isFlat) process.exitCode = 1;
}
