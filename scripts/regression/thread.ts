import './no-deprecation.ts';
import type { StagedFile } from '../../src/contracts/model.ts';
import { countWrongPixels } from './pictures.ts';
import { DataRunner, type DataRunResult } from './runs.ts';
import type { PictureCheck, RegressionTest } from './tests.ts';

/** What a thread gets: a test, and where the data lies. */
export interface TestJob {
  readonly test: RegressionTest;
  readonly dataFolder: string;
}

/** What came of a test. */
export type Outcome =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly wrongPixels: number }
  /** OpenSCAD wrote nothing, though the test expects something. */
  | { readonly kind: 'nothing'; readonly reason: string };

/** Flat models are given this height to be drawn; it is thinner than any pixel. */
const FLAT_HEIGHT_MM = 1e-4;

let runner: Promise<DataRunner> | null = null;

/** A thread that runs tests: OpenSCAD, then the comparison of pictures. */
export default async function handle({ test, dataFolder }: TestJob): Promise<Outcome> {
  runner ??= DataRunner.open(dataFolder);
  const { check } = test;
  if (check.kind === 'picture') return drawPicture(await runner, test, check);
  const result = await (await runner).run({
    entry: test.model,
    options: test.options,
    output: `/out.${check.format}`,
    fonts: false,
  });
  if (result.bytes === null) return { kind: 'nothing', reason: result.reason };
  return { kind: 'text', text: new TextDecoder().decode(result.bytes) };
}

async function drawPicture(runner: DataRunner, test: RegressionTest, check: PictureCheck): Promise<Outcome> {
  let result: DataRunResult;
  if (check.through === null) {
    result = await exportSolid(runner, test.model, []);
  } else {
    // Beside the model, so that imports in a CSG tree are found.
    const output = `${test.model}.${check.through}`;
    const exported = await runner.run({ entry: test.model, options: test.options, output, fonts: true });
    result =
      exported.bytes === null
        ? exported
        : await exportAgain(runner, { path: output, bytes: exported.bytes }, check);
  }
  if (result.bytes === null && !isEmptyModel(result)) return { kind: 'nothing', reason: result.reason };
  return { kind: 'picture', wrongPixels: countWrongPixels(result.bytes, test.expectedFile, check) };
}

function exportAgain(runner: DataRunner, file: StagedFile, check: PictureCheck): Promise<DataRunResult> {
  if (check.through === 'csg') return exportSolid(runner, file.path, [file]);
  const thicken = check.dimensions === 2 ? `linear_extrude(height = ${FLAT_HEIGHT_MM}) ` : '';
  const source = new TextEncoder().encode(`${thicken}import("${file.path}");`);
  return exportSolid(runner, '/import.scad', [file, { path: '/import.scad', bytes: source }]);
}

function exportSolid(
  runner: DataRunner,
  entry: string,
  files: readonly StagedFile[],
): Promise<DataRunResult> {
  return runner.run({
    entry,
    options: ['--export-format', 'binstl'],
    output: '/out.stl',
    files,
    fonts: true,
  });
}

/** Upstream's pictures of models without geometry are empty. */
function isEmptyModel(result: Extract<DataRunResult, { bytes: null }>): boolean {
  return !result.crashed && result.reason.includes('Current top level object is empty.');
}
