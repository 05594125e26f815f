import { readdirSync } from 'node:fs';
import { build, type Metafile } from 'esbuild';
import { expect, it } from 'vitest';
import { distFolder } from '../../scripts/project-paths.ts';

/** Most code read before a client on stdio has its list of tools; half of it is zod, which the MCP SDK needs. */
const MAX_START_BYTES = 350_000;

/** Every file that one reads at once, itself included, and what it imports from elsewhere. */
function followImports({ inputs }: Metafile, file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  for (const { path, kind } of inputs[file]?.imports ?? []) {
    if (kind !== 'dynamic-import') followImports({ inputs, outputs: {} }, path, reached);
  }
  return reached;
}

it('reads neither threads nor tools before the first answers', async () => {
  const serve = readdirSync(`${distFolder}/chunks`).filter(name => /^serve-[A-Z\d]+\.js$/.test(name));
  expect(serve).toHaveLength(1);
  const { metafile } = await build({
    absWorkingDir: distFolder,
    entryPoints: ['cli.js', `chunks/${serve[0]}`],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    outdir: 'unused',
    write: false,
    metafile: true,
  });
  const read = [...followImports(metafile, 'cli.js'), ...followImports(metafile, `chunks/${serve[0]}`)];
  expect(read).toContain('node:fs');
  expect(read).not.toContain('piscina');
  const bytes = [...new Set(read)].reduce((sum, file) => sum + (metafile.inputs[file]?.bytes ?? 0), 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(MAX_START_BYTES);
});
