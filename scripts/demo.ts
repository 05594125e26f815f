import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { distFolder, projectRoot } from './project-paths.ts';

/**
 * `npm run demo`: starts the server as a client would, renders an example, looks at it from four
 * sides without evaluating it again, exports it, and shows what an error looks like.
 */

const OUTPUT = join(projectRoot, 'demo-output');
const EXAMPLE = join(projectRoot, 'examples', 'bracket.scad');

const client = new Client({ name: 'demo', version: '1.0.0' });

async function call(name: string, args: Record<string, unknown>) {
  const result = CallToolResultSchema.parse(await client.callTool({ name, arguments: args }));
  const image = result.content.find(block => block.type === 'image');
  return {
    report: result.structuredContent ?? {},
    png: image === undefined ? null : Buffer.from(image.data, 'base64'),
  };
}

function save(name: string, bytes: Buffer | null): void {
  if (bytes === null) throw new Error(`the server sent no picture for ${name}`);
  const path = join(OUTPUT, name);
  writeFileSync(path, bytes);
  console.log(`  wrote ${relative(projectRoot, path)} (${Math.round(bytes.length / 1000)} kB)`);
}

mkdirSync(OUTPUT, { recursive: true });
await client.connect(
  new StdioClientTransport({
    command: process.execPath,
    args: [join(distFolder, 'cli.js'), '--root', OUTPUT],
    stderr: 'ignore',
  }),
);
try {
  console.log(`render_model ${relative(projectRoot, EXAMPLE)}`);
  const first = await call('render_model', { code: readFileSync(EXAMPLE, 'utf8') });
  console.log(`  ${first.report.summary}`);
  console.log(`  milliseconds: ${JSON.stringify(first.report.timing_ms)}`);
  save('bracket.png', first.png);

  console.log('render_model, the same model from four sides');
  const { model_id } = first.report;
  const sheet = await call('render_model', {
    model_id,
    views: ['iso', 'front', 'right', 'top'],
    width_px: 1200,
    height_px: 900,
    projection: 'orthographic',
  });
  console.log(`  milliseconds: ${JSON.stringify(sheet.report.timing_ms)}`);
  save('bracket-sheet.png', sheet.png);

  console.log('export_model as STL');
  const exported = await call('export_model', {
    model_id,
    format: 'stl',
    output_path: join(OUTPUT, 'bracket.stl'),
    overwrite: true,
  });
  console.log(`  ${exported.report.summary}`);

  console.log('render_model with a mistake in it');
  const wrong = await call('render_model', { code: 'difference() {\n  cube(10);\n  spere(6);\n' });
  console.log(`  ${wrong.report.summary}`);
} finally {
  await client.close();
}
