import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { unzipSync } from 'fflate';
import { stageBundle } from './distribution/bundle-files.ts';
import { toServerCommand } from './distribution/host-config.ts';
import { readPackageFacts } from './distribution/package-facts.ts';
import { runNpm } from './npm.ts';
import { cacheFolder, projectRoot } from './project-paths.ts';

/**
 * `npm run bundle`: makes the `.mcpb` file that Claude Desktop and other hosts install with a click, and tries it:
 * it is unpacked in an empty folder and started as its manifest says, and has to draw, read and export.
 */

/** Judges and packs; fetched for the occasion, since nothing else needs it. */
const MCPB = '@anthropic-ai/mcpb@2.1.2';

/** Larger files take hosts long to unpack. */
const MAX_BUNDLE_MB = 40;

const { name, version } = readPackageFacts();
const bundle = join(projectRoot, `${name}-${version}.mcpb`);
const staged = join(cacheFolder, 'bundle');

stageBundle(staged);
runNpm(
  ['exec', '--yes', '--package', MCPB, '--', 'mcpb', 'validate', join(staged, 'manifest.json')],
  projectRoot,
);
rmSync(bundle, { force: true });
runNpm(['exec', '--yes', '--package', MCPB, '--', 'mcpb', 'pack', staged, bundle], projectRoot);
rmSync(staged, { recursive: true });
const size_MB = statSync(bundle).size / 1e6;
if (size_MB > MAX_BUNDLE_MB)
  throw new Error(`the bundle has ${size_MB.toFixed(1)} MB, more than ${MAX_BUNDLE_MB}`);
await tryBundle();
const hash = createHash('sha256').update(readFileSync(bundle)).digest('hex');
console.log(`${bundle}: ${size_MB.toFixed(1)} MB, sha256 ${hash}`);

async function tryBundle(): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'bundle-'));
  try {
    const installed = join(place, 'extension');
    for (const [path, bytes] of Object.entries(unzipSync(readFileSync(bundle)))) {
      if (path.endsWith('/')) continue;
      mkdirSync(dirname(join(installed, path)), { recursive: true });
      writeFileSync(join(installed, path), bytes);
    }
    const folder = join(place, 'models');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'part.scad'),
      'cube([3, 4, 5]); translate([5, 0, 0]) linear_extrude(1) text("a");\n',
    );
    await tryServer(installed, folder);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Starts what was unpacked, in a folder that has nothing to do with it, and uses it. */
async function tryServer(installed: string, folder: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(installed, 'manifest.json'), 'utf8'));
  const { command, args, env } = toServerCommand(manifest, installed, { folder });
  const client = new Client({ name: 'bundle', version: '1.0.0' });
  const program = command === 'node' ? process.execPath : command;
  await client.connect(
    new StdioClientTransport({ command: program, args: [...args], env: { ...env }, cwd: tmpdir() }),
  );
  const call = async (tool: string, given: Record<string, unknown>) => {
    const result = CallToolResultSchema.parse(await client.callTool({ name: tool, arguments: given }));
    if (result.isError) throw new Error(`${tool}: ${JSON.stringify(result.structuredContent)}`);
    return result;
  };
  try {
    const { tools } = await client.listTools();
    const declared = manifest.tools.map((tool: { name: string }) => tool.name);
    if (JSON.stringify(declared) !== JSON.stringify(tools.map(tool => tool.name))) {
      throw new Error('the manifest declares other tools than the server has');
    }
    const { content } = await call('render_model', { path: 'part.scad' });
    if (!content.some(block => block.type === 'image')) throw new Error('render_model sent no picture');
    await call('export_model', { path: 'part.scad', format: '3mf', output_path: 'part.3mf' });
    if (statSync(join(folder, 'part.3mf')).size < 1000) throw new Error('the exported file is too small');
    console.log('the bundle starts as its manifest says, draws, reads and exports');
  } finally {
    await client.close();
  }
}
