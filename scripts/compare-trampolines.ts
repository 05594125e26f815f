import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { EvaluateResponse, EvaluationProduct } from '../src/contracts/evaluation-protocol.ts';
import { loadEngineAssets } from '../wasm/assets.ts';
import { openProgramSource, type ProgramSource, startProgram } from '../wasm/program.ts';
import { evaluate } from '../workers/evaluate.ts';
import { splitPackage } from './assets/openscad.ts';
import { exposeOutputDigits } from './assets/wasm-module/output-digits.ts';
import { geometricMean } from './statistics.ts';
import { assetsFolder, listSubjects, type Subject } from './trampolines/subjects.ts';

/**
 * `npm run compare-trampolines`: evaluates Debian's examples and the models of the bundled libraries by the module
 * as it comes in its package, whose C++ exceptions JavaScript catches, and by the one that the build makes of it,
 * whose exceptions WebAssembly catches. Geometry, colours, trees and messages have to be the same to the last bit.
 *
 * The first has one change, too: all its digits are written where exact hulls need them.
 *
 *   --only TEXT  models whose names contain this
 */

const PRODUCTS: readonly EvaluationProduct[] = ['geometry', 'csg'];

/** As much as the settings allow at most; models of libraries are large. */
const MEMORY_BYTES = 2 ** 31;

/** OpenSCAD prints how long it took, and counts what it kept only until memory that it does not name was full. */
const CHANGING = /^(Total rendering time|Geometry cache|CGAL cache)/;

/** What came of a model, and the time it took. */
interface Outcome {
  readonly answer: EvaluateResponse;
  readonly ms: number;
}

async function openOriginal(ours: ProgramSource): Promise<ProgramSource> {
  const module = new WebAssembly.Module(exposeOutputDigits(splitPackage().wasm));
  return { ...ours, module, trampolines: { ...ours.trampolines, module: null } };
}

async function run(subject: Subject, product: EvaluationProduct, source: ProgramSource): Promise<Outcome> {
  const request = await subject.request(product);
  const started = performance.now();
  const answer = await evaluate(request, () => startProgram(source, MEMORY_BYTES));
  const ms = performance.now() - started;
  const { head, tail, ...counts } = answer.log;
  const keep = (lines: readonly string[]) => lines.filter(line => !CHANGING.test(line));
  return { answer: { ...answer, log: { ...counts, head: keep(head), tail: keep(tail) } }, ms };
}

const { values: options } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const ours = await openProgramSource((await loadEngineAssets(assetsFolder)).program);
const original = await openOriginal(ours);
const different: string[] = [];
const ratios: number[] = [];
for (const subject of listSubjects().filter(({ id }) => id.includes(options.only))) {
  for (const product of PRODUCTS) {
    const expected = await run(subject, product, original);
    const found = await run(subject, product, ours);
    const ratio = found.ms / expected.ms;
    const isSame = isDeepStrictEqual(found.answer, expected.answer);
    if (product === 'geometry') ratios.push(ratio);
    if (!isSame) different.push(`${subject.id} (${product})`);
    console.log(`${isSame ? 'same' : 'DIFF'} ${ratio.toFixed(2)} ${subject.id} ${product}`);
  }
}
console.log(
  `\n${ratios.length} models, ${different.length} differ; geometric mean of the time: ${geometricMean(ratios).toFixed(2)}`,
);
for (const id of different) console.log(`differs: ${id}`);
process.exitCode = different.length === 0 && ratios.length > 0 ? 0 : 1;
