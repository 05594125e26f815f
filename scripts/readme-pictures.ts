import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectClient } from './bench-client.ts';
import { projectRoot } from './project-paths.ts';

/** `npm run readme-pictures`: makes the pictures of the README, with the tools a client has. */

const PICTURES: Readonly<Record<string, { example: string; args: Record<string, unknown> }>> = {
  'sheet.png': {
    example: 'bracket.scad',
    args: { views: ['iso', 'front', 'right', 'top'], width_px: 1000, height_px: 750 },
  },
  'section.png': {
    example: 'project-box.scad',
    args: { section: { axis: 'x', offset_mm: 12 }, width_px: 640, height_px: 480 },
  },
  'dimensions.png': {
    example: 'gear-pair.scad',
    args: { dimensions: true, width_px: 640, height_px: 480 },
  },
};

const folder = join(projectRoot, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const client = await connectClient();
for (const [name, { example, args }] of Object.entries(PICTURES)) {
  const code = readFileSync(join(projectRoot, 'examples', example), 'utf8');
  const { images } = await client.call('render_model', { code, ...args });
  writeFileSync(join(folder, name), images[0]);
  console.log(`${name}: ${images[0].length} bytes`);
}
await client.close();
