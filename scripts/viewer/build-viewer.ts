import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../project-paths.ts';

/** The largest page: some hosts close the connection at messages of 1 MiB, and take little more of a page. */
const MAX_BYTES = 1_100_000;

/** Builds the viewer into one file that needs nothing else, which is what hosts of MCP Apps ask of a page. */
export async function buildViewer(file: string): Promise<void> {
  const folder = join(projectRoot, 'src', 'viewer');
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: { script: 'main.ts', style: 'style.css' },
    outdir: folder,
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: ['es2022', 'chrome111', 'firefox113', 'safari16.4'],
    // The licence of three; the rest is ours.
    legalComments: 'inline',
  });
  const textOf = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
    .replace('/*{{style}}*/', () => textOf('.css'))
    // A script ends at the first thing that looks like its end.
    .replace('/*{{script}}*/', () => textOf('.js').replaceAll('</script', '<\\/script'));
  const bytes = Buffer.byteLength(page);
  if (bytes > MAX_BYTES) throw new Error(`The viewer has ${bytes} bytes, more than ${MAX_BYTES}.`);
  writeFileSync(file, page);
}
