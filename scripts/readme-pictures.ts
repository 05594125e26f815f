import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PICTURES, toCall } from './docs/pictures.ts';
import { projectRoot } from './project-paths.ts';
import { connectClient } from './stdio-client.ts';

/** `npm run readme-pictures`: makes the pictures of the documents, with the tools a client has. */

const folder = join(projectRoot, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
const client = await connectClient();
for (const [name, picture] of Object.entries(PICTURES)) {
  const { images } = await client.call('render_model', toCall(picture));
  writeFileSync(join(folder, name), images[0]);
  console.log(`${name}: ${images[0].length} bytes`);
}
await client.close();
