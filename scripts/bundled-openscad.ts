import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildArguments, type OutputFormat } from '../src/scad/invocation.ts';
import { loadEngineAssets } from '../wasm/assets.ts';
import { openProgramSource, startProgram } from '../wasm/program.ts';
import { runOpenScad } from '../wasm/run.ts';
import { distFolder } from './project-paths.ts';

/** Generous: scripts evaluate models of their own, and large ones. */
const LIMITS = { memoryBytes: 2 ** 31, outputBytes: 2 ** 28 };

/**
 * What the bundled OpenSCAD makes of a model in this very process, one file per format. Needs the assets
 * that `npm run build` makes.
 *
 * @param definitions assignments that come after the model's own, such as `detail=30`.
 */
export async function exportByBundled(
  source: Uint8Array,
  formats: readonly OutputFormat[],
  definitions: readonly string[] = [],
): Promise<Uint8Array[]> {
  const assets = await loadEngineAssets(pathToFileURL(join(distFolder, 'assets/')));
  const program = await openProgramSource(assets.program);
  const outputs = formats.map(format => ({ format, path: `/out.${format}` }));
  const paths = outputs.map(({ path }) => path);
  const result = runOpenScad(await startProgram(program, LIMITS.memoryBytes), {
    root: '/model/',
    files: [{ path: 'model.scad', bytes: source }],
    libraries: [],
    fonts: [],
    argv: buildArguments({ entry: '/model/model.scad', definitions, outputs }),
    outputs: paths,
    evaluations: paths.length,
    outputBytes: LIMITS.outputBytes,
  });
  return paths.map(path => {
    const bytes = result.outputs.get(path);
    if (bytes === undefined) throw new Error(`OpenSCAD wrote no ${path}: ${[...result.log.tail].join('\n')}`);
    return bytes;
  });
}
